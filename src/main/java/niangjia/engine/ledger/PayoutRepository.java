package niangjia.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import niangjia.platform.Params;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of payouts and their lines; names and bank accounts of people lie there sealed. */
@Repository
class PayoutRepository {

  private static final String PAYOUT =
      """
      select id, line_id, path::text as path, title, state, pay_on, lines, amount, payer_name,
        payer_account, payer_bank, made_at, made_by, checked_at, checked_by
      from ledger.payout
      """;

  private static final String LINE =
      """
      select id, number, person_id, name_sealed, account_sealed, bank, amount, note, state, reason,
        decided_at, retries
      from ledger.payout_line
      """;

  private static final SimplePropertyRowMapper<Payout> ROW =
      new SimplePropertyRowMapper<>(Payout.class);

  /** From where a union pays. */
  record Payer(String path, String name, String account, String bank) {}

  /** How many lines stand at one point, and their money. */
  record Count(Payout.LineState state, int lines, long amount) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  PayoutRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Enters a payout; answers whether there was none of the same list. */
  boolean make(Payout payout, byte @Nullable [] hash) {
    return jdbc.sql(
                """
                insert into ledger.payout (
                  id, line_id, path, title, list_hash, state, pay_on, lines, amount, made_at,
                  made_by)
                values (
                  :id, :lineId, :path::ltree, :title, :hash, :state, :payOn, :lines, :amount,
                  :madeAt, :madeBy)
                on conflict do nothing
                """)
            .params(Params.of(payout))
            .param("hash", hash)
            .update()
        == 1;
  }

  void add(Payout payout, List<Payout.Line> lines) {
    jdbc.sql(
            """
            insert into ledger.payout_line (
              id, payout_id, path, number, person_id, name_sealed, account_sealed, account_hash,
              bank, amount, note, state, retries)
            select l.id, :payout, :path::ltree, l.number, l.person, l.name, l.account, l.hash,
              l.bank, l.amount, l.note, 'WAITING', l.retries
            from unnest(
              :ids::uuid[], :numbers::integer[], :people::uuid[], :names::bytea[],
              :accounts::bytea[], :hashes::bytea[], :banks::text[], :amounts::bigint[],
              :notes::text[], :retries::uuid[])
              as l (id, number, person, name, account, hash, bank, amount, note, retries)
            """)
        .param("payout", payout.id())
        .param("path", payout.path())
        .param("ids", ids(lines, Payout.Line::id))
        .param("numbers", lines.stream().map(l -> l.payee().number()).toArray(Integer[]::new))
        .param("people", ids(lines, line -> line.payee().person()))
        .param("names", bytes(lines, line -> sealer.seal(line.payee().name())))
        .param("accounts", bytes(lines, line -> sealer.seal(line.payee().account())))
        .param("hashes", bytes(lines, line -> sealer.hash(line.payee().account())))
        .param("banks", lines.stream().map(line -> line.payee().bank()).toArray(String[]::new))
        .param("amounts", lines.stream().map(line -> line.payee().amount()).toArray(Long[]::new))
        .param("notes", lines.stream().map(line -> line.payee().note()).toArray(String[]::new))
        .param("retries", ids(lines, Payout.Line::retries))
        .update();
  }

  Optional<Payout> find(UUID id) {
    return jdbc.sql(PAYOUT + " where id = :id").param("id", id).query(ROW).optional();
  }

  Optional<Payout> ofList(UUID line, byte[] hash) {
    return jdbc.sql(
            PAYOUT + " where line_id = :line and list_hash = :hash and state <> 'CANCELLED'")
        .param("line", line)
        .param("hash", hash)
        .query(ROW)
        .optional();
  }

  /** Takes a payout's turn: whoever comes next waits until this transaction ends. */
  void hold(UUID id) {
    jdbc.sql("select id from ledger.payout where id = :id for no key update")
        .param("id", id)
        .query((_, _) -> true)
        .list();
  }

  List<Payout> below(Collection<String> paths, @Nullable UUID after, int limit) {
    return jdbc.sql(
            PAYOUT
                + """
                where path <@ any(:paths::ltree[]) and (:after::uuid is null or id < :after)
                order by id desc limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("after", after)
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  long count(Collection<String> paths) {
    return jdbc.sql("select count(*) from ledger.payout where path <@ any(:paths::ltree[])")
        .param("paths", Params.texts(paths))
        .query(Long.class)
        .single();
  }

  void check(UUID id, Payer payer, UUID by, Instant at) {
    jdbc.sql(
            """
            update ledger.payout
            set state = 'CHECKED', checked_by = :by, checked_at = :at, payer_name = :name,
              payer_account = :account, payer_bank = :bank
            where id = :id
            """)
        .param("id", id)
        .param("by", by)
        .param("at", Params.value(at))
        .param("name", payer.name())
        .param("account", payer.account())
        .param("bank", payer.bank())
        .update();
  }

  void become(UUID id, Payout.State state) {
    jdbc.sql("update ledger.payout set state = :state where id = :id")
        .param("id", id)
        .param("state", state.name())
        .update();
  }

  /** The lines of a payout in order; those in one state, if one is named. */
  List<Payout.Line> lines(UUID payout, Payout.@Nullable LineState state, int after, int limit) {
    return jdbc.sql(
            LINE
                + """
                where payout_id = :payout and number > :after
                  and (:state::text is null or state = :state)
                order by number limit :limit
                """)
        .param("payout", payout)
        .param("after", after)
        .param("state", state == null ? null : state.name())
        .param("limit", limit)
        .query(this::line)
        .list();
  }

  Map<Payout.LineState, Count> counts(UUID payout) {
    var counts = new EnumMap<Payout.LineState, Count>(Payout.LineState.class);
    jdbc.sql(
            """
            select state, count(*) as lines, sum(amount) as amount from ledger.payout_line
            where payout_id = :payout group by state
            """)
        .param("payout", payout)
        .query(
            (row, _) ->
                new Count(
                    Payout.LineState.valueOf(row.getString("state")),
                    row.getInt("lines"),
                    row.getLong("amount")))
        .list()
        .forEach(count -> counts.put(count.state(), count));
    return counts;
  }

  /** Changes where lines stand. */
  void change(List<Settlement.Change> changes, Instant at) {
    jdbc.sql(
            """
            update ledger.payout_line l
            set state = c.state, reason = coalesce(c.reason, l.reason), decided_at = :at
            from unnest(:ids::uuid[], :states::text[], :reasons::text[]) as c (id, state, reason)
            where l.id = c.id
            """)
        .param("at", Params.value(at))
        .param("ids", ids(changes, Settlement.Change::line))
        .param("states", Params.texts(changes.stream().map(Settlement.Change::state).toList()))
        .param("reasons", changes.stream().map(Settlement.Change::reason).toArray(String[]::new))
        .update();
  }

  /** From where a union pays: its own account, or the nearest one above. */
  Optional<Payer> payer(String path) {
    return jdbc.sql(
            """
            select path::text as path, name, account, bank from ledger.payer
            where path @> :path::ltree order by nlevel(path) desc limit 1
            """)
        .param("path", path)
        .query(new SimplePropertyRowMapper<>(Payer.class))
        .optional();
  }

  void pay(Payer payer, @Nullable UUID by, Instant at) {
    jdbc.sql(
            """
            insert into ledger.payer (path, name, account, bank, changed_at, changed_by)
            values (:path::ltree, :name, :account, :bank, :at, :by)
            on conflict (path) do update
            set name = :name, account = :account, bank = :bank, changed_at = :at, changed_by = :by
            """)
        .params(Params.of(payer))
        .param("at", Params.value(at))
        .param("by", by)
        .update();
  }

  private Payout.Line line(ResultSet row, int number) throws SQLException {
    var decided = row.getTimestamp("decided_at");
    return new Payout.Line(
        row.getObject("id", UUID.class),
        new Payout.Payee(
            row.getInt("number"),
            row.getObject("person_id", UUID.class),
            opened(row.getBytes("name_sealed")),
            opened(row.getBytes("account_sealed")),
            row.getString("bank"),
            row.getLong("amount"),
            row.getString("note")),
        Payout.LineState.valueOf(row.getString("state")),
        row.getString("reason"),
        decided == null ? null : decided.toInstant(),
        row.getObject("retries", UUID.class));
  }

  private String opened(byte @Nullable [] sealed) {
    return sealed == null ? "" : sealer.open(sealed);
  }

  private static <T> UUID[] ids(List<T> all, Function<T, @Nullable UUID> part) {
    return all.stream().map(part).toArray(UUID[]::new);
  }

  private static byte[][] bytes(List<Payout.Line> lines, Function<Payout.Line, byte[]> part) {
    return lines.stream().map(part).toArray(byte[][]::new);
  }
}
