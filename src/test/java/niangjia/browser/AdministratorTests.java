package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.Niangjia;
import niangjia.TestDatabase;
import niangjia.TestSettings;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.MapPropertySource;

/** The three administrators at their desks. */
@ApplicationTest
class AdministratorTests {

  @TempDir private static Path home;

  @Value("${local.server.port}")
  private int port;

  @Test
  void systemAdministratorOpensAndLocksAnAccountAndItsHolderEnrols() {
    String first;
    String second;
    try (var desk = Visitor.signedIn(port, Device.DESK, Caller.fresh(port, "system"))) {
      desk.go("/staff/accounts");
      assertThat(desk.heading("工作人员账号")).isVisible();
      desk.look();
      desk.button("开设账号").click();
      field(desk, "姓名").fill("新来的");
      field(desk, "用户名").fill("newcomer");
      field(desk, "身份证号").fill("11010119600101003X");
      desk.look();
      desk.button("开设").click();
      assertThat(desk.text("身份证号码不正确")).isVisible();
      field(desk, "身份证号").fill(number());
      desk.button("开设").click();
      assertThat(desk.heading("开通码")).isVisible();
      first = desk.page().locator("dialog[open] .code").textContent();
      desk.look();
      desk.button("我已交给本人").click();
      desk.button("锁定 新来的").click();
      desk.button("锁定").click();
      assertThat(desk.button("解锁 新来的")).isVisible();
      desk.button("解锁 新来的").click();
      assertThat(desk.button("锁定 新来的")).isVisible();
    }
    var security = Caller.fresh(port, "security");
    try (var phone = Visitor.signedIn(port, Device.PHONE, security)) {
      phone.go("/staff/accounts?state=ENROLLING");
      phone.button("确认 新来的 的开通").click();
      phone.look();
      phone.button("确认").click();
      assertThat(phone.heading("开通码（后一半）")).isVisible();
      second = phone.page().locator("dialog[open] .code").textContent();
      phone.look();
      phone.button("我已交给本人").click();
      assertThat(phone.text("已确认")).isVisible();
      phone.look();
    }
    enrol(first, second);
  }

  private void enrol(String first, String second) {
    try (var phone = Visitor.stranger(port, Device.PHONE)) {
      phone.go("/staff/enrol");
      field(phone, "开通码前一半").fill(first);
      field(phone, "开通码后一半").fill("wrong");
      phone.button("下一步").click();
      assertThat(phone.page().locator(".note.bad")).isVisible();
      phone.look();
      field(phone, "开通码后一半").fill(second);
      phone.button("下一步").click();
      assertThat(phone.text("新来的，您的用户名是 newcomer。")).isVisible();
      field(phone, "设一个密码").fill("a long sentence of mine");
      var key = phone.page().locator(".key .code").textContent().replaceFirst(".*：", "");
      field(phone, "验证器上的 6 位动态码").fill(Totp.now(key));
      phone.look();
      phone.button("开通").click();
      assertThat(phone.text("账号已开通，请登录。")).isVisible();
      phone.look();
      phone.link("去登录").click();
      assertThat(phone.page()).hasURL(Pattern.compile("/staff/signin"));
    }
  }

  @Test
  void securityAdministratorSeesWhoHoldsWhat() {
    var security = Caller.fresh(port, "security");
    try (var desk = Visitor.signedIn(port, Device.DESK, security, Taste.ENGLISH)) {
      desk.go("/staff/");
      assertThat(desk.heading("Duties")).isVisible();
      assertThat(desk.text("Union officer")).isVisible();
      desk.look();
      desk.button("Grant a duty").click();
      field(desk, "Account").fill("gate");
      assertThat(field(desk, "Name").locator("option")).hasCount(2);
      desk.look();
    }
    try (var phone = Visitor.signedIn(port, Device.PHONE, security)) {
      phone.go("/staff/duties");
      assertThat(phone.heading("职责")).isVisible();
      phone.look();
    }
  }

  @Test
  void emptyHouseAsksForItsAdministrators() throws IOException {
    var settings = new HashMap<>(TestSettings.of(TestDatabase.url("empty")));
    settings.put("niangjia.demo", "false");
    settings.put("niangjia.home", home.toString());
    try (var house =
        new SpringApplicationBuilder(Niangjia.class)
            .initializers(
                context ->
                    context
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("house", settings)))
            .run()) {
      int at = house.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      try (var desk = Visitor.stranger(at, Device.DESK)) {
        desk.go("/staff/setup");
        field(desk, "初始化口令").fill(Files.readString(home.resolve("setup-secret")).strip());
        desk.look();
        desk.button("下一步").click();
        assertThat(desk.text("审计员")).isVisible();
        assertThat(desk.page().locator("svg[role=img]")).hasCount(3);
        desk.look();
        desk.button("设立三名管理员").click();
        assertThat(desk.page().locator(".note.bad")).isVisible();
      }
      try (var phone = Visitor.stranger(at, Device.PHONE)) {
        phone.go("/staff/enrol");
        assertThat(phone.heading("开通账号")).isVisible();
        phone.look();
      }
    }
  }

  private static Locator field(Visitor visitor, String label) {
    return visitor.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true)).last();
  }

  private static String number() {
    var digits = "11010119600101" + (100 + (int) (System.nanoTime() % 900));
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return digits + "10X98765432".charAt(sum % 11);
  }
}
