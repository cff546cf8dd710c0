package niangjia.engine.access;

import java.io.ByteArrayOutputStream;

/** Base32 without padding (RFC 4648), the form in which authenticators take keys. */
final class Base32 {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static String of(byte[] bytes) {
    var text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte one : bytes) {
      held = (held << 8) | (one & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(LETTERS.charAt((held >> bits) & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(LETTERS.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = LETTERS.indexOf(text.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException("not base32: " + text.charAt(i));
      }
      held = (held << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((held >> bits) & 0xff);
      }
      held &= (1 << bits) - 1;
    }
    return bytes.toByteArray();
  }
}
