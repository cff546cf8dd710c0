package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.engine.people.People;
import niangjia.engine.rights.Planted;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker takes their own data along and is forgotten. */
@ApplicationTest
class FarewellTests {

  @Value("${local.server.port}")
  private int port;

  @Autowired private JdbcClient jdbc;
  @Autowired private People people;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerTakesTheirDataAndIsForgotten(Device device) throws IOException {
    var phone = Planted.somebody(people);
    var caller = Caller.worker(port, phone);
    var benefit = Benefit.open(port, "告别 " + device, 5);
    caller.book(benefit.id(), benefit.places().getFirst());
    try (var worker = Visitor.signedIn(port, device, caller)) {
      worker.go("/rights/data");
      assertThat(worker.heading("注销并删除我的信息")).isVisible();
      assertThat(worker.text("告别 " + device)).isVisible();
      worker.look();
      confirm(worker, caller, phone, "take");
      worker.look();
      var file = worker.page().waitForDownload(() -> worker.button("取走我的信息").click()).path();
      assertThat(worker.text("文件已经给您")).isVisible();
      worker.look();
      try (var zip = new ZipFile(file.toFile())) {
        Assertions.assertThat(zip.size()).isGreaterThan(1);
      }
      worker.button("注销").click();
      worker.look();
      worker.page().locator("dialog[open] .main").click();
      confirm(worker, caller, phone, "erase");
      worker.button("注销").click();
      assertThat(worker.heading("您的信息已经删除")).isVisible();
      worker.look();
      Assertions.assertThat(caller.get("/api/access/me").path("signedIn").asBoolean()).isFalse();
      worker.button("离开").click();
      assertThat(worker.page()).hasURL(Pattern.compile("/signin"));
    }
  }

  /** Asks for a code and types it. A phone gets one a minute, and this one's was used up. */
  private void confirm(Visitor worker, Caller caller, String phone, String section) {
    jdbc.sql("delete from access.code").update();
    worker.page().locator("section[aria-labelledby=" + section + "] .button").last().click();
    var field = worker.page().locator("#" + section + "-code");
    assertThat(field).isVisible();
    var code = caller.get("/api/access/demo/code?phone=" + phone).path("code").asString();
    field.fill(code);
  }
}
