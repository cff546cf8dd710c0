package niangjia.engine.listing;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of lists are kept. */
@Configuration(proxyBeanMethods = false)
class ListingRetention {

  /** Rows of a file that were not taken are of use while the officer mends the file. */
  @Bean
  Retention rejectionsRetention() {
    return new Retention(
        "listing.rejection",
        Period.ofDays(90),
        """
        delete from listing.rejection where (upload_id, line) in (
          select r.upload_id, r.line from listing.rejection r
          join listing.upload u on u.id = r.upload_id
          where u.begun_at < :before limit :limit)
        """);
  }
}
