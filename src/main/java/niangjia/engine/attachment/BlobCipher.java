package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Seals a file under a key of its own, in pieces of 64 KiB, each SM4-GCM with its number as nonce
 * and the last one marked (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
 * 2015): nothing is given out unchecked, and no piece can be taken away, moved or repeated.
 */
final class BlobCipher {

  private static final int PIECE = 1 << 16;
  private static final int TAG = 16;
  private static final int KEY = 16;
  private static final int NONCE = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private BlobCipher() {}

  /** A fresh key, for one file only. */
  static byte[] key() {
    var key = new byte[KEY];
    RANDOM.nextBytes(key);
    return key;
  }

  /** Seals a file into another; answers the SHA-256 of what was written. */
  static byte[] seal(Path from, Path to, byte[] key) throws IOException {
    var digest = Hashes.sha256();
    try (var in = Files.newInputStream(from);
        var out = Files.newOutputStream(to)) {
      seal(in, out, key, digest);
    }
    return digest.digest();
  }

  private static void seal(InputStream in, OutputStream out, byte[] key, MessageDigest digest)
      throws IOException {
    var piece = in.readNBytes(PIECE);
    for (long number = 0; ; number++) {
      var next = piece.length == PIECE ? in.readNBytes(PIECE) : new byte[0];
      boolean last = next.length == 0;
      var sealed = run(true, key, number, last, piece);
      out.write(sealed);
      digest.update(sealed);
      if (last) {
        return;
      }
      piece = next;
    }
  }

  /** Opens what was sealed, piece by piece; closing it closes what it reads from. */
  static InputStream open(InputStream sealed, byte[] key) {
    return new Opened(sealed, key);
  }

  private static byte[] run(boolean sealing, byte[] key, long number, boolean last, byte[] in)
      throws IOException {
    var cipher = GCMBlockCipher.newInstance(new SM4Engine());
    var nonce = ByteBuffer.allocate(NONCE).putLong(number).put((byte) (last ? 1 : 0)).array();
    cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG * Byte.SIZE, nonce));
    var out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    try {
      length += cipher.doFinal(out, length);
    } catch (InvalidCipherTextException e) {
      throw new IOException("a stored file is damaged or cut off", e);
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  private static final class Opened extends InputStream {

    private final InputStream in;
    private final byte[] key;
    private byte @Nullable [] next;
    private byte[] piece = new byte[0];
    private int at;
    private long number;
    private boolean over;

    Opened(InputStream in, byte[] key) {
      this.in = in;
      this.key = key;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == piece.length) {
        if (over) {
          return -1;
        }
        advance();
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, to, offset, count);
      at += count;
      return count;
    }

    private void advance() throws IOException {
      var sealed = next == null ? in.readNBytes(PIECE + TAG) : next;
      next = in.readNBytes(PIECE + TAG);
      over = next.length == 0;
      piece = run(false, key, number, over, sealed);
      number++;
      at = 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
