package niangjia.engine.access;

import java.time.Duration;

/**
 * Whether a provider answers. After three failures in a row it counts as out: then one request is
 * let through every few seconds to look, and the others need not wait for what will not come.
 */
final class Outage {

  private static final int FAILURES = 3;

  private final Duration lookEvery;
  private int failures;
  private long outAt;
  private long lookedAt;

  Outage(Duration lookEvery) {
    this.lookEvery = lookEvery;
  }

  /** It answered. */
  synchronized void over() {
    failures = 0;
  }

  /** It did not answer, or with a fault of its own. */
  synchronized void failed() {
    failures++;
    if (failures == FAILURES) {
      outAt = System.nanoTime();
      lookedAt = outAt;
    }
  }

  /** Whether to ask it: always while it answers, now and then while it does not. */
  synchronized boolean mayAsk() {
    if (failures < FAILURES) {
      return true;
    }
    long now = System.nanoTime();
    if (now - lookedAt < lookEvery.toNanos()) {
      return false;
    }
    lookedAt = now;
    return true;
  }

  /** For how long it has been out; zero while it answers. */
  synchronized Duration lasting() {
    return failures < FAILURES ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - outAt);
  }
}
