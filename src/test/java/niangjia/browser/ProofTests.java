package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.platform.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Anybody checks a book in their browser. */
@ApplicationTest
class ProofTests {

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  @Value("${local.server.port}")
  private int port;

  @ParameterizedTest
  @EnumSource(names = {"PHONE", "DESK"})
  void aWorkerFindsTheirOwnPlace(Device device) {
    var benefit = Benefit.open(port, "核对电影票", 20);
    Caller.worker(port).book(benefit.id(), benefit.places().getFirst());
    var caller = Caller.worker(port);
    var booking = caller.book(benefit.id(), benefit.places().getFirst());
    try (var worker = Visitor.signedIn(port, device, caller)) {
      worker.go("/mine/" + booking).link("核对我的位置").click();
      assertThat(worker.heading("全部对得上")).isVisible();
      assertThat(worker.text("您的预约是第 2 号，就在这个位置上。")).isVisible();
      worker.look();
    }
  }

  @Test
  void aStrangerFindsAnEdit() {
    var benefit = Benefit.open(port, "改过的名额簿", 20);
    for (int i = 0; i < 3; i++) {
      Caller.worker(port).book(benefit.id(), benefit.places().getFirst());
    }
    try (var stranger = Visitor.stranger(port, Device.PHONE)) {
      stranger.go("/proof/" + benefit.id());
      assertThat(stranger.heading("全部对得上")).isVisible();
      edit(benefit, "update booking.booking set waited = true where number = 2 and %s");
      stranger.button("再核对一次").click();
      assertThat(stranger.heading("对不上")).isVisible();
      assertThat(stranger.text("第 2 号的内容与公布的指纹不符")).isVisible();
      stranger.look();
    }
  }

  /** The head is written anew together with the lines; the phone remembers what it saw. */
  @Test
  void aPhoneThatLookedBeforeFindsABookWrittenAnew() {
    var benefit = Benefit.open(port, "重写的名额簿", 20);
    for (int i = 0; i < 3; i++) {
      Caller.worker(port).book(benefit.id(), benefit.places().getFirst());
    }
    try (var stranger = Visitor.stranger(port, Device.PHONE)) {
      stranger.go("/proof/" + benefit.id());
      assertThat(stranger.heading("全部对得上")).isVisible();
      edit(benefit, "delete from booking.booking where number = 3 and %s");
      edit(
          benefit,
          """
          update booking.tail t set number = 2, hash = b.hash from booking.booking b
          where b.number = 2 and b.offering_id = t.offering_id and t.%s
          """);
      stranger.page().reload();
      assertThat(stranger.text("这部手机以前见过第 3 号，现在没有了。")).isVisible();
      stranger.look();
    }
  }

  private void edit(Benefit benefit, String sql) {
    Actor.asSystem(
        () ->
            transactions.executeWithoutResult(
                _ ->
                    jdbc.sql(sql.formatted("offering_id = :id::uuid"))
                        .param("id", benefit.id())
                        .update()));
  }
}
