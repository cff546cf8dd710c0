package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTests {

  @Test
  void everyCallGivesAnEmptyDatabaseOfItsOwn() throws SQLException {
    String one = TestDatabase.url("empty");
    run(one, "create table note (text text)");
    assertThat(tables(one)).isEqualTo(1);
    assertThat(tables(TestDatabase.url("empty"))).isZero();
  }

  @Test
  void preparedTemplateIsCopied() throws SQLException {
    run(TestDatabase.address("postgres"), "drop database if exists prepared_template");
    run(TestDatabase.address("postgres"), "create database prepared_template");
    run(TestDatabase.address("prepared_template"), "create table note (text text)");
    String one = TestDatabase.url("prepared");
    run(one, "drop table note");
    assertThat(tables(TestDatabase.url("prepared"))).isEqualTo(1);
  }

  private static void run(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int tables(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
