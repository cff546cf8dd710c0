package niangjia.browser;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A telephone's authenticator: RFC 6238 with SHA-1, six digits, thirty seconds. */
final class Totp {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /** The one-time password of now, by a key as it is typed in: base32 of RFC 4648. */
  static String now(String key) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA1"));
      long step = Instant.now().getEpochSecond() / 30;
      var hash = ByteBuffer.wrap(mac.doFinal(ByteBuffer.allocate(8).putLong(step).array()));
      int at = hash.get(hash.capacity() - 1) & 0xf;
      return String.format(Locale.ROOT, "%06d", (hash.getInt(at) & 0x7fff_ffff) % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String key) {
    var text = key.replaceAll("[^A-Z2-7]", "");
    var bytes = new byte[text.length() * 5 / 8];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int value = ALPHABET.indexOf(text.charAt(bit / 5));
      bytes[bit / 8] |= (byte) ((value >> (4 - bit % 5) & 1) << (7 - bit % 8));
    }
    return bytes;
  }
}
