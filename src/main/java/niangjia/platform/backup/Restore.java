package niangjia.platform.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import niangjia.platform.postgres.EmbeddedPostgres;

/**
 * The command {@code restore}: checks a backup, writes it into an empty home, and lets PostgreSQL
 * recover to the newest change in the log or to an instant. Given a directory for the data of a
 * PostgreSQL of one's own, it prepares that and leaves the start to its owner.
 */
final class Restore {

  private static final String SETTINGS = "niangjia-restore.conf";

  private final Path home;
  private final Store store;
  private final Optional<Instant> until;

  private Restore(Path home, Store store, Optional<Instant> until) {
    this.home = home;
    this.store = store;
    this.until = until;
  }

  /** Takes the home and the store, then {@code until INSTANT} and {@code to DIRECTORY}. */
  static void main(String[] args) {
    try {
      var words = List.of(args);
      var until = after(words, "until").map(Restore::instant);
      var restore = new Restore(Path.of(args[0]), new Store(Path.of(args[1])), until);
      restore.run(after(words, "to").map(Path::of));
    } catch (SQLException | IOException | IllegalStateException | Refusal e) {
      IO.println("Not restored: " + e.getMessage());
      System.exit(1);
    }
  }

  private static Optional<String> after(List<String> words, String word) {
    int at = words.subList(2, words.size()).indexOf(word) + 2;
    if (at < 2) {
      return Optional.empty();
    }
    if (at + 1 >= words.size()) {
      throw new Refusal(word + " what?");
    }
    return Optional.of(words.get(at + 1));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Refusal(text + " is no instant; write it as 2026-11-22T08:30:00Z");
    }
  }

  private void run(Optional<Path> elsewhere) throws SQLException, IOException {
    var base = store.newest(until);
    var faults = store.faults(base);
    if (!faults.isEmpty()) {
      throw new Refusal(
          String.join("\n", faults)
              + "\nA damaged base copy: move its directory away, and the one before is taken."
              + " A damaged file of the log: restore until before it.");
    }
    var manifest = Manifest.read(base);
    IO.println(
        "%s is whole: %d files; the log after it is whole"
            .formatted(base, manifest.files().size()));
    var house = House.of(home);
    var keyring = keyring(base, house);
    if (elsewhere.isPresent()) {
      prepare(base, manifest, elsewhere.get());
      bringHouse(base, house, keyring);
      IO.println(
          "Prepared %s. Start PostgreSQL %d on it, wait until it has recovered, then run:"
                  .formatted(elsewhere.get(), manifest.server() / 10_000)
              + " ./niangjia audit verify");
      return;
    }
    if (!Files.exists(base.resolve("password"))) {
      throw new Refusal(base + " is of a PostgreSQL of your own: say where to, `to DIRECTORY`");
    }
    EmbeddedPostgres.fill(
        home,
        postgres -> {
          bringHouse(base, house, keyring);
          bringData(base, manifest, postgres.resolve("data.part"));
          write(postgres.resolve("data.part").resolve(SETTINGS), settings());
          copy(base.resolve("password"), postgres.resolve("password"));
          Files.move(postgres.resolve("data.part"), postgres.resolve("data"));
        });
    recover();
  }

  /** The sealed keyring, opened; empty when the house has one that is not in the backup. */
  private static Optional<byte[]> keyring(Path base, House house) throws IOException {
    var sealed = base.resolve("keyring.sealed");
    if (Files.exists(house.keyring())) {
      return Optional.empty();
    }
    if (!Files.exists(sealed)) {
      throw new Refusal(
          "this backup holds no keyring: put your copy at " + house.keyring() + " first");
    }
    if (house.passphrase().isEmpty()) {
      throw new Refusal("NIANGJIA_BACKUP_PASSPHRASE is needed to open " + sealed);
    }
    return Optional.of(SealedKeyring.open(sealed, house.passphrase()));
  }

  private void bringHouse(Path base, House house, Optional<byte[]> keyring) throws IOException {
    if (keyring.isPresent()) {
      Files.createDirectories(house.keyring().toAbsolutePath().getParent());
      Digests.write(house.keyring(), keyring.get());
    }
    int brought = store.files().bring(new StoredFiles(house.files()));
    IO.println("%d attached files brought to %s".formatted(brought, house.files()));
    var heads = Files.isDirectory(store.anchors()) ? store.anchors() : base.resolve("anchors");
    if (!Files.isDirectory(heads) || !house.anchorFiles().isEmpty()) {
      return;
    }
    Files.createDirectories(house.anchors());
    try (var files = Files.newDirectoryStream(heads, "*.txt")) {
      for (var file : files) {
        var lines = Files.readAllLines(file).stream().filter(this::signedInTime).toList();
        var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        write(house.anchors().resolve(file.getFileName()), text);
      }
    }
  }

  /** A head that was signed after the instant would show as a cut. */
  private boolean signedInTime(String line) {
    var words = line.split(" ", -1);
    return until.isEmpty()
        || (words.length > 2
            && words[2].matches("[0-9T:.-]+Z")
            && !Instant.parse(words[2]).isAfter(until.get()));
  }

  private static void bringData(Path base, Manifest manifest, Path data) throws IOException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (var directory : manifest.directories()) {
      if (directory.startsWith("data/")) {
        Files.createDirectories(data.resolve(directory.substring("data/".length())));
      }
    }
    for (var item : manifest.files()) {
      if (item.path().startsWith("data/")) {
        copy(base.resolve(item.path()), data.resolve(item.path().substring("data/".length())));
      }
    }
    Files.createFile(data.resolve("recovery.signal"));
  }

  private void prepare(Path base, Manifest manifest, Path data) throws IOException {
    if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
      try (var inside = Files.list(data)) {
        if (inside.findAny().isPresent()) {
          throw new Refusal(data + " is not empty: nothing is written over a living database");
        }
      }
    }
    bringData(base, manifest, data);
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        settings(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private String settings() {
    var log = store.log().toAbsolutePath().toString();
    // PostgreSQL runs this by a shell, and reads it from a quoted setting.
    var command = "cp '" + log.replace("'", "'\\''") + "/%f' \"%p\"";
    return "restore_command = '%s'\nrecovery_target_timeline = 'latest'\n%s"
        .formatted(
            command.replace("'", "''"),
            until
                .map(
                    instant ->
                        "recovery_target_time = '%s'\nrecovery_target_action = 'promote'\n"
                            .formatted(instant.toString().replace("Z", "+00")))
                .orElse(""));
  }

  private void recover() throws SQLException, IOException {
    long begun = System.nanoTime();
    try (var server = EmbeddedPostgres.start(home)) {
      var origin = new Origin(server.url("niangjia"), server.user(), server.password());
      try (var connection = origin.open()) {
        while (Origin.ask(connection, "select pg_is_in_recovery()").equals("t")) {
          Thread.sleep(100);
        }
        IO.println(
            "Recovered in %.1f s up to %s"
                .formatted(
                    (System.nanoTime() - begun) / 1e9,
                    Origin.ask(connection, "select pg_current_wal_lsn()")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Files.delete(home.resolve("postgres/data").resolve(SETTINGS));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
  }

  private static void write(Path file, String text) throws IOException {
    Digests.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
