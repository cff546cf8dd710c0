package niangjia.platform.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A durable PostgreSQL 18 that lives as long as this object. It listens on 127.0.0.1 only, keeps
 * its data in {@code <home>/postgres/data}, is started again on the same port when it is killed,
 * and is stopped cleanly when the application ends, even by {@code kill -9}.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "niangjia";
  private static final int ATTEMPTS = 3;
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final long REST_AFTER_FAILURE_MILLIS = 2_000;

  /**
   * Below the range from which the kernel gives outgoing connections their port: a client that
   * knocks while PostgreSQL is down could otherwise be given the very port and keep it.
   */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;

  private final HomeLock lock;
  private final Binaries binaries;
  private final DataDirectory data;
  private final String password;
  private int port;
  private Watchdog watchdog;
  private volatile long postmaster;
  private volatile boolean closed;

  private EmbeddedPostgres(HomeLock lock, Binaries binaries, DataDirectory data) {
    this.lock = lock;
    this.binaries = binaries;
    this.data = data;
    this.password = data.password();
    this.watchdog = Watchdog.begin(data, binaries);
  }

  /**
   * Starts PostgreSQL on a home directory, making both when there are none, and returns when it
   * answers.
   *
   * @throws IllegalStateException when another instance runs on the home, or PostgreSQL cannot
   *     start; the message says why
   */
  public static EmbeddedPostgres start(Path home) {
    long began = System.nanoTime();
    HomeLock lock = HomeLock.take(home);
    try {
      Binaries binaries = Binaries.unpack();
      DataDirectory data = DataDirectory.prepare(lock.home(), binaries);
      EmbeddedPostgres server = new EmbeddedPostgres(lock, binaries, data);
      try {
        server.startFirst();
        server.createDatabase();
      } catch (RuntimeException e) {
        server.watchdog.close();
        throw e;
      }
      Thread.ofPlatform().daemon().name("postgres-monitor").start(server::watch);
      log.info(
          "PostgreSQL {} answers on 127.0.0.1:{} after {} ms; its data is in {}",
          Binaries.VERSION,
          server.port,
          (System.nanoTime() - began) / 1_000_000,
          data.data());
      return server;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Writes a cluster from elsewhere into the directory that it is given. */
  @FunctionalInterface
  public interface Filling {

    /**
     * Writes {@code data} and {@code password}.
     *
     * @param postgres {@code <home>/postgres}
     */
    void into(Path postgres) throws IOException;
  }

  /**
   * Lets somebody write a cluster into a home, which nobody else may use meanwhile.
   *
   * @throws IllegalStateException when another instance runs on the home, or there is a cluster
   */
  public static void fill(Path home, Filling filling) throws IOException {
    try (HomeLock lock = HomeLock.take(home)) {
      Path postgres = lock.home().resolve("postgres");
      if (Files.exists(postgres.resolve("data"))) {
        throw new IllegalStateException(
            "%s has a database already, and nothing is written over a living house: move it away"
                .formatted(lock.home()));
      }
      FileSystemUtils.deleteRecursively(postgres);
      Files.createDirectories(postgres);
      filling.into(postgres);
    }
  }

  /** How to enter a server that another process runs. */
  public record Entrance(String url, String user, String password) {}

  /** The server that runs on that home already, for commands beside the application. */
  public static Optional<Entrance> running(Path home) {
    var data = new DataDirectory(home.toAbsolutePath().resolve("postgres"));
    return data.listening()
        .map(
            port ->
                new Entrance(
                    "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE,
                    DataDirectory.SUPERUSER,
                    data.password()));
  }

  /** The port on 127.0.0.1; another one at the next start, the same one until then. */
  public int port() {
    return port;
  }

  /** The superuser's name. */
  public String user() {
    return DataDirectory.SUPERUSER;
  }

  /** The superuser's password, made at random with the cluster. */
  public String password() {
    return password;
  }

  /** The JDBC address of a database of this server, without user and password. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Whether PostgreSQL's main process is alive. */
  public boolean running() {
    return !closed && data.isOurs(postmaster);
  }

  /** Stops PostgreSQL cleanly and frees the home. Harmless the second time. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      watchdog.close();
      data.endLeftovers(binaries);
      log.info("PostgreSQL on {} is stopped", data.data());
    } finally {
      lock.close();
    }
  }

  /** The process number of PostgreSQL's main process, for tests that kill it. */
  long postmaster() {
    return postmaster;
  }

  /** The process number of the watchdog, for tests that kill it. */
  synchronized long watchdogPid() {
    return watchdog.pid();
  }

  /** A port that was free can be taken a moment later, and a dying watchdog can be in the way. */
  private void startFirst() {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      try {
        startPostgres();
        return;
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.warn("PostgreSQL did not start on port {}; trying another one", port, e);
      }
    }
  }

  private void startPostgres() {
    data.endLeftovers(binaries);
    data.configure(port);
    postmaster = watchdog.startPostgres();
  }

  private void createDatabase() {
    try (Connection connection = DriverManager.getConnection(url("postgres"), user(), password);
        Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet rows =
          statement.executeQuery(
              "select exists (select from pg_database where datname = '" + DATABASE + "')")) {
        there = rows.next() && rows.getBoolean(1);
      }
      if (!there) {
        statement.execute("create database " + DATABASE);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database " + DATABASE + " cannot be made", e);
    }
  }

  /** The monitor's life: look, and mend what was killed. */
  private void watch() {
    long rest = LOOK_EVERY_MILLIS;
    while (!closed) {
      try {
        Thread.sleep(rest);
        mend();
        rest = LOOK_EVERY_MILLIS;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("PostgreSQL on {} could not be started again; trying on", data.data(), e);
        rest = REST_AFTER_FAILURE_MILLIS;
      }
    }
  }

  private synchronized void mend() {
    if (closed) {
      return;
    }
    if (!watchdog.alive()) {
      log.warn("The watchdog of PostgreSQL was killed; starting another one");
      watchdog = Watchdog.begin(data, binaries);
      watchdog.keep(postmaster);
    }
    if (!data.isOurs(postmaster)) {
      long began = System.nanoTime();
      log.warn("PostgreSQL (process {}) was killed; starting it again", postmaster);
      startPostgres();
      long millis = (System.nanoTime() - began) / 1_000_000;
      log.warn("PostgreSQL answers again on port {} after {} ms", port, millis);
    }
  }

  private static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // Try the next one.
      }
    }
    throw new IllegalStateException(
        "No port between %d and %d is free".formatted(FIRST_PORT, LAST_PORT));
  }
}
