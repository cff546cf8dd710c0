package niangjia.engine.rights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import niangjia.platform.Sealer;
import org.springframework.core.env.Environment;

/** Reads the whole database as its owner, and files, and says where a text stands. */
final class Dump implements AutoCloseable {

  private static final String TABLES =
      """
      select table_schema || '.' || table_name, quote_ident(table_schema) || '.'
        || quote_ident(table_name)
      from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      order by 1
      """;

  private final Connection connection;
  private final Sealer sealer;

  Dump(Environment environment, Sealer sealer) throws SQLException {
    this.connection =
        DriverManager.getConnection(
            environment.getRequiredProperty("niangjia.db.url"),
            environment.getRequiredProperty("niangjia.db.user"),
            environment.getRequiredProperty("niangjia.db.password"));
    this.sealer = sealer;
  }

  /** The tables in which a row contains one of the texts, as it lies there or opened. */
  List<String> tablesWith(Collection<String> texts) throws SQLException {
    var found = new ArrayList<String>();
    for (var table : column(TABLES, 1)) {
      var quoted = quoted(table);
      if (contains("select ctid::text || t::text from " + quoted + " t", texts)
          || opens(table, quoted, texts)) {
        found.add(table);
      }
    }
    return found;
  }

  private boolean contains(String query, Collection<String> texts) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        var row = rows.getString(1);
        if (texts.stream().anyMatch(row::contains)) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean opens(String table, String quoted, Collection<String> texts) throws SQLException {
    var columns =
        column(
            """
            select quote_ident(column_name) from information_schema.columns
            where table_schema || '.' || table_name = '%s' and column_name like '%%sealed'
            """
                .formatted(table),
            1);
    for (var column : columns) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select " + column + " from " + quoted)) {
        while (rows.next()) {
          var sealed = rows.getBytes(1);
          if (sealed != null && texts.stream().anyMatch(sealer.open(sealed)::contains)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Tables with a column that, by its name, is about a person, or in which that person stands. */
  List<String> tablesAbout(String person) throws SQLException {
    var named =
        column(
            """
            select distinct c.table_schema || '.' || c.table_name
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where t.table_type = 'BASE TABLE'
              and c.table_schema not in ('pg_catalog', 'information_schema')
              and (c.column_name ~ '(^|_)(person|leader|holder|phone)(_id|_hash)?$'
                or c.column_name ~ '(^|_)sealed$')
              and c.data_type in ('uuid', 'bytea', 'text')
            """,
            1);
    var found = new ArrayList<>(named);
    for (var table : tablesWith(List.of(person))) {
      if (!found.contains(table)) {
        found.add(table);
      }
    }
    return found;
  }

  private String quoted(String table) {
    var parts = table.split("\\.", 2);
    return "\"" + parts[0] + "\".\"" + parts[1] + "\"";
  }

  List<String> column(String query, int index) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(index));
      }
    }
    return values;
  }

  void run(String statement) throws SQLException {
    try (var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** The keyed hashes of texts, as they show in a dump. */
  List<String> hashes(Collection<String> texts) {
    return texts.stream().map(text -> HexFormat.of().formatHex(sealer.hash(text))).toList();
  }

  /** The files below a directory that contain one of the texts. */
  static List<Path> filesWith(Path directory, Collection<String> texts) throws IOException {
    var needles = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    var found = new ArrayList<Path>();
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (holds(file, needles)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean holds(Path file, List<byte[]> needles) throws IOException {
    try {
      var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return needles.stream()
          .anyMatch(needle -> text.contains(new String(needle, StandardCharsets.ISO_8859_1)));
    } catch (java.nio.file.NoSuchFileException gone) {
      return false;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
