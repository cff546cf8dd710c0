package niangjia.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmbeddedPostgresTests {

  @TempDir private static Path shared;

  private Path home = shared;

  /** Making a cluster takes most of a fresh start; each test gets a copy of one. */
  @BeforeAll
  static void makeOneHome() {
    EmbeddedPostgres.start(shared.resolve("made")).close();
  }

  @BeforeEach
  void copyTheHome(TestInfo test) throws Exception {
    home = shared.resolve(test.getTestMethod().orElseThrow().getName());
    Process copy =
        new ProcessBuilder("cp", "-a", shared.resolve("made").toString(), home.toString()).start();
    assertThat(copy.waitFor()).isZero();
  }

  @Test
  void answersSqlOnlyToThosePossessingThePassword() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      assertThat(server.running()).isTrue();
      assertThat(ask(server, "show server_version")).startsWith(majorAndMinor());
      assertThat(ask(server, "show fsync")).isEqualTo("on");
      assertThat(ask(server, "show data_checksums")).isEqualTo("on");
      assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(server, "select datlocale from pg_database where datname = 'niangjia'"))
          .isEqualTo("C.UTF-8");
      assertThat(Files.getPosixFilePermissions(home.resolve("postgres/password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.url("niangjia"), server.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void theVersionIsThatOfTheArchiveOnTheClassPath() {
    assertThat(String.valueOf(getClass().getResource("/postgres-linux-x86_64.txz")))
        .contains("-" + Binaries.VERSION + ".jar");
  }

  @Test
  void dataSurvivesCloseAndStart() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      run(server, "create table pass (number int)", "insert into pass values (400)");
    }
    assertThat(processesIn(home)).isZero();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      assertThat(ask(server, "select number from pass")).isEqualTo("400");
    }
  }

  @Test
  void killedPostgresAnswersAgainOnItsPortWithEveryAcknowledgedRow() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      run(server, "create table pass (number int primary key)");
      int port = server.port();
      AtomicInteger acknowledged = new AtomicInteger();
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer = Thread.ofVirtual().start(() -> write(server, acknowledged, enough));
      for (int kill = 1; kill <= 3; kill++) {
        int before = acknowledged.get();
        await(() -> acknowledged.get() > before + 20);
        long killed = server.postmaster();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        await(() -> server.postmaster() != killed);
      }
      int before = acknowledged.get();
      await(() -> acknowledged.get() > before);
      enough.set(true);
      writer.join();
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.running()).isTrue();
      // An insert that was cut before its answer may be there as well, once for each kill.
      assertThat(Integer.parseInt(ask(server, "select count(*) from pass")))
          .isBetween(acknowledged.get(), acknowledged.get() + 3);
    }
  }

  @Test
  void busyBackendsOfAKilledPostgresDoNotHoldItsSuccessorBack() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home);
        Connection busy = connect(server);
        Statement statement = busy.createStatement()) {
      AtomicBoolean wasCut = new AtomicBoolean();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  statement.execute("select count(*) from generate_series(1, 100000000000)");
                } catch (SQLException cut) {
                  wasCut.set(true);
                }
              });
      String isBusy = "select exists (select from pg_stat_activity where query like '%100000000%'";
      await(() -> quietly(server, isBusy + " and pid <> pg_backend_pid())").equals("t"));
      long killed = server.postmaster();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      await(() -> server.postmaster() != killed);
      assertThat(ask(server, isBusy + " and pid <> pg_backend_pid())")).isEqualTo("f");
      await(wasCut::get);
    }
  }

  @Test
  void secondInstanceOnTheHomeIsRefused() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(home))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another Niangjia")
          .hasMessageContaining(home.toRealPath().toString());
      Process second = application();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("Another Niangjia (process " + ProcessHandle.current().pid() + ")");
      assertThat(server.running()).isTrue();
    }
  }

  @Test
  void killedApplicationLeavesNoPostgres() throws Exception {
    Started started = start(application());
    assertThat(processesIn(home)).isPositive();
    started.application.destroyForcibly().waitFor();
    await(() -> processesIn(home) == 0);
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void orphanIsFoundAndStopped() throws Exception {
    Started started = start(application());
    ProcessHandle.of(started.watchdog).orElseThrow().destroyForcibly();
    started.application.destroyForcibly().waitFor();
    assertThat(dataIn(home).isOurs(started.postmaster)).isTrue();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      assertThat(dataIn(home).isOurs(started.postmaster)).isFalse();
      assertThat(ask(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void strangerWithTheNumberOfAnOldPostgresIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "100").start();
    Path pidFile = home.resolve("postgres/data/postmaster.pid");
    Files.writeString(pidFile, stranger.pid() + "\n" + pidFile.getParent() + "\n");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home)) {
      assertThat(server.running()).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void killedWatchdogIsReplaced() throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.start(home);
    long postmaster = server.postmaster();
    long watchdog = server.watchdogPid();
    ProcessHandle.of(watchdog).orElseThrow().destroyForcibly();
    await(() -> server.watchdogPid() != watchdog);
    assertThat(server.postmaster()).isEqualTo(postmaster);
    server.close();
    assertThat(server.running()).isFalse();
    assertThat(processesIn(home)).isZero();
  }

  private record Started(Process application, long postmaster, long watchdog) {}

  private Process application() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StartAndWait.class.getName(),
            home.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static Started start(Process application) throws IOException {
    BufferedReader lines = application.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("started ")) {
        String[] words = line.split(" ", 3);
        return new Started(application, Long.parseLong(words[1]), Long.parseLong(words[2]));
      }
    }
    throw new IllegalStateException("The application ended before it started PostgreSQL");
  }

  /** Inserts 1, 2, 3 and so on, one transaction each; counts only what was acknowledged. */
  private static void write(
      EmbeddedPostgres server, AtomicInteger acknowledged, AtomicBoolean enough) {
    int number = 0;
    while (!enough.get()) {
      try (Connection connection = connect(server);
          Statement statement = connection.createStatement()) {
        while (!enough.get()) {
          number++;
          statement.execute("insert into pass values (" + number + ")");
          acknowledged.incrementAndGet();
        }
      } catch (SQLException killed) {
        sleep(20);
      }
    }
  }

  private static void run(EmbeddedPostgres server, String... statements) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return String.valueOf(rows.getString(1));
    }
  }

  private static String quietly(EmbeddedPostgres server, String sql) {
    try {
      return ask(server, sql);
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.url("niangjia"), server.user(), server.password());
  }

  private static long processesIn(Path home) {
    DataDirectory data = dataIn(home);
    return ProcessHandle.allProcesses().filter(process -> data.isOurs(process.pid())).count();
  }

  private static DataDirectory dataIn(Path home) {
    try {
      return new DataDirectory(home.toRealPath().resolve("postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String majorAndMinor() {
    return Binaries.VERSION.substring(0, Binaries.VERSION.lastIndexOf('.'));
  }

  private static void await(BooleanSupplier condition) throws TimeoutException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("Waited 30 seconds in vain");
      }
      sleep(10);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
