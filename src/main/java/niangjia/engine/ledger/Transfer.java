package niangjia.engine.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/**
 * An amount that moves from one account to another.
 *
 * @param id made by whoever asks before the first try, the same at every retry
 * @param amount fen or pieces, more than zero
 * @param day the day in Shanghai that it counts for, today or before
 * @param reverses the transfer that it takes back as a whole, null for an ordinary one
 * @param subject what it is for, for example a line of a payout
 * @param words a reason, in words that name nobody
 */
public record Transfer(
    UUID id,
    UUID from,
    UUID to,
    long amount,
    LocalDate day,
    @Nullable UUID reverses,
    @Nullable UUID subject,
    @Nullable String words) {

  /** The most that one transfer moves, 10^15. */
  public static final long MOST = 1_000_000_000_000_000L;

  public Transfer {
    if (amount < 1 || amount > MOST || from.equals(to)) {
      throw new IllegalArgumentException(amount + " from " + from + " to " + to);
    }
  }

  /** A transfer with nothing said about it. */
  public static Transfer of(UUID id, UUID from, UUID to, long amount, LocalDate day) {
    return new Transfer(id, from, to, amount, day, null, null, null);
  }

  /** The same, for something. */
  public Transfer about(UUID what) {
    return new Transfer(id, from, to, amount, day, reverses, what, words);
  }

  /** The same with a reason. */
  public Transfer saying(@Nullable String why) {
    return new Transfer(id, from, to, amount, day, reverses, subject, why);
  }

  /** What takes it back: the same amount the other way, naming it. */
  public Transfer reversed(UUID key, LocalDate on) {
    return new Transfer(key, to, from, amount, on, id, subject, null);
  }

  /** Whether it asks for the same as another of the same key; the day may have turned meanwhile. */
  boolean same(Transfer other) {
    return equals(
        new Transfer(
            other.id,
            other.from,
            other.to,
            other.amount,
            day,
            other.reverses,
            other.subject,
            other.words));
  }

  /**
   * A key that follows from another one, so that a retry of the whole repeats each of its parts. It
   * keeps the time of the first, for new rows to land on the same pages.
   */
  public static UUID key(UUID of, String part) {
    var digest = new SM3Digest();
    var text = part.getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(16 + text.length);
    bytes.putLong(of.getMostSignificantBits()).putLong(of.getLeastSignificantBits()).put(text);
    digest.update(bytes.array(), 0, bytes.capacity());
    var hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    var drawn = ByteBuffer.wrap(hash);
    long time = of.getMostSignificantBits() & 0xffff_ffff_ffff_0000L;
    return new UUID(
        time | 0x8000L | (drawn.getLong() & 0x0fffL),
        (drawn.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }
}
