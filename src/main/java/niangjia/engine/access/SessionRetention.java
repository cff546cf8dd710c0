package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions that have been over for a month are of no use to their owner. */
@Component
class SessionRetention implements Retention {

  private final JdbcClient jdbc;

  SessionRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "access.session";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(30);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from access.session where token_hash in (
              select token_hash from access.session
              where expires_at < :before or ended_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
