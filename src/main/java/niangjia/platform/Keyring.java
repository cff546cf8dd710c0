package niangjia.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.List;
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

  private final Path file;
  private final Properties keys;

  Keyring(@Value("${niangjia.keyring:${niangjia.home}/keyring}") Path file) {
    this.file = file;
    this.keys = Files.exists(file) ? read(file) : new Properties();
    if (complete()) {
      write();
    }
  }

  /** A secret of 32 bytes for that purpose. */
  public byte[] secret(String purpose) {
    return bytes(purpose);
  }

  /** The keyring in that file, for commands that run beside the application. */
  public static Keyring at(Path file) {
    return new Keyring(file);
  }

  /** The Ed25519 pair that signs vouchers. */
  public KeyPair voucherKey() {
    return pair("voucher");
  }

  /** The Ed25519 pair that signs the audit trail's anchors. */
  public KeyPair anchorKey() {
    return pair("anchor");
  }

  private KeyPair pair(String name) {
    try {
      var factory = KeyFactory.getInstance("Ed25519");
      PrivateKey secret =
          factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(name + ".private")));
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(bytes(name + ".public"))), secret);
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException("the keyring's " + name + " key cannot be read", e);
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

  /** Makes the keys that are not there yet; whether there were any. */
  private boolean complete() {
    int before = keys.size();
    for (var name : List.of("field", "lookup", "token")) {
      keys.computeIfAbsent(name, _ -> BASE64.encodeToString(random()));
    }
    for (var name : List.of("voucher", "anchor")) {
      if (!keys.containsKey(name + ".private")) {
        var pair = pair();
        keys.setProperty(name + ".private", BASE64.encodeToString(pair.getPrivate().getEncoded()));
        keys.setProperty(name + ".public", BASE64.encodeToString(pair.getPublic().getEncoded()));
      }
    }
    return keys.size() > before;
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Writes a new file beside the old one and puts it in its place, so that none is ever half. */
  private void write() {
    var target = file.toAbsolutePath();
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(target.getParent());
      var fresh = Files.createTempFile(target.getParent(), "keyring", ".new", owner);
      try (var out = Files.newOutputStream(fresh, StandardOpenOption.WRITE)) {
        keys.store(
            out,
            "Niangjia: keep this file secret and backed up; without it sealed fields are lost");
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the keyring " + file + " cannot be written", e);
    }
  }

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
