package niangjia.engine.people;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals e-mail addresses again under a new key. */
@Component
class MailboxSeals implements Resealing {

  /** A row's sealed column; nobody compares it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID person, byte[] address) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  MailboxSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "people.mailbox";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select person, address_sealed from people.mailbox
                where :after::uuid is null or person > :after::uuid order by person limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2)))
            .list();
    var last = rows.size() < limit ? null : rows.getLast().person().toString();
    return new Step(last, seal(rows));
  }

  private int seal(List<Row> rows) {
    int sealed = 0;
    for (var row : rows) {
      if (!sealer.current(row.address())) {
        sealed +=
            jdbc.sql(
                    """
                    update people.mailbox set address_sealed = :fresh
                    where person = :person and address_sealed = :old
                    """)
                .param("person", row.person())
                .param("fresh", sealer.again(row.address()))
                .param("old", row.address())
                .update();
      }
    }
    return sealed;
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from people.mailbox
            where substring(address_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
