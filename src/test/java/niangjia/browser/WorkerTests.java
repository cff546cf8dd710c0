package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** What a worker does at a phone, and at a desk. */
@ApplicationTest
class WorkerTests {

  private static final Pattern VOUCHER = Pattern.compile("/mine/[0-9a-f-]{36}");

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerSignsInBooksAndGivesThePlaceBack(Device device) {
    var benefit = Benefit.open(port, "新年电影票", 20);
    try (var worker = Visitor.stranger(port, device)) {
      worker.go("/benefits/" + benefit.id());
      assertThat(worker.page()).hasURL(Pattern.compile("/signin"));
      worker.look().button("发送验证码").click();
      assertThat(worker.text("请填 11 位手机号")).isVisible();
      worker.look().page().getByLabel("手机号").fill(Caller.phone(port));
      worker.button("发送验证码").click();
      worker
          .page()
          .getByRole(AriaRole.BUTTON)
          .filter(new Locator.FilterOptions().setHasText("填入"))
          .click();
      worker.look().button("登录").click();

      assertThat(worker.heading(benefit.title())).isVisible();
      worker.look().page().getByText("下午场").click();
      worker.look().picture("worker-offering.png", Device.PHONE).button("立即预约").click();
      assertThat(worker.page()).hasURL(VOUCHER);
      assertThat(worker.heading("约到了")).isVisible();
      assertThat(worker.page().locator("[data-code]"))
          .hasText(Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}"));
      worker.look().picture("worker-voucher.png", Device.PHONE);
      worker.button("取消预约").click();
      worker.look().page().locator("dialog[open]").getByText("取消预约").last().click();
      assertThat(worker.text("名额已经让出。")).isVisible();
      worker.look();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void everyScreenOfAWorkerIsSound(Device device) {
    var caller = Caller.worker(port);
    var benefit = Benefit.open(port, "体检预约", 20);
    caller.book(benefit.id(), benefit.places().getFirst());
    try (var worker = Visitor.signedIn(port, device, caller)) {
      see(worker, "/", "现在能约");
      see(worker, "/benefits", "快开始了");
      see(worker, "/benefits/" + benefit.id(), "规则");
      see(worker, "/mine", "体检预约");
      see(worker, "/account", "显示");
      see(worker, "/demo", "演示职工");
      see(worker, "/nowhere", "没有这一页");
    }
    try (var newcomer = Visitor.signedIn(port, device, Caller.worker(port))) {
      see(newcomer, "/mine", "您还没有约过福利");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void everyScreenIsSoundInLargeTypeAndInEnglish(Device device) {
    var caller = Caller.worker(port);
    var benefit = Benefit.open(port, "书画展", 20);
    var booking = caller.book(benefit.id(), benefit.places().getFirst());
    try (var elder = Visitor.signedIn(port, device, caller, Taste.LARGE)) {
      see(elder, "/", "现在能约");
      see(elder, "/benefits/" + benefit.id(), "规则");
      see(elder, "/mine/" + booking, "凭证码");
    }
    try (var guest = Visitor.signedIn(port, device, caller, Taste.LARGE_ENGLISH)) {
      see(guest, "/", "Open now");
      see(guest, "/benefits/" + benefit.id(), "Your eligibility");
      see(guest, "/mine/" + booking, "Voucher code");
      see(guest, "/mine", "Test 书画展");
      see(guest, "/account", "Large type");
    }
  }

  @Test
  void theLanguageAndTheTypeChangeAtOnce() {
    try (var worker = Visitor.signedIn(port, Device.PHONE, Caller.worker(port))) {
      worker.go("/");
      assertThat(worker.heading("现在能约")).isVisible();
      worker.look().picture("worker-home.png", Device.PHONE).button("English").click();
      assertThat(worker.heading("Open now")).isVisible();
      worker.button("Large type").click();
      assertThat(worker.page().locator("html")).hasAttribute("data-size", "big");
      worker.look().page().reload();
      assertThat(worker.page().locator("html")).hasAttribute("lang", "en-GB");
      assertThat(worker.page().locator("html")).hasAttribute("data-size", "big");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void bookingNeedsOnlyTheKeyboard(Device device) {
    var benefit = Benefit.open(port, "键盘可约", 5);
    try (var worker = Visitor.signedIn(port, device, Caller.worker(port))) {
      worker.go("/benefits/" + benefit.id());
      assertThat(worker.button("立即预约")).isDisabled();
      tabTo(worker.page(), "input[type=radio]");
      worker.page().keyboard().press("Space");
      assertThat(worker.button("立即预约")).isEnabled();
      tabTo(worker.page(), ".bar button");
      worker.page().keyboard().press("Enter");
      assertThat(worker.heading("约到了")).isVisible();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void whoWaitsIsOfferedAPlaceThatComesFree(Device device) {
    var benefit = Benefit.open(port, "只有一张", 1);
    var first = Caller.worker(port);
    var booking = first.book(benefit.id(), benefit.places().getFirst());
    try (var second = Visitor.signedIn(port, device, Caller.worker(port))) {
      second.go("/benefits/" + benefit.id()).page().getByText("上午场").click();
      second.look().button("排候补").click();
      assertThat(second.heading("已排上候补")).isVisible();
      assertThat(second.text("1 位")).isVisible();
      second.look();
      first.post("/api/booking/bookings/" + booking + "/cancel", Map.of());
      second.page().reload();
      second.button("确认要").click();
      assertThat(second.page().locator("[data-code]")).isVisible();
      second.look();
    }
  }

  private static void see(Visitor visitor, String path, String words) {
    visitor.go(path);
    assertThat(visitor.text(words)).isVisible();
    visitor.look();
  }

  /** Presses Tab until that has the focus. */
  private static void tabTo(Page page, String selector) {
    var reached = false;
    for (int presses = 0; presses < 40 && !reached; presses++) {
      page.keyboard().press("Tab");
      reached = (boolean) page.evaluate("s => document.activeElement.matches(s)", selector);
    }
    assertThat(reached).as("Tab reaches " + selector).isTrue();
  }
}
