package niangjia.engine.listing;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of a file that were not taken are of use while the officer mends the file. */
@Component
class RejectionRetention implements Retention {

  private final JdbcClient jdbc;

  RejectionRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "listing.rejection";
  }

  @Override
  public Period keeps() {
    return Period.ofDays(90);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from listing.rejection where (upload_id, line) in (
              select r.upload_id, r.line from listing.rejection r
              join listing.upload u on u.id = r.upload_id
              where u.begun_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
