package niangjia.engine.rights;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts of those who were forgotten, for questions. */
@Component
class ReceiptRetention implements Retention {

  private final JdbcClient jdbc;

  ReceiptRetention(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String table() {
    return "rights.erased";
  }

  @Override
  public Period keeps() {
    return Period.ofYears(3);
  }

  @Override
  public int forget(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from rights.erased where (erasure_id, held) in (
              select l.erasure_id, l.held from rights.erased l
              join rights.erasure e on e.id = l.erasure_id
              where e.swept_at < :before limit :limit)
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .update();
  }
}
