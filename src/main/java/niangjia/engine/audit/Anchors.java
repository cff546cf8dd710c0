package niangjia.engine.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signed heads of the chain in files outside the database, one line each: number, hash, instant,
 * signature (Ed25519). Whoever rules the database can rebuild the chain, but not what was signed.
 */
@Component
final class Anchors {

  /** One signed head. */
  record Anchor(long number, String hash, Instant at, boolean genuine) {}

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final int WORDS = 4;

  private final Path directory;

  /**
   * @param directory {@code niangjia.anchors}, by default in the home directory
   */
  Anchors(@Value("${niangjia.anchors}") Path directory) {
    this.directory = directory;
  }

  /** Appends a signed head to this month's file, and waits for the disk. */
  void append(long number, byte[] hash, Instant at, KeyPair key) {
    var text = number + " " + HexFormat.of().formatHex(hash) + " " + at;
    var file = directory.resolve("audit-" + YearMonth.from(at.atZone(ZONE)) + ".txt");
    try {
      Files.createDirectories(directory);
      Files.writeString(
          file,
          text + " " + sign(text, key) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("the anchor " + file + " cannot be written", e);
    }
  }

  /** All anchors of all files, each with whether its signature holds. */
  List<Anchor> read(PublicKey key) {
    var anchors = new ArrayList<Anchor>();
    if (!Files.isDirectory(directory)) {
      return anchors;
    }
    try (var files = Files.newDirectoryStream(directory, "audit-*.txt")) {
      for (var file : files) {
        try (var lines = Files.lines(file)) {
          lines.filter(line -> !line.isBlank()).forEach(line -> anchors.add(parse(line, key)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the anchors in " + directory + " cannot be read", e);
    }
    return anchors;
  }

  private static Anchor parse(String line, PublicKey key) {
    var words = line.split(" ", -1);
    try {
      var at = Instant.parse(words[2]);
      var text = words[0] + " " + words[1] + " " + words[2];
      boolean genuine = words.length == WORDS && verify(text, words[3], key);
      return new Anchor(Long.parseLong(words[0]), words[1], at, genuine);
    } catch (RuntimeException broken) {
      return new Anchor(0, "", Instant.EPOCH, false);
    }
  }

  private static String sign(String text, KeyPair key) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(signed(text));
      return ENCODER.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an anchor could not be signed", e);
    }
  }

  private static boolean verify(String text, String given, PublicKey key) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(signed(text));
      return signature.verify(Base64.getDecoder().decode(given));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] signed(String text) {
    return ("niangjia audit " + text).getBytes(StandardCharsets.UTF_8);
  }
}
