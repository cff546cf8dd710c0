package niangjia.platform;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes time-ordered identifiers, so that new rows land on the same pages of an index. */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** A new UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits. */
  public static UUID next() {
    long high = RANDOM.nextLong();
    long low = RANDOM.nextLong();
    return new UUID(
        (System.currentTimeMillis() << 16) | 0x7000L | (high & 0x0fffL),
        (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }
}
