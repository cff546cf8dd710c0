package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;

/** A gate that loses its network in the middle of its work. */
@ApplicationTest
class GateTests {

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aGateWorksWithoutANetworkAndTellsLater(Device device) {
    var benefit = Benefit.open(port, "仓库领面粉 " + device, 10);
    var codes = codes(benefit, 3);
    var staff = Caller.staff(port, "jianwai");
    try (var gate = Visitor.signedIn(port, device, staff)) {
      gate.go("/staff/gate");
      gate.page().evaluate("() => navigator.serviceWorker.ready");
      gate.button("选择要下载的项目").click();
      gate.button("下载“" + benefit.title() + "”的名单").click();
      assertThat(gate.text("3 份凭证")).isVisible();
      assertThat(gate.text("已备好离线名单")).isVisible();
      gate.look();

      gate.context().setOffline(true);
      gate.page().getByLabel("核销点").fill("东门");
      codes.forEach(code -> redeem(gate, code, "核销成功"));
      assertThat(waiting(gate)).hasText("3 份待上报");
      gate.look().picture("gate-offline.png", Device.PHONE).page().reload();
      assertThat(waiting(gate)).hasText("3 份待上报");
      assertThat(gate.text("没有网络")).isVisible();
      redeem(gate, codes.getFirst(), "已经用过");
      assertThat(gate.page().locator(".result")).containsText("东门");
      redeem(gate, "ZZZZ-ZZZ9", "名单里没有");
      gate.look();

      staff.post("/api/booking/redemptions", Map.of("code", codes.get(1), "gate", "西门"));
      gate.context().setOffline(false);
      assertThat(gate.text("已联网")).isVisible();
      assertThat(waiting(gate)).hasCount(0);
      var clash = gate.page().locator("[data-clash]");
      assertThat(clash).hasCount(1);
      assertThat(clash).containsText("西门");
      gate.look().picture("gate-conflict.png", Device.PHONE);

      gate.go("/staff/benefit/" + benefit.id() + "/board");
      assertThat(gate.heading("离线核销冲突（1）")).isVisible();
      assertThat(gate.page().locator("tr", has("西门"))).containsText("东门");
      gate.look();
    }
  }

  private static Page.LocatorOptions has(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private List<String> codes(Benefit benefit, int count) {
    var codes = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var worker = Caller.worker(port);
      var booking = worker.book(benefit.id(), benefit.places().getFirst());
      codes.add(
          worker.get("/api/booking/bookings/" + booking + "/voucher").path("code").asString());
    }
    return codes;
  }

  private static Locator waiting(Visitor gate) {
    return gate.page().locator("[data-to-sync]");
  }

  private static void redeem(Visitor gate, String code, String answer) {
    gate.page().getByLabel("凭证码").fill(code);
    gate.page().getByLabel("凭证码").press("Enter");
    assertThat(gate.page().locator(".result .big")).hasText(answer);
  }
}
