package niangjia.engine.people;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals resident id numbers and phones again under a new key. */
@Component
class PersonSeals implements Resealing {

  /** A row's sealed columns; nobody compares them. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID id, byte[] number, byte[] phone) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  PersonSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "people.person";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select id, id_sealed, phone_sealed from people.person
                where :after::uuid is null or id > :after::uuid order by id limit :limit
                """)
            .param("after", after)
            .param("limit", limit)
            .query(
                (row, _) -> new Row(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3)))
            .list();
    var last = rows.size() < limit ? null : rows.getLast().id().toString();
    return new Step(last, seal(rows.stream().filter(this::old).toList()));
  }

  private boolean old(Row row) {
    return !sealer.current(row.number()) || !sealer.current(row.phone());
  }

  private int seal(List<Row> rows) {
    return rows.isEmpty()
        ? 0
        : jdbc.sql(
                """
                update people.person p set id_sealed = n.number, phone_sealed = n.phone
                from unnest(:ids::uuid[], :old_numbers::bytea[], :old_phones::bytea[],
                  :numbers::bytea[], :phones::bytea[])
                  as n (id, old_number, old_phone, number, phone)
                where p.id = n.id and p.id_sealed = n.old_number and p.phone_sealed = n.old_phone
                """)
            .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
            .param("old_numbers", rows.stream().map(Row::number).toArray(byte[][]::new))
            .param("old_phones", rows.stream().map(Row::phone).toArray(byte[][]::new))
            .param(
                "numbers",
                rows.stream().map(row -> sealer.again(row.number())).toArray(byte[][]::new))
            .param(
                "phones",
                rows.stream().map(row -> sealer.again(row.phone())).toArray(byte[][]::new))
            .update();
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from people.person
            where substring(id_sealed from 1 for length(:head::bytea)) <> :head::bytea
              or substring(phone_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
