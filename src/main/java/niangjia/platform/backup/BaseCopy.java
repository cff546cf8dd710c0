package niangjia.platform.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A copy of the whole database while it works, by PostgreSQL's own low-level interface ("Making a
 * Base Backup Using the Low Level API" in its manual): the server says when the copy begins and
 * ends, its files are read through it, and the log between the two makes the copy whole.
 */
final class BaseCopy {

  /** One file or directory of the server. */
  private record Entry(String path, boolean directory) {}

  /** Contents that a restored server makes anew; the same list as pg_basebackup's. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp"
              + "|pg_subtrans)/.*|(?:.*/)?(?:pgsql_tmp.*|pg_internal\\.init.*)"
              + "|postmaster\\.(?:pid|opts)|backup_label.*|tablespace_map.*|current_logfiles.*"
              + "|(?:recovery|standby)\\.signal|postgresql\\.auto\\.conf\\.tmp"
              + "|niangjia-restore\\.conf");

  /** In a base copy: the names of the attachments that it needs. */
  static final String FILES = "files.txt";

  private static final int CHUNK = 4 << 20;

  private final Origin origin;
  private final House house;
  private final Path part;
  private final List<Manifest.Item> items = new ArrayList<>();
  private final List<String> directories = new ArrayList<>();

  private BaseCopy(Origin origin, House house, Path part) {
    this.origin = origin;
    this.house = house;
    this.part = part;
  }

  /** Takes a copy into the store; gives its directory. */
  static Path take(Origin origin, House house, Store store) throws SQLException, IOException {
    Digests.folder(store.root());
    var part = Files.createTempDirectory(store.root(), "unfinished-");
    try {
      var manifest = new BaseCopy(origin, house, part).run(store);
      var base = store.base(manifest.begunAt());
      Files.move(part, base, StandardCopyOption.ATOMIC_MOVE);
      Digests.force(store.root());
      return base;
    } finally {
      FileSystemUtils.deleteRecursively(part);
    }
  }

  private Manifest run(Store store) throws SQLException, IOException {
    try (var connection = origin.open()) {
      refuseTablespaces(connection);
      // A slot that ends with this connection: the server keeps the log that the copy needs.
      Origin.ask(
          connection,
          "select pg_create_physical_replication_slot('niangjia_base_' || pg_backend_pid(),"
              + " true, true)");
      var begunAt = now(connection);
      int bytes = Integer.parseInt(setting(connection, "wal_segment_size"));
      var from =
          Origin.ask(
              connection, "select pg_walfile_name(pg_backup_start('niangjia', fast => true))");
      copyData(connection);
      // Before the end: what the heads were signed for is then in the copy.
      copyHouse();
      var to = stop(connection);
      // On the timeline of the start; were there another by now, the server would have refused.
      var first = Segment.parse(from, bytes).orElseThrow();
      copyLog(connection, first, Segment.parse(to, bytes).orElseThrow(), bytes);
      copyFiles(store);
      var manifest =
          new Manifest(
              Manifest.FORMAT,
              Integer.parseInt(setting(connection, "server_version_num")),
              Origin.ask(connection, "select system_identifier from pg_control_system()"),
              bytes,
              from,
              to,
              begunAt,
              now(connection),
              directories,
              items);
      manifest.write(part);
      return manifest;
    }
  }

  private static void refuseTablespaces(Connection connection) throws SQLException {
    var more =
        Origin.ask(
            connection,
            """
            select string_agg(spcname, ', ') from pg_tablespace
            where spcname not in ('pg_default', 'pg_global')
            """);
    if (!more.equals("null")) {
      throw new Refusal("the database has tablespaces of its own (" + more + "): use its tools");
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    return Origin.ask(connection, "select setting from pg_settings where name = '" + name + "'");
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      Timestamp now = rows.getTimestamp(1);
      return now.toInstant();
    }
  }

  /** Everything but the control file, and that last, as recovery expects it. */
  private void copyData(Connection connection) throws SQLException, IOException {
    var control = "global/pg_control";
    try (var read =
        connection.prepareStatement("select pg_read_binary_file(?, ?, ?, true) as piece")) {
      Files.createDirectories(part.resolve("data"));
      for (var entry : tree(connection)) {
        if (entry.directory()) {
          directories.add("data/" + entry.path());
          Files.createDirectories(part.resolve("data").resolve(entry.path()));
        } else if (!entry.path().equals(control)) {
          copy(read, entry.path(), "data/" + entry.path());
        }
      }
      copy(read, control, "data/" + control);
    }
  }

  private static List<Entry> tree(Connection connection) throws SQLException {
    var entries = new ArrayList<Entry>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                with recursive tree (path, directory) as (
                  select name, stat.isdir
                  from pg_ls_dir('.', true, false) as name, pg_stat_file(name, true) as stat
                  union all
                  select tree.path || '/' || name, stat.isdir
                  from tree, pg_ls_dir(tree.path, true, false) as name,
                    pg_stat_file(tree.path || '/' || name, true) as stat
                  where tree.directory and tree.path not in ('pg_wal', 'pg_replslot')
                )
                select path, directory from tree where directory is not null order by path
                """)) {
      while (rows.next()) {
        var entry = new Entry(rows.getString("path"), rows.getBoolean("directory"));
        if (!LEFT_OUT.matcher(entry.path()).matches()) {
          entries.add(entry);
        }
      }
    }
    entries.add(new Entry("pg_wal/archive_status", true));
    entries.add(new Entry("pg_wal/summaries", true));
    return entries;
  }

  /** A file that is gone meanwhile is left out: the log says what became of it. */
  private void copy(PreparedStatement read, String path, String to)
      throws SQLException, IOException {
    var file = part.resolve(to);
    var digest = Digests.start();
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        var piece = piece(read, path, bytes);
        if (piece == null) {
          Files.delete(file);
          return;
        }
        out.write(piece);
        digest.update(piece);
        bytes += piece.length;
        if (piece.length < CHUNK) {
          break;
        }
      }
    }
    items.add(new Manifest.Item(to, bytes, Digests.soFar(digest)));
  }

  private static byte @Nullable [] piece(PreparedStatement read, String path, long offset)
      throws SQLException {
    read.setString(1, path);
    read.setLong(2, offset);
    read.setLong(3, CHUNK);
    try (var rows = read.executeQuery()) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  /** Ends the copy on the server; gives the last file of the log that it needs. */
  private String stop(Connection connection) throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select pg_walfile_name(lsn) as last, labelfile
                from pg_backup_stop(wait_for_archive => false)
                """)) {
      rows.next();
      keep("data/backup_label", rows.getString("labelfile").getBytes(StandardCharsets.UTF_8));
      return rows.getString("last");
    }
  }

  private void copyLog(Connection connection, Segment first, Segment last, int bytes)
      throws SQLException, IOException {
    try (var read = connection.prepareStatement("select pg_read_binary_file(?, ?, ?, true)")) {
      for (long number = first.number(); number <= last.number(); number++) {
        var path = "pg_wal/" + new Segment(first.timeline(), number).name(bytes);
        copy(read, path, "data/" + path);
        if (!Files.exists(part.resolve("data").resolve(path))) {
          throw new Refusal("the server no longer has " + path + ": take the backup again");
        }
      }
    }
  }

  /**
   * What the database cannot give: keys, signed heads, the password of the one that comes along.
   */
  private void copyHouse() throws IOException {
    if (!house.passphrase().isEmpty()) {
      keep("keyring.sealed", SealedKeyring.seal(house.keyring(), house.passphrase()));
    }
    if (Files.exists(house.password())) {
      keep("password", Files.readAllBytes(house.password()));
    }
    if (!house.anchorFiles().isEmpty()) {
      Files.createDirectories(part.resolve("anchors"));
      directories.add("anchors");
    }
    for (var file : house.anchorFiles()) {
      keep("anchors/" + file.getFileName(), Files.readAllBytes(file));
    }
  }

  /** A file lies there before its row: after the end, all that the copy names are there. */
  private void copyFiles(Store store) throws IOException {
    var files = new StoredFiles(house.files());
    files.bring(store.files());
    keep(FILES, StoredFiles.list(files.names()));
  }

  private void keep(String path, byte[] bytes) throws IOException {
    Digests.write(part.resolve(path), bytes);
    items.add(new Manifest.Item(path, bytes.length, Digests.of(bytes)));
  }
}
