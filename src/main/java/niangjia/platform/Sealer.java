package niangjia.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.springframework.stereotype.Component;

/**
 * Seals personal fields: SM4-GCM (GB/T 32907, NIST SP 800-38D) for what must be read again,
 * HMAC-SM3 (GB/T 32905) for what must only be found again. A sealed field is one byte of version,
 * two of the key's number, twelve of nonce, then the cipher text with its tag; those of the first
 * version name no key, for there was one only.
 */
@Component
public class Sealer {

  private static final byte FIRST = 1;
  private static final byte NUMBERED = 2;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Keyring keyring;
  private final KeyParameter lookup;

  Sealer(Keyring keyring) {
    this.keyring = keyring;
    this.lookup = new KeyParameter(keyring.secret("lookup"));
  }

  /** Seals a text under the key that is written with now. */
  public byte[] seal(String text) {
    int number = keyring.writing();
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    var sealed = run(true, key(number), nonce, text.getBytes(StandardCharsets.UTF_8));
    var head = head(number);
    return ByteBuffer.allocate(head.length + NONCE + sealed.length)
        .put(head)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /** Opens a sealed text; a changed byte or a key that is not there is a fault of ours. */
  public String open(byte[] sealed) {
    int number = number(sealed);
    int from = head(number).length;
    if (sealed.length < from + NONCE) {
      throw new IllegalStateException("a sealed field is cut off");
    }
    var nonce = Arrays.copyOfRange(sealed, from, from + NONCE);
    var text = Arrays.copyOfRange(sealed, from + NONCE, sealed.length);
    return new String(run(false, key(number), nonce, text), StandardCharsets.UTF_8);
  }

  /** The same text under the key that is written with now; the same bytes if it is already. */
  public byte[] again(byte[] sealed) {
    return current(sealed) ? sealed : seal(open(sealed));
  }

  /** Whether it is under the key that is written with now. */
  public boolean current(byte[] sealed) {
    return number(sealed) == keyring.writing();
  }

  /** What every field that is sealed under the present key begins with. */
  public byte[] head() {
    return head(keyring.writing());
  }

  private static byte[] head(int number) {
    return number == 1
        ? new byte[] {FIRST}
        : new byte[] {NUMBERED, (byte) (number >> 8), (byte) number};
  }

  private static int number(byte[] sealed) {
    if (sealed.length > 0 && sealed[0] == FIRST) {
      return 1;
    }
    if (sealed.length > 2 && sealed[0] == NUMBERED) {
      return Byte.toUnsignedInt(sealed[1]) * 256 + Byte.toUnsignedInt(sealed[2]);
    }
    throw new IllegalStateException("a sealed field has an unknown version");
  }

  /** A key that another process has put into the file since is looked for there. */
  private KeyParameter key(int number) {
    var bytes = keyring.fieldKeys().get(number);
    if (bytes == null) {
      keyring.reread();
      bytes = keyring.fieldKeys().get(number);
    }
    if (bytes == null) {
      throw new IllegalStateException("the keyring has no field key " + number);
    }
    return new KeyParameter(Arrays.copyOf(bytes, KEY_BYTES));
  }

  /** The keyed hash by which a text is looked up without being readable, 32 bytes. */
  public byte[] hash(String text) {
    var mac = new HMac(new SM3Digest());
    mac.init(lookup);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update(bytes, 0, bytes.length);
    var out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }

  private static byte[] run(boolean sealing, KeyParameter key, byte[] nonce, byte[] in) {
    var cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(sealing, new AEADParameters(key, TAG_BITS, nonce));
    var out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    try {
      cipher.doFinal(out, length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("a sealed field does not open with this keyring", e);
    }
    return out;
  }
}
