package niangjia.engine.access;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals the secrets of one-time passwords again under a new key. */
@Component
class AccountSeals implements Resealing {

  /** A row's sealed column; nobody compares it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID id, byte[] secret) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  AccountSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "access.account";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select id, totp_sealed from access.account
                where totp_sealed is not null and (:after::uuid is null or id > :after::uuid)
                order by id limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2)))
            .list();
    var last = rows.size() < limit ? null : rows.getLast().id().toString();
    return new Step(last, seal(rows));
  }

  private int seal(List<Row> rows) {
    int sealed = 0;
    for (var row : rows) {
      if (!sealer.current(row.secret())) {
        sealed +=
            jdbc.sql(
                    """
                    update access.account set totp_sealed = :fresh
                    where id = :id and totp_sealed = :old
                    """)
                .param("id", row.id())
                .param("fresh", sealer.again(row.secret()))
                .param("old", row.secret())
                .update();
      }
    }
    return sealed;
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from access.account
            where substring(totp_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
