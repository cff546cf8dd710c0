package niangjia.platform.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to a house besides its database.
 *
 * @param files where sealed attachments lie, if they lie on a disk
 * @param passphrase seals the copy of the keyring; empty: backups hold no keyring
 */
record House(Path home, Path keyring, Path anchors, Path files, String passphrase) {

  /** What the environment says. */
  static House of(Path home) {
    return new House(
        home,
        Path.of(setting("NIANGJIA_KEYRING").orElse(home.resolve("keyring").toString())),
        Path.of(setting("NIANGJIA_ANCHORS").orElse(home.resolve("anchors").toString())),
        Path.of(setting("NIANGJIA_FILES").orElse(home.resolve("files").toString())),
        setting("NIANGJIA_BACKUP_PASSPHRASE").orElse(""));
  }

  static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /** The password of the database that comes along. */
  Path password() {
    return home.resolve("postgres/password");
  }

  /** The files with signed heads of the audit trail. */
  List<Path> anchorFiles() throws IOException {
    if (!Files.isDirectory(anchors)) {
      return List.of();
    }
    try (var files = Files.list(anchors)) {
      return new ArrayList<>(
          files.filter(f -> f.getFileName().toString().endsWith(".txt")).sorted().toList());
    }
  }
}
