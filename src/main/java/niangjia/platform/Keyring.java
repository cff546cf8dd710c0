package niangjia.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Properties;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secrets of this installation, in a file that only its owner reads: {@code keyring} in the
 * home directory, made at the first start, or the file that {@code niangjia.keyring} names. All
 * nodes on one database need the same file.
 */
@Component
public class Keyring {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final Properties keys;

  Keyring(@Value("${niangjia.keyring:${niangjia.home}/keyring}") Path file) {
    this.keys = Files.exists(file) ? read(file) : create(file);
  }

  /** A secret of 32 bytes for that purpose. */
  public byte[] secret(String purpose) {
    return bytes(purpose);
  }

  /** The Ed25519 pair that signs vouchers. */
  public KeyPair voucherKey() {
    try {
      var factory = KeyFactory.getInstance("Ed25519");
      PrivateKey secret =
          factory.generatePrivate(new PKCS8EncodedKeySpec(bytes("voucher.private")));
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(bytes("voucher.public"))), secret);
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException("the keyring's voucher key cannot be read", e);
    }
  }

  private byte[] bytes(String name) {
    var text = keys.getProperty(name);
    if (text == null) {
      throw new IllegalStateException("the keyring has no key " + name);
    }
    return Base64.getDecoder().decode(text);
  }

  private static Properties read(Path file) {
    var keys = new Properties();
    try (var in = Files.newInputStream(file)) {
      keys.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the keyring " + file + " cannot be read", e);
    }
    return keys;
  }

  private static Properties create(Path file) {
    var keys = new Properties();
    keys.setProperty("field", BASE64.encodeToString(random()));
    keys.setProperty("lookup", BASE64.encodeToString(random()));
    keys.setProperty("token", BASE64.encodeToString(random()));
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      keys.setProperty("voucher.private", BASE64.encodeToString(pair.getPrivate().getEncoded()));
      keys.setProperty("voucher.public", BASE64.encodeToString(pair.getPublic().getEncoded()));
      Files.createDirectories(file.toAbsolutePath().getParent());
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
        keys.store(
            out,
            "Niangjia: keep this file secret and backed up; without it sealed fields are lost");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the keyring " + file + " cannot be written", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
    return keys;
  }

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
