package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import niangjia.Niangjia;
import niangjia.TestDatabase;
import niangjia.TestSettings;
import niangjia.browser.Visitor.Device;
import niangjia.engine.access.RealProvider;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** An officer is linked to an identity of a provider by two administrators and signs in by it. */
class SignOnTests {

  private static final String SIGN_IN = "用统一身份认证登录";

  @Test
  void anOfficerIsLinkedByTwoAndSignsInByTheProvider() throws IOException {
    int port = free();
    var address = "http://localhost:" + port;
    try (var provider = new RealProvider(address + "/staff/signin/city");
        var house = house(port, provider.issuer());
        var desk = Visitor.stranger(port, Device.DESK);
        var phone = Visitor.stranger(port, Device.PHONE)) {
      desk.go("/staff/signin");
      assertThat(desk.button(SIGN_IN)).isVisible();
      desk.look();
      come(desk);
      assertThat(desk.text("请把这个标识告诉他：li.si")).isVisible();
      desk.look();
      link(port);
      confirm(port);
      phone.go("/staff/signin?next=/account");
      phone.look();
      come(phone);
      assertThat(phone.page()).hasURL(Pattern.compile("/staff/account"));
      assertThat(phone.heading("登录的设备")).isVisible();
      phone.look();
      Assertions.assertThat(house.isActive()).isTrue();
    }
  }

  /** Somebody signs in at the provider, whose pages want a font from afar, and is sent back. */
  private static void come(Visitor visitor) {
    var page = visitor.page();
    var nothing = new Route.FulfillOptions().setContentType("text/css").setBody("");
    page.route("https://fonts.googleapis.com/**", route -> route.fulfill(nothing));
    visitor.button(SIGN_IN).click();
    page.locator("input[name=login]").fill("li.si");
    page.locator("input[name=password]").fill("x");
    page.locator("[type=submit]").click();
    page.locator("form:has(input[value=consent]) [type=submit]").click();
  }

  private static void link(int port) {
    try (var desk = Visitor.signedIn(port, Device.DESK, Caller.fresh(port, "system"))) {
      desk.go("/staff/accounts");
      desk.button("建外街道总工会 干部 的身份关联").click();
      assertThat(desk.text("还没有关联。")).isVisible();
      desk.page().getByLabel("他在认证系统里的标识").fill("li.si");
      desk.look();
      desk.button("关联").click();
      assertThat(desk.text("待确认")).isVisible();
      desk.look();
    }
  }

  private static void confirm(int port) {
    try (var phone = Visitor.signedIn(port, Device.PHONE, Caller.fresh(port, "security"))) {
      phone.go("/staff/accounts");
      phone.button("建外街道总工会 干部 的身份关联").click();
      phone.look();
      phone.button("确认关联 li.si").click();
      assertThat(phone.page().locator("dialog[open] .tag.good")).hasText("已确认");
      phone.look();
    }
  }

  private static ConfigurableApplicationContext house(int port, String issuer) {
    var settings = new HashMap<>(TestSettings.of(TestDatabase.url("app")));
    settings.putAll(
        Map.of(
            "server.port", port,
            "niangjia.address", "http://localhost:" + port,
            "niangjia.providers.city.name-zh", "统一身份认证",
            "niangjia.providers.city.issuer", issuer,
            "niangjia.providers.city.client-id", "niangjia",
            "niangjia.providers.city.client-secret", "a secret of the test",
            "niangjia.providers.city.claim", "sub"));
    return new SpringApplicationBuilder(Niangjia.class)
        .initializers(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("house", settings)))
        .run();
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
