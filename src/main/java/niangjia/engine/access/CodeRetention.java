package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One-time codes count those of a day; after two they decide nothing. */
@Component
class CodeRetention implements Retention {

  private final JdbcClient jdbc;

  CodeRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "access.code";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(2);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from access.code where phone_hash in (
              select phone_hash from access.code where sent_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
