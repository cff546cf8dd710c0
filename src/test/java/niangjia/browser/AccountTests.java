package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Where somebody is signed in, and how it ends. */
@ApplicationTest
class AccountTests {

  @Value("${local.server.port}")
  private int port;

  @Test
  void workerSignsALostPhoneOut() {
    var worker = Caller.worker(port);
    try (var here = Visitor.signedIn(port, Device.PHONE, worker, Taste.LARGE)) {
      here.go("/account");
      here.link("登录的设备").click();
      assertThat(here.heading("登录的设备")).isVisible();
      assertThat(here.text("本机")).isVisible();
      here.look();
      worker.post("/api/access/signout", Map.of());
      here.go("/account/devices");
      here.page().waitForURL("**/signin?next=/account/devices");
    }
  }

  @Test
  void officerEndsAnotherSession() {
    var lost = Caller.fresh(port, "auditor");
    try (var desk =
        Visitor.signedIn(port, Device.DESK, Caller.fresh(port, "auditor"), Taste.ENGLISH)) {
      desk.go("/staff/account");
      assertThat(desk.heading("Signed-in devices")).isVisible();
      assertThat(desk.text("this one")).isVisible();
      desk.look();
      desk.button("Sign out all other devices").click();
      assertThat(desk.text("signed out.")).isVisible();
      desk.look();
    }
    var me = lost.get("/api/access/me");
    Assertions.assertThat(me.path("signedIn").asBoolean()).isFalse();
  }
}
