package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Cuts, queues and places without a network. */
@ApplicationTest
class RoughTests {

  private static final LocatorAssertions.IsVisibleOptions PATIENT =
      new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

  @Value("${local.server.port}")
  private int port;

  @Test
  void anAnswerThatWasLostIsAskedForWithTheSameKey() {
    var benefit = Benefit.open(port, "断线也不重复", 5);
    var caller = Caller.worker(port);
    var keys = new ArrayList<String>();
    try (var worker = Visitor.signedIn(port, Device.PHONE, caller)) {
      worker.page().route(Pattern.compile("/bookings$"), route -> cut(route, keys));
      worker.go("/benefits/" + benefit.id()).page().getByText("上午场").click();
      worker.button("立即预约").click();
      assertThat(worker.heading("约到了")).isVisible();
    }
    assertThat(keys).hasSize(3).containsOnly(keys.getFirst());
    assertThat(caller.get("/api/booking/mine")).hasSize(1);
  }

  /** Lets the server do the first two, but keeps its answers from the page. */
  private static void cut(Route route, List<String> keys) {
    keys.add(route.request().headerValue("idempotency-key"));
    if (keys.size() < 3) {
      route.fetch();
      route.abort("connectionreset");
    } else {
      route.resume();
    }
  }

  @Test
  void aReloadKeepsTheNumberInTheQueue() {
    var before = Stream.generate(() -> Caller.worker(port)).limit(16).toList();
    var last = Caller.worker(port);
    var benefit = Benefit.queued(port, "排队领面粉", 50, 1);
    before.forEach(one -> one.post("/api/booking/offerings/" + benefit.id() + "/room", Map.of()));
    try (var worker = Visitor.signedIn(port, Device.PHONE, last)) {
      worker.go("/benefits/" + benefit.id()).page().getByText("上午场").click();
      worker.button("立即预约").click();
      var number = worker.page().locator("[data-stage=room] dd").first();
      assertThat(number).hasText("17");
      worker.look().picture("worker-room.png", Device.PHONE).page().reload();
      assertThat(number).hasText("17");
      worker.go("/");
      assertThat(worker.page().locator(".urgent")).containsText("排队领面粉");
      worker.look().go("/benefits/" + benefit.id());
      assertThat(worker.heading("约到了")).isVisible(PATIENT);
    }
  }

  @Test
  void aVoucherIsThereWithoutANetwork() {
    var benefit = Benefit.open(port, "没有信号", 5);
    var caller = Caller.worker(port);
    var booking = caller.book(benefit.id(), benefit.places().getFirst());
    try (var worker = Visitor.signedIn(port, Device.PHONE, caller)) {
      worker.go("/mine");
      worker.page().evaluate("() => navigator.serviceWorker.ready");
      worker.go("/mine/" + booking);
      var code = worker.page().locator("[data-code]");
      var before = code.innerText();
      worker.context().setOffline(true);
      worker.go("/mine/" + booking);
      assertThat(code).hasText(before);
      assertThat(worker.text("离线")).isVisible();
      worker.look().go("/mine");
      assertThat(worker.text(benefit.title())).isVisible();
      worker.look();
    }
  }

  @Test
  void aServerInTroubleIsSaidInWords() {
    try (var worker = Visitor.signedIn(port, Device.PHONE, Caller.worker(port))) {
      worker
          .page()
          .route(
              Pattern.compile("/api/benefit/open"),
              route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}")));
      worker.go("/benefits");
      assertThat(worker.button("再试一次")).isVisible();
      worker.look();
    }
  }
}
