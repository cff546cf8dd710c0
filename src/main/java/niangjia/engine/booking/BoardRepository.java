package niangjia.engine.booking;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what boards show. */
@Repository
class BoardRepository {

  private final JdbcClient jdbc;

  BoardRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many places each of the unions one level below that path took, companions included. */
  Map<String, Long> takenBelow(Offering.Id id, String path) {
    var byPath = new HashMap<String, Long>();
    jdbc.sql(
            """
            select case when member_path <@ :path::ltree
                then subpath(member_path, 0, least(nlevel(member_path), nlevel(:path::ltree) + 1))
                else member_path end::text as path,
              sum(1 + companions) as taken
            from booking.booking
            where offering_id = :id and state in ('CONFIRMED', 'OFFERED', 'REDEEMED')
            group by 1
            """)
        .param("id", id.value())
        .param("path", path)
        .query(
            row -> {
              byPath.put(row.getString("path"), row.getLong("taken"));
            });
    return byPath;
  }

  /** How many vouchers of an offering have been used. */
  Map<Offering.Id, Long> redeemed(Collection<Offering.Id> ids) {
    var counts = new HashMap<Offering.Id, Long>();
    jdbc.sql(
            """
            select offering_id, count(*) as redeemed from booking.booking
            where offering_id = any(:ids) and state = 'REDEEMED' group by offering_id
            """)
        .param("ids", ids.stream().map(Offering.Id::value).toArray(UUID[]::new))
        .query(
            row -> {
              var id = new Offering.Id(row.getObject("offering_id", UUID.class));
              counts.put(id, row.getLong("redeemed"));
            });
    return counts;
  }
}
