package niangjia.engine.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbers of a waiting room are of use while its offering is open, and for questions. */
@Component
class TicketRetention implements Retention {

  private final JdbcClient jdbc;

  TicketRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "booking.ticket";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(90);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from booking.ticket where (offering_id, person_id) in (
              select t.offering_id, t.person_id from booking.ticket t
              join booking.offering o on o.id = t.offering_id
              where o.closes_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
