package niangjia.engine.access;

import java.util.HexFormat;
import java.util.List;
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
  private record Row(byte[] id, byte[] phone, byte[] code) {}

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
                select phone_hash, phone_sealed, code_sealed from access.demonstration_message
                where phone_hash > :after order by phone_hash limit :limit
                """)
            .param("after", HexFormat.of().parseHex(after == null ? "" : after))
            .param("limit", limit)
            .query((row, _) -> new Row(row.getBytes(1), row.getBytes(2), row.getBytes(3)))
            .list();
    var last = rows.size() < limit ? null : HexFormat.of().formatHex(rows.getLast().id());
    return new Step(last, seal(rows));
  }

  private int seal(List<Row> rows) {
    int sealed = 0;
    for (var row : rows) {
      if (!sealer.current(row.phone()) || !sealer.current(row.code())) {
        sealed +=
            jdbc.sql(
                    """
                    update access.demonstration_message set phone_sealed = :phone,
                      code_sealed = :code
                    where phone_hash = :id and phone_sealed = :old_phone and code_sealed = :old_code
                    """)
                .param("id", row.id())
                .param("phone", sealer.again(row.phone()))
                .param("code", sealer.again(row.code()))
                .param("old_phone", row.phone())
                .param("old_code", row.code())
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
            where substring(phone_sealed from 1 for length(:head::bytea)) <> :head::bytea
              or substring(code_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
