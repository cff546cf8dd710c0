package niangjia.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of transfers, read and written many at a time, and the accounts between which they go.
 */
@Repository
class TransferRepository {

  private static final String ACCOUNT =
      """
      select a.id, a.line_id, l.fund_id, a.path::text as path, a.unit, a.kind, a.holder, a.received,
        a.given
      from ledger.account a join ledger.line l on l.id = a.line_id
      """;

  private static final String TRANSFER =
      """
      select id, from_id, to_id, amount, day_on, reverses, subject, words from ledger.transfer
      """;

  private final JdbcClient jdbc;

  TransferRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks the accounts in the order of their ids, until the transaction ends. */
  void hold(Collection<UUID> accounts) {
    jdbc.sql("select ledger.hold(:accounts::uuid[])")
        .param("accounts", accounts.toArray(UUID[]::new))
        .query((_, _) -> true)
        .list();
  }

  /** The accounts of those ids that the transaction may see. */
  Map<UUID, Account> accounts(Collection<UUID> ids) {
    return byId(
        jdbc.sql(ACCOUNT + " where a.id = any(:ids::uuid[])")
            .param("ids", ids.toArray(UUID[]::new))
            .query(TransferRepository::account)
            .list(),
        Account::id);
  }

  /** The accounts of those lines. */
  List<Account> accountsOf(Collection<UUID> lines) {
    return jdbc.sql(ACCOUNT + " where a.line_id = any(:lines::uuid[]) order by a.id")
        .param("lines", lines.toArray(UUID[]::new))
        .query(TransferRepository::account)
        .list();
  }

  /** The transfers of those ids. */
  Map<UUID, Transfer> transfers(Collection<UUID> ids) {
    return byId(
        jdbc.sql(TRANSFER + " where id = any(:ids::uuid[])")
            .param("ids", ids.toArray(UUID[]::new))
            .query(TransferRepository::transfer)
            .list(),
        Transfer::id);
  }

  /** The transfers about those subjects that nobody took back. */
  List<Transfer> about(Collection<UUID> subjects) {
    return jdbc.sql(
            TRANSFER
                + " where subject = any(:subjects::uuid[]) and reverses is null and not exists"
                + " (select from ledger.transfer r where r.reverses = ledger.transfer.id)")
        .param("subjects", subjects.toArray(UUID[]::new))
        .query(TransferRepository::transfer)
        .list();
  }

  /** Which of those transfers are taken back, and by which. */
  Map<UUID, UUID> reversals(Collection<UUID> of) {
    var found = new HashMap<UUID, UUID>();
    jdbc.sql("select id, reverses from ledger.transfer where reverses = any(:of::uuid[])")
        .param("of", of.toArray(UUID[]::new))
        .query(
            (row, _) ->
                found.put(row.getObject("reverses", UUID.class), row.getObject("id", UUID.class)))
        .list();
    return found;
  }

  /** The periods that are closed over one of those accounts. */
  List<Decisions.Closed> closed(Collection<UUID> accounts) {
    return jdbc.sql(
            """
            select c.path::text as path, max(c.until_on) as until_on from ledger.closing c
            where c.opened_at is null and c.path @> any(
              select a.path from ledger.account a where a.id = any(:accounts::uuid[]))
            group by c.path
            """)
        .param("accounts", accounts.toArray(UUID[]::new))
        .query(
            (row, _) ->
                new Decisions.Closed(
                    row.getString("path"), row.getObject("until_on", LocalDate.class)))
        .list();
  }

  /** Posts transfers; their trigger moves the balances. */
  void post(List<Transfer> transfers, Instant at, Map<UUID, @Nullable UUID> by) {
    jdbc.sql(
            """
            insert into ledger.transfer (
              id, from_id, to_id, unit, amount, day_on, reverses, subject, words, posted_at,
              posted_by)
            select t.id, t.from_id, t.to_id, a.unit, t.amount, t.day_on, t.reverses, t.subject,
              t.words, :at, t.posted_by
            from unnest(
              :ids::uuid[], :froms::uuid[], :tos::uuid[], :amounts::bigint[], :days::date[],
              :reverses::uuid[], :subjects::uuid[], :words::text[], :by::uuid[])
              as t (id, from_id, to_id, amount, day_on, reverses, subject, words, posted_by)
            join ledger.account a on a.id = t.from_id
            """)
        .param("ids", each(transfers, Transfer::id))
        .param("froms", each(transfers, Transfer::from))
        .param("tos", each(transfers, Transfer::to))
        .param("amounts", transfers.stream().map(Transfer::amount).toArray(Long[]::new))
        .param("days", Params.texts(transfers.stream().map(Transfer::day).toList()))
        .param("reverses", each(transfers, Transfer::reverses))
        .param("subjects", each(transfers, Transfer::subject))
        .param("words", transfers.stream().map(Transfer::words).toArray(String[]::new))
        .param("at", Timestamp.from(at))
        .param("by", each(transfers, transfer -> by.get(transfer.id())))
        .update();
  }

  /** Works every balance out again; answers how many accounts were wrong. */
  long rebuild() {
    return Objects.requireNonNull(jdbc.sql("select ledger.rebuild()").query(Long.class).single());
  }

  private static UUID[] each(List<Transfer> transfers, Function<Transfer, @Nullable UUID> part) {
    return transfers.stream().map(part).toArray(UUID[]::new);
  }

  private static <T> Map<UUID, T> byId(List<T> all, Function<T, UUID> id) {
    var map = new HashMap<UUID, T>();
    all.forEach(each -> map.put(id.apply(each), each));
    return map;
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getObject("line_id", UUID.class),
        row.getObject("fund_id", UUID.class),
        row.getString("path"),
        row.getString("unit"),
        Account.Kind.valueOf(row.getString("kind")),
        row.getObject("holder", UUID.class),
        row.getLong("received"),
        row.getLong("given"));
  }

  private static Transfer transfer(ResultSet row, int number) throws SQLException {
    return new Transfer(
        row.getObject("id", UUID.class),
        row.getObject("from_id", UUID.class),
        row.getObject("to_id", UUID.class),
        row.getLong("amount"),
        row.getObject("day_on", LocalDate.class),
        row.getObject("reverses", UUID.class),
        row.getObject("subject", UUID.class),
        row.getString("words"));
  }

  /** The accounts that transfers touch. */
  static Collection<UUID> touched(Collection<Transfer> transfers) {
    var ids = new HashSet<UUID>();
    transfers.forEach(
        transfer -> {
          ids.add(transfer.from());
          ids.add(transfer.to());
        });
    return ids;
  }
}
