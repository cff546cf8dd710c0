package niangjia.platform.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * Follows PostgreSQL's log of changes into the store as it is written, by the replication protocol.
 * What is on the store's disk is confirmed each second; a replication slot lets the server keep
 * what is not confirmed yet, so that no pause leaves a gap.
 */
final class Follower {

  /** The slot's name; who does not follow any more drops it. */
  static final String SLOT = "niangjia_backup";

  private static final Duration CONFIRM_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Origin origin;
  private final House house;
  private final Store store;
  private final BooleanSupplier over;
  private volatile long levelAt = System.nanoTime();

  /**
   * @param over tells that it is time to end
   */
  Follower(Origin origin, House house, Store store, BooleanSupplier over) {
    this.origin = origin;
    this.house = house;
    this.store = store;
    this.over = over;
  }

  /** How much of what was written could be lost now with the database's disk. */
  Duration behind() {
    return Duration.ofNanos(System.nanoTime() - levelAt);
  }

  /** Follows until it is over, or until something breaks. */
  void follow() throws SQLException, IOException {
    Files.createDirectories(store.anchors());
    try (var statements = origin.open();
        var replication = origin.replication()) {
      long from = slot(statements);
      int bytes =
          Integer.parseInt(
              Origin.ask(
                  statements, "select setting from pg_settings where name = 'wal_segment_size'"));
      var current =
          Origin.ask(statements, "select pg_walfile_name(pg_current_wal_lsn())").substring(0, 8);
      int timeline = Integer.parseUnsignedInt(current, 16);
      keepHistory(statements, current);
      var begin = Segment.of(timeline, from, bytes).begins(bytes);
      try (var log = new ChangeLog(store.log(), bytes, timeline);
          var stream =
              replication
                  .unwrap(PGConnection.class)
                  .getReplicationAPI()
                  .replicationStream()
                  .physical()
                  .withSlotName(SLOT)
                  .withStartPosition(LogSequenceNumber.valueOf(begin))
                  .withStatusInterval(10, TimeUnit.SECONDS)
                  .start()) {
        receive(statements, stream, log);
      }
    }
  }

  /** Where the log begins that the server keeps for us; makes the slot when there is none. */
  private static long slot(Connection connection) throws SQLException {
    var state =
        Origin.ask(
            connection,
            """
            select coalesce(max(wal_status), 'none') from pg_replication_slots
            where slot_name = '%s'
            """
                .formatted(SLOT));
    if (state.equals("lost")) {
      drop(connection);
    }
    if (state.equals("lost") || state.equals("none")) {
      // After a recovery the log begins anew: not before this point.
      try (var statement = connection.createStatement()) {
        statement.execute("checkpoint");
      }
      Origin.ask(
          connection, "select pg_create_physical_replication_slot('%s', true)".formatted(SLOT));
    }
    return Long.parseLong(
        Origin.ask(
            connection,
            """
            select (restart_lsn - '0/0')::bigint from pg_replication_slots where slot_name = '%s'
            """
                .formatted(SLOT)));
  }

  /** Lets the server forget that somebody followed. */
  static void drop(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_drop_replication_slot(slot_name) from pg_replication_slots
          where slot_name = '%s' and not active
          """
              .formatted(SLOT));
    }
  }

  /** After a recovery, recovering once more needs the file that tells of it. */
  private void keepHistory(Connection connection, String timeline)
      throws SQLException, IOException {
    if (Integer.parseUnsignedInt(timeline, 16) > 1) {
      var name = timeline + ".history";
      var text = Origin.ask(connection, "select pg_read_file('pg_wal/" + name + "', true)");
      if (!text.equals("null")) {
        Files.createDirectories(store.log());
        Digests.write(store.log().resolve(name), text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void receive(Connection statements, PGReplicationStream stream, ChangeLog log)
      throws SQLException, IOException {
    long confirmedAt = System.nanoTime();
    long lookedAt = 0;
    long wanted = 0;
    long endBy = Long.MAX_VALUE;
    var heads = new TreeMap<Path, byte[]>();
    while (true) {
      var piece = stream.readPending();
      if (piece != null) {
        log.write(stream.getLastReceiveLSN().asLong() - piece.remaining(), piece);
      } else {
        pause();
      }
      long now = System.nanoTime();
      long safe = 0;
      if (now - confirmedAt > CONFIRM_EVERY.toNanos() || endBy != Long.MAX_VALUE) {
        safe = log.sync();
        confirm(stream, safe);
        confirmedAt = now;
      }
      if (safe != 0 && Long.compareUnsigned(safe, wanted) >= 0 && wanted != 0) {
        levelAt = lookedAt;
        keepHeads(heads);
        wanted = 0;
        if (endBy != Long.MAX_VALUE) {
          return;
        }
      }
      boolean ends = over.getAsBoolean() && endBy == Long.MAX_VALUE;
      if (ends || (wanted == 0 && now - lookedAt > LOOK_EVERY.toNanos())) {
        lookedAt = now;
        heads.putAll(heads());
        wanted = written(statements);
        endBy = ends ? now + LAST_WORDS.toNanos() : endBy;
      }
      if (endBy != Long.MAX_VALUE && now > endBy) {
        return;
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void confirm(PGReplicationStream stream, long safe) throws SQLException {
    if (safe != 0) {
      stream.setFlushedLSN(LogSequenceNumber.valueOf(safe));
      stream.setAppliedLSN(LogSequenceNumber.valueOf(safe));
      stream.forceUpdateStatus();
    }
  }

  private static long written(Connection connection) throws SQLException {
    return Long.parseLong(
        Origin.ask(connection, "select (pg_current_wal_flush_lsn() - '0/0')::bigint"));
  }

  private Map<Path, byte[]> heads() throws IOException {
    var heads = new TreeMap<Path, byte[]>();
    for (var file : house.anchorFiles()) {
      var kept = store.anchors().resolve(file.getFileName());
      if (!Files.exists(kept) || Files.size(kept) != Files.size(file)) {
        heads.put(kept, Files.readAllBytes(file));
      }
    }
    return heads;
  }

  /** Signed heads go after the log that holds what they were signed for, never before. */
  private static void keepHeads(Map<Path, byte[]> heads) throws IOException {
    for (var head : heads.entrySet()) {
      Digests.write(head.getKey(), head.getValue());
    }
    heads.clear();
  }
}
