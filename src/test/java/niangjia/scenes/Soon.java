package niangjia.scenes;

import java.time.Duration;
import niangjia.api.Api;

/** Waits for what the platform promises to do by itself within seconds. */
final class Soon {

  private static final int TRIES = 50;

  private Soon() {}

  /** Repeats the check until it holds, ten seconds at most. */
  static void holds(Runnable check) {
    for (int attempt = 1; ; attempt++) {
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (attempt == TRIES) {
          throw e;
        }
        Api.pause(Duration.ofMillis(200));
      }
    }
  }
}
