package niangjia.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what was posted: the transfers of accounts, and the sums of a subtree. */
@Repository
class StatementRepository {

  /**
   * A transfer as it was posted.
   *
   * @param reversedBy what took it back, null when nothing did
   */
  record Posted(
      UUID id,
      Side from,
      Side to,
      String unit,
      long amount,
      LocalDate day,
      @Nullable UUID reverses,
      @Nullable UUID reversedBy,
      @Nullable UUID subject,
      @Nullable String words,
      Instant at,
      @Nullable UUID by) {}

  /** One of its two accounts. */
  record Side(UUID account, UUID line, Account.Kind kind, String path) {}

  /** What went in and out of the accounts of one kind in a subtree. */
  record Sum(String unit, Account.Kind kind, long received, long given) {}

  /** What came into a subtree from outside it, less what left. */
  record Crossed(String unit, long net) {}

  private final JdbcClient jdbc;

  StatementRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The transfers of those accounts, newest first. */
  List<Posted> transfers(Collection<UUID> accounts, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select t.id, t.unit, t.amount, t.day_on, t.reverses, r.id as reversed_by, t.subject,
              t.words, t.posted_at, t.posted_by, f.id as from_id, f.line_id as from_line,
              f.kind as from_kind, f.path::text as from_path, d.id as to_id, d.line_id as to_line,
              d.kind as to_kind, d.path::text as to_path
            from (
              select id, from_id, to_id, unit, amount, day_on, reverses, subject, words, posted_at,
                posted_by
              from ledger.transfer
              where (from_id = any(:accounts::uuid[]) or to_id = any(:accounts::uuid[]))
                and (:after::uuid is null or (posted_at, id) < (
                  select a.posted_at, a.id from ledger.transfer a where a.id = :after))
              order by posted_at desc, id desc limit :limit) t
            join ledger.account f on f.id = t.from_id
            join ledger.account d on d.id = t.to_id
            left join ledger.transfer r on r.reverses = t.id
            order by t.posted_at desc, t.id desc
            """)
        .param("accounts", accounts.toArray(UUID[]::new))
        .param("after", after)
        .param("limit", limit)
        .query(StatementRepository::posted)
        .list();
  }

  long count(Collection<UUID> accounts) {
    return jdbc.sql(
            """
            select count(*) from ledger.transfer
            where from_id = any(:accounts::uuid[]) or to_id = any(:accounts::uuid[])
            """)
        .param("accounts", accounts.toArray(UUID[]::new))
        .query(Long.class)
        .single();
  }

  /** What went in and out below a path up to and with that day, by the transfers alone. */
  List<Sum> sums(String path, LocalDate until) {
    return jdbc.sql(
            """
            select a.unit, a.kind, coalesce(sum(m.received), 0) as received,
              coalesce(sum(m.given), 0) as given
            from ledger.account a
            left join (
              select to_id as id, amount as received, 0 as given from ledger.transfer
              where day_on <= :until
              union all
              select from_id, 0, amount from ledger.transfer where day_on <= :until) m
              on m.id = a.id
            where a.path <@ :path::ltree
            group by a.unit, a.kind order by a.unit, a.kind
            """)
        .param("path", path)
        .param("until", Params.value(until))
        .query(
            (row, _) ->
                new Sum(
                    row.getString("unit"),
                    Account.Kind.valueOf(row.getString("kind")),
                    row.getLong("received"),
                    row.getLong("given")))
        .list();
  }

  /** What crossed the border of a subtree up to and with that day. */
  List<Crossed> crossed(String path, LocalDate until) {
    return jdbc.sql(
            """
            select t.unit, sum(case when d.path <@ :path::ltree then amount else -amount end) as net
            from ledger.transfer t
            join ledger.account f on f.id = t.from_id
            join ledger.account d on d.id = t.to_id
            where (f.path <@ :path::ltree) <> (d.path <@ :path::ltree) and t.day_on <= :until
            group by t.unit
            """)
        .param("path", path)
        .param("until", Params.value(until))
        .query((row, _) -> new Crossed(row.getString("unit"), row.getLong("net")))
        .list();
  }

  /** Accounts below a path whose totals are not what their transfers add up to. */
  List<UUID> different(String path, int limit) {
    return jdbc.sql(
            """
            select a.id from ledger.account a
            left join (
              select id, sum(received) as received, sum(given) as given
              from (
                select to_id as id, amount as received, 0 as given from ledger.transfer
                union all select from_id, 0, amount from ledger.transfer) u
              group by id) m on m.id = a.id
            where a.path <@ :path::ltree
              and (a.received <> coalesce(m.received, 0) or a.given <> coalesce(m.given, 0))
            order by a.id limit :limit
            """)
        .param("path", path)
        .param("limit", limit)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  private static Posted posted(ResultSet row, int number) throws SQLException {
    return new Posted(
        row.getObject("id", UUID.class),
        side(row, "from"),
        side(row, "to"),
        row.getString("unit"),
        row.getLong("amount"),
        row.getObject("day_on", LocalDate.class),
        row.getObject("reverses", UUID.class),
        row.getObject("reversed_by", UUID.class),
        row.getObject("subject", UUID.class),
        row.getString("words"),
        row.getTimestamp("posted_at").toInstant(),
        row.getObject("posted_by", UUID.class));
  }

  private static Side side(ResultSet row, String which) throws SQLException {
    return new Side(
        row.getObject(which + "_id", UUID.class),
        row.getObject(which + "_line", UUID.class),
        Account.Kind.valueOf(row.getString(which + "_kind")),
        row.getString(which + "_path"));
  }
}
