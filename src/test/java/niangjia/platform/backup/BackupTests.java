package niangjia.platform.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import niangjia.platform.postgres.EmbeddedPostgres;
import niangjia.promises.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * One house is backed up while somebody writes into it; each test brings it back elsewhere, or
 * tries to.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BackupTests {

  private static final String PASSPHRASE = "correct horse battery";
  private static final String GRANTS =
      """
      create role keeper login replication password 'keeper';
      grant pg_read_server_files, pg_checkpoint to keeper;
      grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean),
        pg_ls_dir(text, boolean, boolean), pg_stat_file(text, boolean),
        pg_read_file(text, boolean), pg_read_binary_file(text, bigint, bigint, boolean) to keeper
      """;

  @TempDir private static Path work;

  private static Store store = new Store(Path.of("none"));
  private static int rowsInBase;
  private static int rowsInAll;
  private static String halfwayAt = "";

  /** What a command said and how it ended. */
  private record Said(int status, String text) {}

  @BeforeAll
  static void backUpWhileSomebodyWrites() throws Exception {
    store = new Store(work.resolve("backups"));
    var home = work.resolve("house");
    var over = new AtomicBoolean();
    try (var server = EmbeddedPostgres.start(home);
        var connection = connect(server)) {
      Files.writeString(home.resolve("keyring"), "the keys");
      Files.createDirectories(home.resolve("anchors"));
      Files.writeString(home.resolve("anchors/audit-2026-11.txt"), "1 ab 2026-11-22T00:00:00Z s\n");
      run(connection, "create table pass (number bigint generated always as identity, note text)");
      run(connection, GRANTS);
      var house = house(home);
      // Not the superuser: the login that the operator's guide describes for a server of one's own.
      var origin = new Origin(server.url("niangjia"), "keeper", "keeper");
      var follower = new Follower(origin, house, store, over::get);
      var following = new ArrayList<Exception>();
      var thread = Thread.ofPlatform().start(() -> follow(follower, following));
      write(connection, 500);
      var writer = Thread.ofPlatform().start(() -> writeOn(server));
      attach(home, "before");
      BaseCopy.take(origin, house, store);
      new StoredFiles(house.files()).bring(store.files());
      writer.join();
      rowsInBase = count(connection);
      run(connection, "select pg_switch_wal()");
      write(connection, 300);
      Thread.sleep(20);
      halfwayAt = ask(connection, "select clock_timestamp() at time zone 'UTC'");
      Thread.sleep(20);
      write(connection, 200);
      rowsInAll = count(connection);
      over.set(true);
      thread.join();
      assertThat(following).isEmpty();
    }
  }

  private static House house(Path home) {
    return new House(
        home, home.resolve("keyring"), home.resolve("anchors"), home.resolve("files"), PASSPHRASE);
  }

  /** Puts a file where the application would, and answers where. */
  private static Path attach(Path home, String text) throws IOException {
    var name = Digests.of(text.getBytes(StandardCharsets.UTF_8));
    var folder = Files.createDirectories(home.resolve("files").resolve(name.substring(0, 2)));
    return Files.writeString(folder.resolve(name), text);
  }

  @AfterAll
  static void nothingIsLeftBehind() throws IOException {
    try (var files = Files.list(store.root())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("unfinished-"));
    }
  }

  private static void follow(Follower follower, List<Exception> faults) {
    try {
      follower.follow();
    } catch (SQLException | IOException e) {
      faults.add(e);
    }
  }

  private static void writeOn(EmbeddedPostgres server) {
    try (var connection = connect(server)) {
      write(connection, 2000);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everythingComesBackToTheNewestChange() throws Exception {
    var home = work.resolve("newest");
    var said = restore(home, store.root(), PASSPHRASE);
    assertThat(said.status()).as(said.text()).isZero();
    try (var server = EmbeddedPostgres.start(home);
        var connection = connect(server)) {
      assertThat(count(connection)).isEqualTo(rowsInAll).isGreaterThan(rowsInBase);
      write(connection, 1);
    }
    assertThat(Files.readString(home.resolve("keyring"))).isEqualTo("the keys");
    assertThat(home.resolve("anchors/audit-2026-11.txt")).exists();
    assertThat(new StoredFiles(home.resolve("files")).names()).hasSize(1);
    assertThat(home.resolve("postgres/data/niangjia-restore.conf")).doesNotExist();
  }

  @Test
  void anInstantIsWhereItEndsIfOneIsGiven() throws Exception {
    var home = work.resolve("halfway");
    var until = halfwayAt.replace(' ', 'T') + "Z";
    assertThat(Instant.parse(until)).isNotNull();
    var said = restore(home, store.root(), PASSPHRASE, "until", until);
    assertThat(said.status()).as(said.text()).isZero();
    try (var server = EmbeddedPostgres.start(home);
        var connection = connect(server)) {
      assertThat(count(connection)).isEqualTo(rowsInAll - 200);
    }
  }

  @Test
  void aServerOfOnesOwnStartsOnThePreparedDirectory() throws Exception {
    var home = work.resolve("own");
    var data = home.resolve("postgres/data");
    Files.createDirectories(data.getParent());
    Files.writeString(home.resolve("keyring"), "brought by hand");
    var said = restore(home, store.root(), "", "to", data.toString());
    assertThat(said.status()).as(said.text()).isZero();
    Files.copy(work.resolve("house/postgres/password"), home.resolve("postgres/password"));
    try (var server = EmbeddedPostgres.start(home);
        var connection = connect(server)) {
      while (ask(connection, "select pg_is_in_recovery()").equals("t")) {
        Thread.sleep(50);
      }
      assertThat(count(connection)).isEqualTo(rowsInAll);
    }
    assertThat(Files.readString(home.resolve("keyring"))).isEqualTo("brought by hand");
    assertThat(restore(home, store.root(), "", "to", data.toString()).text())
        .contains("is not empty");
  }

  @Test
  void aDamagedFileIsNamedAndNothingIsRestored() throws Exception {
    var base = store.bases().getFirst().getFileName();
    var relation = largest(store.root().resolve(base).resolve("data/base"));
    refuses("data", relation, BackupTests::flip, "is damaged");
    refuses("manifest", base.resolve("manifest.json"), BackupTests::flip, "is damaged");
    refuses("label", base.resolve("data/backup_label"), Files::delete, "is missing");
    refuses("sealed", base.resolve("keyring.sealed"), BackupTests::flip, "is damaged");
    var log = ChangeLog.segments(store.log(), 16 << 20);
    assertThat(log).hasSizeGreaterThan(2);
    var last = Manifest.read(store.bases().getFirst()).last();
    var later = Path.of("wal", last.next().name(16 << 20));
    refuses("log", later, BackupTests::flip, "is damaged");
    refuses("gap", later, Files::delete, "is missing");
    refuses("end", Path.of("wal", log.last().name(16 << 20)), BackupTests::flip, "is damaged");
    Figures.record("P11", "refused", 7);
  }

  @Test
  void aKeyringNeedsItsPassphrase() throws Exception {
    assertThat(restore(work.resolve("without"), store.root(), "").text()).contains("is needed");
    var wrong = restore(work.resolve("wrong"), store.root(), "another passphrase");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.text()).contains("does not open");
    assertThat(work.resolve("wrong/postgres")).doesNotExist();
  }

  @Test
  void nothingIsWrittenOverALivingHouse() throws Exception {
    var said = restore(work.resolve("house"), store.root(), PASSPHRASE);
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.text()).contains("has a database already");
    try (var server = EmbeddedPostgres.start(work.resolve("running"))) {
      assertThat(server.running()).isTrue();
      assertThat(restore(work.resolve("running"), store.root(), PASSPHRASE).text())
          .contains("Another Niangjia");
    }
  }

  @Test
  void aSoundBackupChecksAsWhole() throws Exception {
    assertThat(store.faults(store.bases().getFirst())).isEmpty();
  }

  /** Does something bad to a file of a copy of the store. */
  @FunctionalInterface
  private interface Damage {
    void to(Path file) throws IOException;
  }

  private static void refuses(String name, Path file, Damage damage, String words)
      throws IOException, InterruptedException {
    var copy = work.resolve("store-" + name);
    FileSystemUtils.copyRecursively(store.root(), copy);
    var within = file.isAbsolute() ? store.root().relativize(file) : file;
    damage.to(copy.resolve(within));
    var home = work.resolve("home-" + name);
    var said = restore(home, copy, PASSPHRASE);
    assertThat(said.status()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).contains(within.toString()).contains(words);
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  private static void flip(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(100);
      int old = bytes.read();
      bytes.seek(100);
      bytes.write(old ^ 1);
    }
  }

  private static Path largest(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  /** The command in a process of its own, as an operator runs it. */
  private static Said restore(Path home, Path from, String passphrase, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("niangjia.platform.backup.Restore");
    command.addAll(List.of(home.toString(), from.toString()));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("NIANGJIA_B"));
    builder.environment().putAll(Map.of("NIANGJIA_BACKUP_PASSPHRASE", passphrase));
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.url("niangjia"), server.user(), server.password());
  }

  private static void write(Connection connection, int rows) throws SQLException {
    try (var insert =
        connection.prepareStatement("insert into pass (note) values (repeat('娘家', 200))")) {
      for (int i = 0; i < rows; i++) {
        insert.executeUpdate();
      }
    }
  }

  private static int count(Connection connection) throws SQLException {
    return Integer.parseInt(ask(connection, "select count(*) from pass"));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    return Origin.ask(connection, sql);
  }

  @Test
  void attachedFilesAreCheckedKeptAndForgotten() throws IOException {
    var home = work.resolve("files-house");
    var kept = new StoredFiles(home.resolve("files"));
    var there = new StoredFiles(work.resolve("files-backup"));
    var first = attach(home, "one").getFileName().toString();
    assertThat(kept.bring(there)).isEqualTo(1);
    assertThat(kept.bring(there)).isZero();
    var second = attach(home, "two").getFileName().toString();
    assertThat(kept.bring(there)).isEqualTo(1);
    assertThat(there.faults(Set.of(first, second))).isEmpty();
    there.forget(Set.of(first), Instant.EPOCH);
    assertThat(there.names()).containsExactlyInAnyOrder(first, second);
    there.forget(Set.of(first), Instant.MAX);
    assertThat(there.names()).containsExactly(first);
    var file = work.resolve("files-backup").resolve(first.substring(0, 2)).resolve(first);
    Files.writeString(file, "eno");
    assertThat(there.faults(Set.of(first, second)))
        .containsExactlyInAnyOrder(file + " is damaged", missing(second));
    assertThat(StoredFiles.read(Files.write(home.resolve("list"), StoredFiles.list(Set.of(first)))))
        .containsExactly(first);
  }

  private static String missing(String name) {
    return work.resolve("files-backup").resolve(name.substring(0, 2)).resolve(name) + " is missing";
  }
}
