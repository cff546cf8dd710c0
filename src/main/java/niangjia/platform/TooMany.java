package niangjia.platform;

import java.time.Duration;

/** The caller asks too often. */
public final class TooMany extends RuntimeException {

  private final Duration retryAfter;

  public TooMany(Duration retryAfter) {
    super("too many requests", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When asking again makes sense. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
