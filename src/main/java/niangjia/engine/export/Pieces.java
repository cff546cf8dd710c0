package niangjia.engine.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import niangjia.platform.Sealer;

/**
 * A stream that is cut into pieces of a quarter of a megabyte, each sealed and handed on as soon as
 * it is full. A sealed field is a text, so the bytes are sealed in Base64.
 */
final class Pieces extends OutputStream {

  /** How many bytes of the file are in one piece. */
  static final int SIZE = 192 * 1024;

  /** Keeps a sealed piece. */
  @FunctionalInterface
  interface Keep {
    /**
     * Keeps it.
     *
     * @param size how many bytes of the file are in it
     */
    void piece(int ordinal, byte[] cipher, int size);
  }

  private final Sealer sealer;
  private final Keep keep;
  private final byte[] buffer = new byte[SIZE];
  private int filled;
  private int ordinal;

  Pieces(Sealer sealer, Keep keep) {
    this.sealer = sealer;
    this.keep = keep;
  }

  /** The bytes of a sealed piece. */
  static byte[] open(Sealer sealer, byte[] cipher) {
    return Base64.getDecoder().decode(sealer.open(cipher));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int from = offset; from < offset + length; ) {
      int fits = Math.min(SIZE - filled, offset + length - from);
      System.arraycopy(bytes, from, buffer, filled, fits);
      filled += fits;
      from += fits;
      if (filled == SIZE) {
        cut();
      }
    }
  }

  private void cut() {
    var text = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer, filled));
    keep.piece(ordinal, sealer.seal(text), filled);
    ordinal++;
    filled = 0;
  }

  /** Hands the last piece on; a stream that is only closed ends without it. */
  void finish() {
    if (filled > 0) {
      cut();
    }
  }
}
