package niangjia.engine.notice;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages older than a year decide nothing any more. */
@Component
class MessageRetention implements Retention {

  private final JdbcClient jdbc;

  MessageRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "notice.message";
  }

  @Override
  public Period keeps() {
    return Period.ofYears(1);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from notice.message where id in (
              select id from notice.message where due_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
