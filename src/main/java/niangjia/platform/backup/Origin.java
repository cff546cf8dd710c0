package niangjia.platform.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * The database that is backed up.
 *
 * @param url its JDBC address
 * @param user a login that reads the server's files and follows its log: a superuser, or one with
 *     the grants that the operator's guide lists
 */
record Origin(String url, String user, String password) {

  /** For statements; large files come as bytes, not as texts. */
  Connection open() throws SQLException {
    var properties = properties();
    PGProperty.PREPARE_THRESHOLD.set(properties, -1);
    PGProperty.SOCKET_TIMEOUT.set(properties, 600);
    return DriverManager.getConnection(url, properties);
  }

  /** For following the log of changes. */
  Connection replication() throws SQLException {
    var properties = properties();
    PGProperty.REPLICATION.set(properties, "true");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "17");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    return DriverManager.getConnection(url, properties);
  }

  private Properties properties() {
    var properties = new Properties();
    PGProperty.USER.set(properties, user);
    PGProperty.PASSWORD.set(properties, password);
    PGProperty.CONNECT_TIMEOUT.set(properties, 5);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.APPLICATION_NAME.set(properties, "niangjia-backup");
    return properties;
  }

  /** One value of one row. */
  static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      if (!rows.next()) {
        throw new SQLException("no answer to " + sql);
      }
      return String.valueOf(rows.getString(1));
    }
  }
}
