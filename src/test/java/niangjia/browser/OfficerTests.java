package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** What union officers do at the console. */
@ApplicationTest
class OfficerTests {

  private static final Pattern BOARD = Pattern.compile("/staff/benefit/[0-9a-f-]{36}/board");

  private static final Page.GetByLabelOptions EXACTLY = new Page.GetByLabelOptions().setExact(true);

  private static final LocatorAssertions.IsVisibleOptions PATIENT =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @CsvSource({"PHONE, city", "DESK, chaoyang"})
  void anOfficerSignsInWithPasswordAndOneTimePassword(Device device, String username) {
    var post = Caller.nobody(port).post(username);
    try (var officer = Visitor.stranger(port, device)) {
      officer.go("/staff/benefit");
      officer.button("登录").click();
      assertThat(officer.page().locator("[name=username]")).isFocused();
      officer.look().page().fill("[name=username]", username);
      officer.page().fill("[name=password]", post.path("password").asString());
      officer.page().fill("[name=totp]", post.path("totp").asString());
      officer.button("登录").click();
      assertThat(officer.heading("普惠福利")).isVisible();
      officer.look();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void anOfficerWritesABenefitAndPublishesIt(Device device) {
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/benefit/new");
      steps(officer, 4);
      assertThat(officer.text("名称（中文）：请填写")).isVisible();
      assertThat(officer.button("发布")).isDisabled();
      officer.look().button("名称（中文）：请填写").click();
      officer.page().getByLabel("名称（中文）").fill("演出票");
      officer.page().getByLabel("一句话说明（中文）").fill("周六晚上的演出");
      officer.page().getByLabel("怎么领、怎么用（中文）").fill("到门口出示凭证");
      officer.look();
      steps(officer, 1);
      officer.look();
      steps(officer, 1);
      officer.look();
      steps(officer, 1);
      officer.page().getByLabel("地点（中文）").fill("工人俱乐部");
      officer.page().getByLabel("种类（中文）").fill("普通票");
      officer.page().getByLabel("名额", EXACTLY).fill("30");
      officer.look();
      steps(officer, 1);
      assertThat(officer.button("发布")).isEnabled();
      assertThat(officer.page().locator(".phone")).containsText("演出票");
      officer.look().picture("console-offering.png", Device.DESK).button("发布").click();
      officer.look().page().locator("dialog[open] .main").click();
      assertThat(officer.page()).hasURL(BOARD);
      assertThat(officer.page().locator(".giant")).hasText("30");
      officer.look();
    }
  }

  private static void steps(Visitor officer, int count) {
    for (int i = 0; i < count; i++) {
      officer.button("下一步").click();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void theBoardFollowsABooking(Device device) {
    var benefit = Benefit.open(port, "看板跟着走", 5);
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/benefit/" + benefit.id() + "/board");
      assertThat(officer.page().locator(".giant")).hasText("10");
      Caller.worker(port).book(benefit.id(), benefit.places().getFirst());
      assertThat(officer.page().locator(".giant")).hasText("9");
      officer.look().button("提前结束").click();
      officer.look().page().locator("dialog[open] .danger").click();
      assertThat(officer.page().locator(".tag").first()).hasText("已结束");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void everyScreenOfAnOfficerIsSound(Device device) {
    var staff = Caller.staff(port, "jianwai");
    Benefit.late(port, "忘了发布的福利");
    try (var officer = Visitor.signedIn(port, device, staff)) {
      see(officer, "/staff/", "要您办的事都在这里");
      see(officer, "/staff/overview", "正在进行");
      see(officer, "/staff/benefit", "普惠福利");
      see(officer, "/staff/benefit?phase=DRAFT", "普惠福利");
      see(officer, "/staff/people", "只列出您管理范围");
      see(officer, "/staff/gate", "等待下一个凭证");
      see(officer, "/staff/rehearsal", "抢约演练");
      see(officer, "/staff/nowhere", "没有这一页");
    }
    try (var guest = Visitor.signedIn(port, device, staff, Taste.LARGE_ENGLISH)) {
      see(guest, "/staff/", "Everything that waits for you");
      see(guest, "/staff/overview", "Running now");
      see(guest, "/staff/benefit", "Benefits");
      see(guest, "/staff/benefit/new", "New benefit");
      see(guest, "/staff/people", "Only members within your scope");
      see(guest, "/staff/gate", "Ready for the next voucher");
      see(guest, "/staff/rehearsal", "Rehearse a rush");
    }
  }

  private static void see(Visitor visitor, String path, String words) {
    visitor.go(path);
    assertThat(visitor.text(words)).isVisible();
    visitor
        .page()
        .locator(".loading, [aria-busy=true]")
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    visitor.look();
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void membersAreFoundAndMasked(Device device) {
    try (var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/people");
      officer.page().getByRole(AriaRole.SEARCHBOX).fill("14000000001");
      assertThat(officer.page().locator("tbody tr")).hasCount(1);
      assertThat(officer.page().locator("tbody tr")).containsText("140****0001");
      officer.look().page().locator("tbody tr button").click();
      assertThat(officer.heading("会籍经过")).isVisible();
      officer.look();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aVoucherIsRedeemedOnceAndTheSecondTrySaysWhenAndWhere(Device device) {
    var benefit = Benefit.open(port, "入场券", 5);
    var worker = Caller.worker(port);
    var booking = worker.book(benefit.id(), benefit.places().getFirst());
    var voucher = worker.get("/api/booking/bookings/" + booking + "/voucher");
    var typed = voucher.path("code").asString().replace("-", "").toLowerCase(Locale.ROOT);
    try (var keeper = Visitor.signedIn(port, device, Caller.staff(port, "gate"))) {
      keeper.go("/staff/").page().getByLabel("核销点").fill("东门");
      var code = keeper.page().getByLabel("凭证码");
      code.fill(typed);
      code.press("Enter");
      var result = keeper.page().locator(".result");
      assertThat(result).containsText(benefit.title());
      keeper.look();
      code.fill(voucher.path("token").asString());
      code.press("Enter");
      assertThat(result).containsText(Pattern.compile("\\d\\d:\\d\\d.*东门"));
      keeper.look();
      code.fill("ABCD");
      code.press("Enter");
      keeper.look();
    }
  }

  @Test
  void aRehearsalRunsAndIsProved() {
    var benefit = Benefit.open(port, "公园年票免费续费", Visitor.WRITES_IMAGES ? 200 : 40);
    int workers = Visitor.WRITES_IMAGES ? 360 : 120;
    try (var officer = Visitor.signedIn(port, Device.DESK, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/rehearsal?offering=" + benefit.id());
      officer.page().getByLabel("模拟职工人数").fill(Integer.toString(workers));
      officer.page().getByLabel("几秒内到齐").fill("3");
      officer.page().getByLabel("几秒后开抢").fill("10");
      officer.button("开始演练").click();
      assertThat(officer.heading("演练实况")).isVisible();
      officer.look();
      assertThat(officer.page().locator(".judged.good")).isVisible(PATIENT);
      officer.look().link("实时情况页").click();
      assertThat(officer.page().locator(".giant"))
          .hasText(Pattern.compile(Visitor.WRITES_IMAGES ? "\\d+" : "0"));
      officer.look().picture("console-board.png", Device.DESK);
      officer.go("/staff/rehearsal");
      assertThat(officer.text("通过")).isVisible();
      officer.look();
    }
    try (var wall = Visitor.signedIn(port, Device.WALL, Caller.staff(port, "jianwai"))) {
      wall.go("/screen/");
      assertThat(wall.heading(benefit.title())).isVisible();
      assertThat(wall.text("演练")).isVisible();
      wall.look().picture("wall.png", Device.WALL);
    }
  }

  @Test
  void aLeaderReadsAndAnAuditorSeesTheTrailAlone() {
    try (var leader = Visitor.signedIn(port, Device.DESK, Caller.staff(port, "leader"))) {
      leader.go("/staff/benefit");
      assertThat(leader.heading("普惠福利")).isVisible();
      assertThat(leader.link("新建福利")).hasCount(0);
      leader.look();
    }
    try (var auditor = Visitor.signedIn(port, Device.PHONE, Caller.staff(port, "auditor"))) {
      auditor.go("/staff/");
      assertThat(auditor.page()).hasURL(Pattern.compile("/staff/audit"));
      assertThat(auditor.link("普惠福利")).hasCount(0);
      auditor.look();
    }
  }

  @Test
  void aBenefitThatIsNotThereIsSaidInWords() {
    try (var officer = Visitor.signedIn(port, Device.DESK, Caller.staff(port, "jianwai"))) {
      officer.go("/staff/benefit/" + new UUID(0, 1) + "/board");
      assertThat(officer.text("没有找到")).isVisible();
      officer.look();
    }
  }
}
