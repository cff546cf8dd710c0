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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secrets of this installation, in a file that only its owner reads: {@code keyring} in the
 * home directory, made at the first start, or the file that {@code niangjia.keyring} names. All
 * nodes on one database need the same file.
 */
@Component
public class Keyring {

  private static final int FINGERPRINT = 8;
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  /** Field keys are numbered from 1; the first has no number in the file. */
  private static final Pattern FIELD = Pattern.compile("field(?:\\.([1-9]\\d{0,3}))?");

  private final Path file;
  private volatile Properties keys;
  private volatile int writing;

  Keyring(@Value("${niangjia.keyring:${niangjia.home}/keyring}") Path file) {
    this.file = file;
    this.keys = Files.exists(file) ? read(file) : new Properties();
    if (complete()) {
      write();
    }
    this.writing = fieldKeys().firstKey();
  }

  /** The keys that seal fields, by number. */
  SortedMap<Integer, byte[]> fieldKeys() {
    var found = new TreeMap<Integer, byte[]>();
    for (var name : keys.stringPropertyNames()) {
      var field = FIELD.matcher(name);
      if (field.matches()) {
        found.put(field.group(1) == null ? 1 : Integer.parseInt(field.group(1)), bytes(name));
      }
    }
    return found;
  }

  /** Tells one field key from another without giving it away. */
  byte[] fingerprint(int number) {
    var key = fieldKeys().get(number);
    if (key == null) {
      throw new IllegalStateException("the keyring has no field key " + number);
    }
    var digest = new SM3Digest();
    digest.update(key, 0, key.length);
    var out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return Arrays.copyOf(out, FINGERPRINT);
  }

  /** The number of the key that fields are sealed under now: the oldest until told otherwise. */
  int writing() {
    return writing;
  }

  /** Seals under that key from now on. */
  void writeWith(int number) {
    if (!fieldKeys().containsKey(number)) {
      throw new IllegalStateException("the keyring has no field key " + number);
    }
    writing = number;
  }

  /** Reads the file again: another process may have put a key into it. */
  void reread() {
    if (Files.exists(file)) {
      keys = read(file);
    }
  }

  /** Puts a new field key into the file and answers its number. */
  int add() {
    int number = fieldKeys().lastKey() + 1;
    keys.setProperty("field." + number, BASE64.encodeToString(random()));
    write();
    return number;
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
    if (keys.stringPropertyNames().stream().noneMatch(name -> FIELD.matcher(name).matches())) {
      keys.setProperty("field", BASE64.encodeToString(random()));
    }
    for (var name : List.of("lookup", "token")) {
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
