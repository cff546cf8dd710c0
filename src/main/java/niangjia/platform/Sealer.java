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
 * twelve of nonce, then the cipher text with its tag.
 */
@Component
public class Sealer {

  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyParameter field;
  private final KeyParameter lookup;

  Sealer(Keyring keyring) {
    this.field = new KeyParameter(Arrays.copyOf(keyring.secret("field"), 16));
    this.lookup = new KeyParameter(keyring.secret("lookup"));
  }

  /** Seals a text. */
  public byte[] seal(String text) {
    var nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    var sealed = run(true, nonce, text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + NONCE + sealed.length)
        .put(VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /** Opens a sealed text; a changed byte or another key is a fault of ours. */
  public String open(byte[] sealed) {
    if (sealed.length < 1 + NONCE || sealed[0] != VERSION) {
      throw new IllegalStateException("a sealed field has an unknown version");
    }
    var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    var text = run(false, nonce, Arrays.copyOfRange(sealed, 1 + NONCE, sealed.length));
    return new String(text, StandardCharsets.UTF_8);
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

  private byte[] run(boolean sealing, byte[] nonce, byte[] in) {
    var cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(sealing, new AEADParameters(field, TAG_BITS, nonce));
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
