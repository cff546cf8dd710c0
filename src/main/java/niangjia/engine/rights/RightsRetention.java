package niangjia.engine.rights;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of who was forgotten are kept. */
@Configuration(proxyBeanMethods = false)
class RightsRetention {

  /** Receipts of those who were forgotten, for questions. */
  @Bean
  Retention receiptsRetention() {
    return new Retention(
        "rights.erased",
        Period.ofYears(3),
        """
        delete from rights.erased where (erasure_id, held) in (
          select l.erasure_id, l.held from rights.erased l
          join rights.erasure e on e.id = l.erasure_id
          where e.swept_at < :before limit :limit)
        """);
  }
}
