package niangjia.engine.form;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals personal drafts again under a new key. */
@Component
class DraftSeals implements Resealing {

  /** A sealed row; nobody compares it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID id, byte[] sealed) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  DraftSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "form.draft";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select id, sealed from form.draft
                where sealed is not null and (:after::uuid is null or id > :after::uuid)
                order by id limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query((row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2)))
            .list();
    var last = rows.size() < limit ? null : rows.getLast().id().toString();
    return new Step(
        last, seal(rows.stream().filter(row -> !sealer.current(row.sealed())).toList()));
  }

  private int seal(List<Row> rows) {
    return rows.isEmpty()
        ? 0
        : jdbc.sql(
                """
                update form.draft r set sealed = n.sealed
                from unnest(:ids::uuid[], :olds::bytea[], :news::bytea[]) as n (id, old, sealed)
                where r.id = n.id and r.sealed = n.old
                """)
            .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
            .param("olds", rows.stream().map(Row::sealed).toArray(byte[][]::new))
            .param(
                "news", rows.stream().map(row -> sealer.again(row.sealed())).toArray(byte[][]::new))
            .update();
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from form.draft
            where sealed is not null
              and substring(sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
