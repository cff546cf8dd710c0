package niangjia.platform.postgres;

import java.nio.file.Path;

/** A PostgreSQL server of our own. */
public record EmbeddedPostgres(Path home) implements AutoCloseable {

  public static EmbeddedPostgres start(Path home) {
    return new EmbeddedPostgres(home);
  }

  public String url(String database) {
    return "jdbc:postgresql://localhost/" + database;
  }

  public String user() {
    return "niangjia";
  }

  public String password() {
    return "";
  }

  @Override
  public void close() {}
}
