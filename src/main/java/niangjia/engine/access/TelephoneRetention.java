package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What lies on the demonstration's telephone. */
@Component
class TelephoneRetention implements Retention {

  private final JdbcClient jdbc;

  TelephoneRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "access.demonstration_message";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(2);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from access.demonstration_message where phone_hash in (
              select phone_hash from access.demonstration_message
              where sent_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
