package niangjia.engine.booking;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Resealing;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals the names of companions again under a new key, those of one booking together. */
@Component
class CompanionSeals implements Resealing {

  /** A companion's sealed name; nobody compares it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(UUID booking, int ordinal, byte[] name) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  CompanionSeals(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public String table() {
    return "booking.companion";
  }

  @Override
  public Step reseal(@Nullable String after, int limit) {
    var rows =
        jdbc.sql(
                """
                select booking_id, ordinal, name_sealed from booking.companion
                where booking_id in (
                  select distinct booking_id from booking.companion
                  where :after::uuid is null or booking_id > :after::uuid
                  order by booking_id limit :limit)
                order by booking_id
                """)
            .param("after", after)
            .param("limit", limit)
            .query(
                (row, _) -> new Row(row.getObject(1, UUID.class), row.getInt(2), row.getBytes(3)))
            .list();
    boolean end = rows.stream().map(Row::booking).distinct().count() < limit;
    var last = end ? null : rows.getLast().booking().toString();
    return new Step(last, seal(rows.stream().filter(row -> !sealer.current(row.name())).toList()));
  }

  private int seal(List<Row> rows) {
    return rows.isEmpty()
        ? 0
        : jdbc.sql(
                """
                update booking.companion c set name_sealed = n.name
                from unnest(
                  :bookings::uuid[], :ordinals::integer[], :olds::bytea[], :names::bytea[])
                  as n (booking, ordinal, old, name)
                where c.booking_id = n.booking and c.ordinal = n.ordinal and c.name_sealed = n.old
                """)
            .param("bookings", rows.stream().map(Row::booking).toArray(UUID[]::new))
            .param("ordinals", rows.stream().map(Row::ordinal).toArray(Integer[]::new))
            .param("olds", rows.stream().map(Row::name).toArray(byte[][]::new))
            .param(
                "names", rows.stream().map(row -> sealer.again(row.name())).toArray(byte[][]::new))
            .update();
  }

  @Override
  public long behind() {
    return jdbc.sql(
            """
            select count(*) from booking.companion
            where substring(name_sealed from 1 for length(:head::bytea)) <> :head::bytea
            """)
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }
}
