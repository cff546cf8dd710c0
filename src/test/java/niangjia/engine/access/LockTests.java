package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Guesses that come at the same moment: no more than five are ever compared. */
@ApplicationTest
class LockTests {

  private static final int AT_ONCE = 64;

  @LocalServerPort private int port;
  @Autowired private Locks locks;
  @Autowired private JdbcClient jdbc;

  @Test
  void fiveOfManyTriesAtOnceAreCompared() throws Exception {
    assertThat(let(() -> locks.take("staff:crowd").isPresent())).isEqualTo(Locks.TRIES);
    assertThat(locks.take("staff:crowd")).isEmpty();
    for (int i = 0; i < 20; i++) {
      var subject = "staff:crowd-" + i;
      assertThat(let(() -> locks.take(subject).isPresent())).isEqualTo(Locks.TRIES);
    }
  }

  /** What looks first and counts afterwards, as a lock-out must not, is seen by the same count. */
  @Test
  void lookingFirstAndCountingAfterwardsWouldBeSeen() throws Exception {
    var wrong = new AtomicInteger();
    Callable<Boolean> racy =
        () -> {
          if (wrong.get() >= Locks.TRIES) {
            return false;
          }
          Thread.sleep(Duration.ofMillis(20));
          wrong.incrementAndGet();
          return true;
        };
    assertThat(let(racy)).isGreaterThan(Locks.TRIES);
  }

  @Test
  void guessesAtOnceOverTheInterfaceAreRefusedFromTheFifthOn() throws Exception {
    var guess = Map.of("username", "gate", "password", "a guess", "totp", "000000");
    var browsers = new ArrayList<Browser>();
    for (int i = 0; i < AT_ONCE; i++) {
      var browser = new Browser(port);
      browser.get("/api/access/me");
      browsers.add(browser);
    }
    var next = new AtomicInteger();
    var compared =
        let(
            () ->
                browsers
                    .get(next.getAndIncrement())
                    .post("/api/access/staff", guess)
                    .text("reason")
                    .equals("WRONG_CREDENTIALS"));
    // The fifth was compared, too, and is told of the lock that it closed.
    assertThat(compared).isEqualTo(Locks.TRIES - 1);
    jdbc.sql("delete from access.lock").update();
  }

  @Test
  void tryThatComparedNothingIsGivenBack() {
    for (int i = 0; i < 2 * Locks.TRIES; i++) {
      assertThat(locks.take("phone:none")).isPresent();
      locks.giveBack("phone:none");
    }
    assertThat(locks.take("phone:none")).get().extracting("wrong").isEqualTo(1);
    locks.take("phone:none");
    locks.giveBack("phone:none");
    assertThat(locks.take("phone:none")).get().extracting("wrong").isEqualTo(2);
  }

  @Test
  void lockEndsAfterAQuarterOfAnHour() {
    for (int i = 0; i < Locks.TRIES; i++) {
      locks.take("staff:patient");
    }
    assertThat(locks.take("staff:patient")).isEmpty();
    jdbc.sql(
            """
            update access.lock set last_at = last_at - interval '15 minutes 1 second',
              until_at = until_at - interval '15 minutes 1 second'
            """)
        .update();
    assertThat(locks.take("staff:patient")).get().extracting("wrong").isEqualTo(1);
  }

  /** How many of those who try at the same moment are let. */
  private static long let(Callable<Boolean> attempt) throws Exception {
    var start = new CyclicBarrier(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  return attempt.call();
                }));
      }
      long let = 0;
      for (var one : all) {
        let += one.get() ? 1 : 0;
      }
      return let;
    }
  }
}
