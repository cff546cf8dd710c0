package niangjia.engine.draw;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Members of entries lead to nobody three years after the draw. People's ids are of version 7,
 * those of nobody of version 4.
 */
@Component
class EntryRetention implements Retention {

  private final JdbcClient jdbc;

  EntryRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "draw.member";
  }

  @Override
  public Period keeps() {
    return Period.ofYears(3);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            update draw.member set person_id = gen_random_uuid(), member_path = path
            where (offering_id, person_id) in (
              select m.offering_id, m.person_id from draw.member m
              join draw.draw d on d.offering_id = m.offering_id
              where d.written_at < :before and uuid_extract_version(m.person_id) = 7 limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
