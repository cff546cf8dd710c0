package niangjia.engine.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lines of books lead to nobody after three years; what may be held once ever stays. People's ids
 * are of version 7, those of nobody of version 4.
 */
@Component
class LineRetention implements Retention {

  private final JdbcClient jdbc;

  LineRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "booking.booking";
  }

  @Override
  public Period keeps() {
    return Period.ofYears(3);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            update booking.booking set person_id = gen_random_uuid(), member_path = path
            where id in (
              select b.id from booking.booking b
              join booking.offering o on o.id = b.offering_id
              join booking.place p on p.id = b.place_id
              where p.ends_at < :before and o.period <> 'EVER'
                and uuid_extract_version(b.person_id) = 7
              limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
