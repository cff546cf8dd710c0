package niangjia.authorisation;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** Reads the database as its owner, beside the application and its row-level security. */
final class Ledger {

  private final String url;
  private final String user;
  private final String password;

  Ledger(Environment environment) {
    url = environment.getRequiredProperty("niangjia.db.url");
    user = environment.getRequiredProperty("niangjia.db.user");
    password = environment.getRequiredProperty("niangjia.db.password");
  }

  /** The first column of a query. */
  List<String> column(String sql, Object... parameters) {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        var values = new ArrayList<String>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Changes rows; for what the application offers no operation for yet. */
  void change(String sql, Object... parameters) {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException("not one row: " + sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A number. */
  long number(String sql, Object... parameters) {
    return Long.parseLong(column(sql, parameters).getFirst());
  }

  /** The paths as the text of an {@code ltree[]}. */
  static String array(List<String> paths) {
    return "{" + String.join(",", paths) + "}";
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }
}
