package niangjia.platform;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What all nodes know of the field keys; never a key. Its records are not compared. */
@Repository
@SuppressWarnings("ArrayRecordComponent")
class FieldKeyRepository {

  /** One key: what it is told by, and whether it is written with. */
  record Row(int number, byte[] fingerprint, String state, Instant activeAt) {}

  /** Which key everybody writes with, and whether everybody knows the newest. */
  record Nodes(boolean allKnow, boolean allWrite) {}

  private static final long LOCK = 0x6b657973L;
  private static final long WORK = 0x7265736561L;

  private final JdbcClient jdbc;

  FieldKeyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One node at a time says what it knows or decides. */
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(:lock)::text")
        .param("lock", LOCK)
        .query(String.class)
        .single();
  }

  /** Makes this transaction the one that seals again; false while another node does. */
  boolean work() {
    return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
        .param("lock", WORK)
        .query(Boolean.class)
        .single();
  }

  void seen(UUID node, Collection<Integer> keys, int writes, Instant now) {
    jdbc.sql(
            """
            insert into platform.node (id, seen_at, keys, writes)
            values (:node, :now, :keys::integer[], :writes)
            on conflict (id) do update set seen_at = excluded.seen_at, keys = excluded.keys,
              writes = excluded.writes
            """)
        .param("node", node)
        .param("now", Timestamp.from(now))
        .param("keys", keys.toArray(Integer[]::new))
        .param("writes", writes)
        .update();
  }

  void gone(UUID node) {
    jdbc.sql("delete from platform.node where id = :node").param("node", node).update();
  }

  void forget(Instant before) {
    jdbc.sql("delete from platform.node where seen_at < :before")
        .param("before", Timestamp.from(before))
        .update();
  }

  Nodes nodes(int newest, int writing, Instant since) {
    return jdbc.sql(
            """
            select coalesce(bool_and(:newest = any(keys)), false) as all_know,
              coalesce(bool_and(writes = :writing), false) as all_write
            from platform.node where seen_at >= :since
            """)
        .param("newest", newest)
        .param("writing", writing)
        .param("since", Timestamp.from(since))
        .query((row, _) -> new Nodes(row.getBoolean(1), row.getBoolean(2)))
        .single();
  }

  List<Row> keys() {
    return jdbc.sql(
            """
            select number, fingerprint, state, active_at from platform.field_key order by number
            """)
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list();
  }

  /** Writes with that key from now on; the one before is only read with. */
  void activate(int number, byte[] fingerprint, Instant now) {
    jdbc.sql("update platform.field_key set state = 'FORMER' where state = 'ACTIVE'").update();
    jdbc.sql(
            """
            insert into platform.field_key (number, fingerprint, state, active_at)
            values (:number, :fingerprint, 'ACTIVE', :now)
            """)
        .param("number", number)
        .param("fingerprint", fingerprint)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Nothing lies under the former keys any more. */
  int retire(Instant now) {
    return jdbc.sql(
            """
            update platform.field_key set state = 'RETIRED', retired_at = :now
            where state = 'FORMER'
            """)
        .param("now", Timestamp.from(now))
        .update();
  }
}
