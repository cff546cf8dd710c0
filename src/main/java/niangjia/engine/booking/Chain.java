package niangjia.engine.booking;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The hash chain of an offering's book (SM3, GB/T 32905): each line's hash covers the line and the
 * hash before it, so that nothing can be put in, taken out or moved without changing every hash
 * after it.
 */
final class Chain {

  private static final int LINE = 32 + 8 + 16 + 16 + 1 + 8;

  private final SM3Digest digest = new SM3Digest();
  private byte[] head;

  /** Goes on from that hash. */
  Chain(byte[] head) {
    this.head = head.clone();
  }

  /** The hash before the first line: that of the offering's id. */
  static byte[] start(Offering.Id offering) {
    var chain = new Chain(new byte[32]);
    return chain.hash(put(ByteBuffer.allocate(16), offering.value()).array());
  }

  /**
   * Appends a line and gives its hash: number, booking, place, whether it waits, microseconds since
   * 1970.
   */
  byte[] append(long number, Booking.Id booking, Place.Id place, boolean waits, Instant at) {
    var line = ByteBuffer.allocate(LINE).put(head).putLong(number);
    put(line, booking.value());
    put(line, place.value());
    line.put((byte) (waits ? 1 : 0)).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    head = hash(line.array());
    return head;
  }

  /** The hash of the last line. */
  byte[] head() {
    return head.clone();
  }

  private static ByteBuffer put(ByteBuffer buffer, UUID id) {
    return buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private byte[] hash(byte[] bytes) {
    digest.update(bytes, 0, bytes.length);
    var out = new byte[32];
    digest.doFinal(out, 0);
    return out;
  }
}
