package niangjia.engine.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the trail and of its chain. Links carry bytes only, nobody compares them. */
@Repository
@SuppressWarnings("ArrayRecordComponent")
class EntryRepository {

  /** A link of the chain. */
  record Link(long number, UUID entry, String xid, byte[] digest, byte[] hash) {}

  /** An entry that has no link yet, with its transaction. */
  record Loose(Entry entry, String xid) {}

  /** Which entries to list; null for all. */
  record Filter(
      @Nullable UUID account,
      @Nullable String object,
      @Nullable String operation,
      Entry.@Nullable Outcome outcome,
      @Nullable Instant from,
      @Nullable Instant until) {}

  private static final long LOCK = 0x6175646974L;

  private final JdbcClient jdbc;

  EntryRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Adds entries.
   *
   * @param always false to add them only if the transaction has changed something or meant to
   * @return how many were added
   */
  int insert(List<Entry> entries, boolean always) {
    return jdbc.sql(
            """
            insert into audit.entry (id, at, path, account, person, role, address, operation, kind,
              object, subject, reason, note, outcome, summary)
            select * from unnest(:ids::uuid[], :at::timestamptz[], :paths::ltree[],
              :accounts::uuid[], :people::uuid[], :roles::text[], :addresses::text[],
              :operations::text[], :kinds::text[], :objects::text[], :subjects::uuid[],
              :reasons::text[], :notes::text[], :outcomes::text[], :summaries::text[])
            where :always or pg_current_xact_id_if_assigned() is not null
            """)
        .param("always", always)
        .param("ids", column(entries, Entry::id, UUID[]::new))
        .param("at", column(entries, e -> e.at().toString(), String[]::new))
        .param("paths", column(entries, Entry::path, String[]::new))
        .param("accounts", column(entries, Entry::account, UUID[]::new))
        .param("people", column(entries, Entry::person, UUID[]::new))
        .param("roles", column(entries, Entry::role, String[]::new))
        .param("addresses", column(entries, Entry::address, String[]::new))
        .param("operations", column(entries, Entry::operation, String[]::new))
        .param("kinds", column(entries, Entry::kind, String[]::new))
        .param("objects", column(entries, Entry::object, String[]::new))
        .param("subjects", column(entries, Entry::subject, UUID[]::new))
        .param("reasons", column(entries, Entry::reason, String[]::new))
        .param("notes", column(entries, Entry::note, String[]::new))
        .param("outcomes", column(entries, e -> e.outcome().name(), String[]::new))
        .param("summaries", column(entries, Entry::summary, String[]::new))
        .update();
  }

  /** Makes this transaction the one that may link; false while another node does. */
  boolean lock() {
    return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query(Boolean.class)
        .single();
  }

  /** The last link. */
  Optional<Link> last() {
    return jdbc.sql(
            """
            select number, entry, xid::text, digest, hash from audit.link
            order by number desc limit 1
            """)
        .query(
            (row, _) ->
                new Link(
                    row.getLong(1),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getBytes(4),
                    row.getBytes(5)))
        .optional();
  }

  /**
   * The next entries without a link, in the order of their transactions: none of those that are
   * older can still appear, for every one of them has ended. A database whose transactions were
   * counted anew, as after a restore, is looked through from its beginning.
   */
  List<Loose> loose(String from, int limit) {
    return jdbc.sql(
            """
            select %s, xid::text as transaction from audit.entry e
            where xid < pg_snapshot_xmin(pg_current_snapshot())
              and xid >= case when :from::xid8 < pg_snapshot_xmin(pg_current_snapshot())
                then :from::xid8 else '0'::xid8 end
              and not exists (select from audit.link l where l.entry = e.id)
            order by e.xid, id limit :limit
            """
                .formatted(Entry.COLUMNS))
        .param("from", from)
        .param("limit", limit)
        .query((row, _) -> new Loose(Entry.read(row), row.getString("transaction")))
        .list();
  }

  void link(List<Link> links) {
    jdbc.sql(
            """
            insert into audit.link (number, entry, xid, digest, hash)
            select number, entry, xid::xid8, digest, hash from unnest(:numbers::bigint[],
              :entries::uuid[], :xids::text[], :digests::bytea[], :hashes::bytea[])
              as l (number, entry, xid, digest, hash)
            """)
        .param("numbers", column(links, Link::number, Long[]::new))
        .param("entries", column(links, Link::entry, UUID[]::new))
        .param("xids", column(links, Link::xid, String[]::new))
        .param("digests", column(links, Link::digest, byte[][]::new))
        .param("hashes", column(links, Link::hash, byte[][]::new))
        .update();
  }

  /** The newest entries first. */
  List<Entry> page(Filter filter, @Nullable UUID before, int limit) {
    return jdbc.sql(
            """
            select %s from audit.entry
            where (:account::uuid is null or account = :account)
              and (:object::text is null or object = :object)
              and (:operation::text is null or position(:operation in operation) > 0)
              and (:outcome::text is null or outcome = :outcome)
              and (:from::timestamptz is null or at >= :from)
              and (:until::timestamptz is null or at < :until)
              and (:before::uuid is null or id < :before)
            order by id desc limit :limit
            """
                .formatted(Entry.COLUMNS))
        .param("account", filter.account())
        .param("object", filter.object())
        .param("operation", filter.operation())
        .param("outcome", filter.outcome() == null ? null : filter.outcome().name())
        .param("from", timestamp(filter.from()), java.sql.Types.TIMESTAMP)
        .param("until", timestamp(filter.until()), java.sql.Types.TIMESTAMP)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> Entry.read(row))
        .list();
  }

  /** Who opened that person's record, newest first; the person's own doings left out. */
  List<Entry> about(UUID person, int limit) {
    return jdbc.sql(
            """
            select %s from audit.entry
            where subject = :person and outcome = 'DONE' and person is distinct from :person
            order by id desc limit :limit
            """
                .formatted(Entry.COLUMNS))
        .param("person", person)
        .param("limit", limit)
        .query((row, _) -> Entry.read(row))
        .list();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  private static <T, R extends @Nullable Object> R[] column(
      List<T> rows, Function<T, R> each, IntFunction<R[]> array) {
    return rows.stream().map(each).toArray(array);
  }
}
