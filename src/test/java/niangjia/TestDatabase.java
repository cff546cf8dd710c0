package niangjia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import niangjia.platform.postgres.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * Databases for tests, on one real PostgreSQL for the whole test JVM. Its home is a temporary
 * directory that goes away with the JVM, or {@code -Dniangjia.test.home}, which stays.
 */
public final class TestDatabase {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  /** The server, started at the first call. */
  public static EmbeddedPostgres server() {
    return Shared.SERVER;
  }

  /** Lets the server outlive the applications of this JVM, which write to it until they end. */
  static void outlive() {
    server();
    if (Runtime.getRuntime().removeShutdownHook(Shared.HOOK)) {
      SpringApplication.getShutdownHandlers().add(Shared.END);
    }
  }

  /**
   * Makes a database that nobody else uses and gives its JDBC address with user and password. It is
   * a copy of the database {@code <name>_template} when there is one, else empty.
   */
  public static synchronized String url(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a plain lower-case name: " + name);
    }
    String database = name + "_" + COUNT.incrementAndGet();
    String template = name + "_template";
    try (Connection connection = DriverManager.getConnection(address("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists %s with (force)".formatted(database));
      String origin = exists(connection, template) ? " template " + template : "";
      statement.execute("create database " + database + origin);
      // A test's database need not survive a power cut; waiting for the disk is most of its time.
      statement.execute("alter database " + database + " set synchronous_commit = off");
    } catch (SQLException e) {
      throw new IllegalStateException("The database " + database + " cannot be made", e);
    }
    return address(database);
  }

  /** The JDBC address, with user and password, of a database that is there already. */
  public static String address(String database) {
    EmbeddedPostgres server = server();
    return "%s?user=%s&password=%s"
        .formatted(server.url(database), server.user(), server.password());
  }

  private static boolean exists(Connection connection, String database) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select from pg_database where datname = ?")) {
      query.setString(1, database);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Lets the first use start the server, once. */
  private static final class Shared {

    static final EmbeddedPostgres SERVER;
    static final Runnable END;
    static final Thread HOOK;

    static {
      String kept = System.getProperty("niangjia.test.home", "");
      Path home = kept.isBlank() ? temporary() : Path.of(kept);
      SERVER = EmbeddedPostgres.start(home);
      END =
          () -> {
            SERVER.close();
            if (kept.isBlank()) {
              delete(home);
            }
          };
      HOOK = Thread.ofPlatform().name("test-database-end").unstarted(END);
      Runtime.getRuntime().addShutdownHook(HOOK);
    }

    private static Path temporary() {
      try {
        return Files.createTempDirectory("niangjia-test-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path home) {
      try {
        FileSystemUtils.deleteRecursively(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
