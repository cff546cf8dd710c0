package niangjia.engine.ledger;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals the names and bank accounts of payouts again under a new key. */
@Component
class PayoutSeals implements Resealing {

  /** The two sealed fields of a line; nobody compares them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID id, byte[] name, byte[] account) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  PayoutSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "ledger.payout_line";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select id, name_sealed, account_sealed from ledger.payout_line
                where name_sealed is not null and (:after::uuid is null or id > :after::uuid)
                order by id limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query(
                (row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3)))
            .list();
    var old =
        rows.stream()
            .filter(row -> !sealer.current(row.name()) || !sealer.current(row.account()))
            .toList();
    var last = rows.size() < limit ? null : rows.getLast().id().toString();
    return new Step(last, old.isEmpty() ? 0 : seal(old));
  }

  private int seal(List<Row> rows) {
    return jdbc.sql(
            """
            update ledger.payout_line l set name_sealed = n.name, account_sealed = n.account
            from unnest(:ids::uuid[], :olds::bytea[], :names::bytea[], :accounts::bytea[])
              as n (id, old, name, account)
            where l.id = n.id and l.name_sealed = n.old
            """)
        .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
        .param("olds", rows.stream().map(Row::name).toArray(byte[][]::new))
        .param("names", rows.stream().map(row -> sealer.again(row.name())).toArray(byte[][]::new))
        .param(
            "accounts",
            rows.stream().map(row -> sealer.again(row.account())).toArray(byte[][]::new))
        .update();
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from ledger.payout_line
            where substring(name_sealed from 1 for length(:head::bytea)) <> :head::bytea
              or substring(account_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
