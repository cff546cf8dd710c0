package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** A draw from the first wish to the proof, on the pages alone. */
@ApplicationTest
class LotsTests {

  private static final int OPEN_SECONDS = 25;
  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerEntersAnOfficerDrawsAndAnybodyChecks(Device device) {
    var leader = Caller.worker(port);
    var companion = Caller.worker(port);
    var benefit = Benefit.drawn(port, "嘉年华抽签 " + device, 1, OPEN_SECONDS);
    try (var worker = Visitor.signedIn(port, device, leader);
        var friend = Visitor.signedIn(port, device, companion);
        var officer = Visitor.signedIn(port, device, Caller.staff(port, "jianwai"))) {
      worker.go("/benefits/" + benefit.id());
      worker.page().locator("button.option").nth(1).click();
      worker.page().locator("button.option").nth(0).click();
      worker.look();
      worker.button("报名抽签").click();
      assertThat(worker.heading("我的报名")).isVisible();
      var code = worker.page().locator("[data-code]").textContent();
      worker.look();
      friend.go("/benefits/" + benefit.id());
      friend.page().getByLabel("同行码").last().fill(code);
      friend.button("确认同行").click();
      assertThat(friend.text("和谁一起")).isVisible();
      officer.go("/staff/benefit/" + benefit.id() + "/board");
      assertThat(officer.text("正在报名。")).isVisible();
      officer.look();
      assertThat(officer.button("现在抽签")).isVisible(PATIENTLY);
      officer.page().getByLabel("公布的随机数").fill("3871.66");
      officer.button("现在抽签").click();
      officer.look();
      officer.page().locator("dialog[open] .main").click();
      assertThat(officer.text("已抽签，结果已进名额簿")).isVisible();
      officer.look();
      worker.go("/benefits/" + benefit.id());
      assertThat(worker.page().locator("[data-drawn=lost]")).isVisible();
      worker.look();
      worker.link("怎么抽的，自己核对").click();
      assertThat(worker.page().locator("[data-draw=DRAWN]")).isVisible(PATIENTLY);
      worker.look();
    }
  }
}
