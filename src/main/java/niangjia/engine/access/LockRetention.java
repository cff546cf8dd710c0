package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Wrong tries are counted for a quarter of an hour. */
@Component
class LockRetention implements Retention {

  private final JdbcClient jdbc;

  LockRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "access.lock";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(2);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from access.lock where subject in (
              select subject from access.lock where last_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
