package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** How a worker says how they want to be told. */
@ApplicationTest
class NoticeSettingsTests {

  @Value("${local.server.port}")
  private int port;

  @Test
  void workerGivesAnAddressAndItsCodeThenHoursAndTakesItBack() {
    var worker = Caller.worker(port);
    var address = "wang.wu@example.org";
    try (var here = Visitor.signedIn(port, Device.PHONE, worker, Taste.CHINESE)) {
      here.go("/messages");
      here.link("消息设置").click();
      assertThat(here.heading("消息设置")).isVisible();
      here.look();
      here.page().getByLabel("邮箱", new Page.GetByLabelOptions().setExact(true)).fill("wang");
      here.button("发送验证码").click();
      assertThat(here.page().locator("#address-error")).isVisible();
      here.look();
      here.page().locator("#address").fill(address);
      here.button("发送验证码").click();
      assertThat(here.page().locator("#code")).isVisible();
      here.look();
      here.page().locator("#code").fill("000000");
      here.button("确认这个邮箱").click();
      assertThat(here.page().locator("#code-error")).isVisible();
      var code = worker.get("/api/access/demo/code?address=" + address).path("code").asString();
      here.page().locator("#code").fill(code);
      here.button("确认这个邮箱").click();
      assertThat(here.text("w***@example.org")).isVisible();
      here.page().locator("select").first().selectOption("23");
      var texts =
          here.page().getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("重要消息也发短信"));
      texts.click();
      assertThat(texts).hasAttribute("aria-checked", "true");
      here.look();
      here.button("删除邮箱").first().click();
      here.page().locator("dialog[open]").getByText("删除邮箱").last().click();
      assertThat(here.page().locator("#address")).isVisible();
    }
  }

  @Test
  void settingsAreThereInEnglishAndInLargeType() {
    for (var taste : List.of(Taste.ENGLISH, Taste.LARGE)) {
      try (var here = Visitor.signedIn(port, Device.PHONE, Caller.worker(port), taste)) {
        here.go("/messages/settings");
        assertThat(here.page().locator("#quiet")).isVisible();
        here.look();
        here.go("/demo");
        assertThat(here.page().locator("dl").first()).isVisible();
        here.look();
      }
    }
  }
}
