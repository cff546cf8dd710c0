package niangjia.platform.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A copy of the keyring that only a passphrase opens: AES-256-GCM under a key that Argon2id (RFC
 * 9106, 64 MiB, three passes) makes of it. One byte of version, 16 of salt, 12 of nonce, then the
 * cipher text.
 */
final class SealedKeyring {

  /** Shorter ones can be guessed from a stolen copy. */
  static final int SHORTEST = 12;

  private static final byte VERSION = 1;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int MEMORY_KIB = 64 * 1024;
  private static final int PASSES = 3;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SealedKeyring() {}

  static byte[] seal(Path keyring, String passphrase) throws IOException {
    if (passphrase.length() < SHORTEST) {
      throw new Refusal(
          "NIANGJIA_BACKUP_PASSPHRASE is shorter than " + SHORTEST + " characters: take a longer");
    }
    var salt = random(SALT);
    var nonce = random(NONCE);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce);
      var sealed = cipher.doFinal(Files.readAllBytes(keyring));
      return ByteBuffer.allocate(1 + SALT + NONCE + sealed.length)
          .put(VERSION)
          .put(salt)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keyring could not be sealed", e);
    }
  }

  static byte[] open(Path file, String passphrase) throws IOException {
    var all = Files.readAllBytes(file);
    if (all.length < 1 + SALT + NONCE || all[0] != VERSION) {
      throw new Refusal(file + " is damaged");
    }
    var salt = Arrays.copyOfRange(all, 1, 1 + SALT);
    var nonce = Arrays.copyOfRange(all, 1 + SALT, 1 + SALT + NONCE);
    int from = 1 + SALT + NONCE;
    try {
      return cipher(Cipher.DECRYPT_MODE, passphrase, salt, nonce)
          .doFinal(all, from, all.length - from);
    } catch (AEADBadTagException e) {
      throw new Refusal("NIANGJIA_BACKUP_PASSPHRASE does not open " + file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(file + " could not be opened", e);
    }
  }

  private static Cipher cipher(int mode, String passphrase, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    var argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt(salt)
            .withMemoryAsKB(MEMORY_KIB)
            .withIterations(PASSES)
            .withParallelism(1)
            .build());
    var key = new byte[32];
    argon.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static byte[] random(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
