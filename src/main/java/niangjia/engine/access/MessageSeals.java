package niangjia.engine.access;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals what lies on the demonstration's telephone again under a new key. */
@Component
class MessageSeals implements Resealing {

  /** A row's sealed columns; nobody compares them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID id, byte[] receiver, byte[] text) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  MessageSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "access.demonstration_message";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select id, receiver_sealed, text_sealed from access.demonstration_message
                where :after::uuid is null or id > :after::uuid order by id limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query(
                (row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3)))
            .list();
    var last = rows.size() < limit ? null : rows.getLast().id().toString();
    return new Step(last, seal(rows));
  }

  private int seal(List<Row> rows) {
    int sealed = 0;
    for (var row : rows) {
      if (!sealer.current(row.receiver()) || !sealer.current(row.text())) {
        sealed +=
            jdbc.sql(
                    """
                    update access.demonstration_message set receiver_sealed = :receiver,
                      text_sealed = :text
                    where id = :id and receiver_sealed = :old_receiver and text_sealed = :old_text
                    """)
                .param("id", row.id())
                .param("receiver", sealer.again(row.receiver()))
                .param("text", sealer.again(row.text()))
                .param("old_receiver", row.receiver())
                .param("old_text", row.text())
                .update();
      }
    }
    return sealed;
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from access.demonstration_message
            where substring(receiver_sealed from 1 for length(:head::bytea)) <> :head::bytea
              or substring(text_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
