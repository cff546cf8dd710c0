package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/**
 * A worker decides what their data is used for, and an administrator writes what they are asked.
 */
@ApplicationTest
class ConsentPagesTests {

  private static final String PARTNER = "把姓名和手机号交给合作单位";

  @Value("${local.server.port}")
  private int port;

  private static Locator card(Visitor visitor, String title) {
    return visitor
        .page()
        .locator("section.card")
        .filter(new Locator.FilterOptions().setHasText(title))
        .first();
  }

  @Test
  void workerAgreesAndTakesItBackWithOneTapEach() {
    try (var phone = Visitor.signedIn(port, Device.PHONE, Caller.worker(port), Taste.LARGE)) {
      phone.go("/rights");
      phone.link("我同意过的事项").click();
      assertThat(phone.heading(PARTNER)).isVisible();
      phone.look();
      phone.button("同意 " + PARTNER).click();
      assertThat(card(phone, PARTNER).locator(".tag")).hasText("已同意");
      phone.button("撤回同意 " + PARTNER).click();
      assertThat(card(phone, PARTNER).locator(".tag")).hasText("不同意");
      card(phone, PARTNER).locator("summary").click();
      assertThat(card(phone, PARTNER).locator("li")).hasCount(2);
      phone.look();
    }
  }

  @Test
  void administratorPublishesANewVersionAndThoseWhoAgreedSeeWhatIsNew() {
    var worker = Caller.worker(port);
    var before = worker.get("/api/rights/consents");
    for (var one : before) {
      if (one.path("purpose").asString().equals("PUBLICITY")) {
        worker.put(
            "/api/rights/consents",
            Map.of("purpose", "PUBLICITY", "version", one.path("version").asInt(), "given", true));
      }
    }
    try (var desk = Visitor.signedIn(port, Device.DESK, Caller.staff(port, "system"))) {
      desk.go("/staff/consents");
      assertThat(desk.heading("同意书")).isVisible();
      desk.look();
      desk.link("打开：宣传中使用姓名和照片").click();
      desk.button("起草新版本").click();
      field(desk, "和上一版比有什么变化").fill("照片也会用在市总工会的视频号。");
      field(desk, "变化（英文）").fill("Photographs are used in the video channel as well.");
      desk.look();
      desk.button("保存草稿").click();
      desk.button("发布").click();
      desk.look();
      desk.page().locator("dialog .button.main").click();
      assertThat(desk.text("照片也会用在市总工会的视频号。")).isVisible();
      assertThat(desk.button("起草新版本")).isVisible();
      desk.look();
    }
    try (var phone = Visitor.signedIn(port, Device.PHONE, worker, Taste.LARGE_ENGLISH)) {
      phone.go("/rights/consents");
      assertThat(phone.text("Photographs are used in the video channel")).isVisible();
      assertThat(phone.text("New, for you to decide")).isVisible();
      phone.look();
      phone.button("Agree to the new version Name and photograph in publicity").click();
      assertThat(phone.text("Agreed")).isVisible();
    }
    var system = Caller.staff(port, "system");
    try (var phone = Visitor.signedIn(port, Device.PHONE, system, Taste.ENGLISH)) {
      phone.go("/staff/consents").look();
      phone.go("/staff/consents/PARTNER").look();
      phone.go("/staff/consents/BANK").look();
    }
  }

  private static Locator field(Visitor visitor, String label) {
    return visitor.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true)).last();
  }
}
