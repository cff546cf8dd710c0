package niangjia.engine.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The SHA-256 of a session's token: what is stored and looked up in the token's place, as four
 * numbers that compare fast.
 *
 * <p>The token itself, 32 bytes in base64url, is 24 random bytes and 8 of their HMAC, so that an
 * invented one costs no query.
 */
record Token(long a, long b, long c, long d) {

  private static final int RANDOM_BYTES = 24;
  private static final int MAC_BYTES = 8;
  private static final int LENGTH = 43;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Makes the text of a new token. */
  static String create(byte[] secret) {
    var bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    var mac = mac(secret, bytes);
    return ENCODER.encodeToString(
        ByteBuffer.allocate(RANDOM_BYTES + MAC_BYTES).put(bytes).put(mac, 0, MAC_BYTES).array());
  }

  /** Whether the text can be a token at all; cheap. */
  static boolean plausible(String text) {
    return text.length() == LENGTH;
  }

  /** Whether the text is a token that this installation made. */
  static boolean ours(byte[] secret, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return false;
    }
    if (bytes.length != RANDOM_BYTES + MAC_BYTES) {
      return false;
    }
    var mac = mac(secret, Arrays.copyOf(bytes, RANDOM_BYTES));
    var shown = Arrays.copyOfRange(bytes, RANDOM_BYTES, bytes.length);
    return MessageDigest.isEqual(shown, Arrays.copyOf(mac, MAC_BYTES));
  }

  static Token of(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return of(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  static Token ofHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  static Token ofBytes(byte[] hash) {
    return of(hash);
  }

  private static Token of(byte[] hash) {
    var buffer = ByteBuffer.wrap(hash);
    return new Token(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** The session's identifier, which tells nothing of the token. */
  UUID session() {
    return new UUID(a, b);
  }

  private static byte[] mac(byte[] secret, byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update("session".getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
