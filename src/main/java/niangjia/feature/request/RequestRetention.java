package niangjia.feature.request;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long it is known what somebody asked; that it was asked stays, for figures count it. */
@Configuration(proxyBeanMethods = false)
class RequestRetention {

  private static final Period KEPT = Period.ofYears(10);

  @Bean
  Retention requestsRetention() {
    return new Retention(
        "request.request",
        KEPT,
        """
        update request.request set person_id = null, words = null, place = null,
          caller_name = null, caller_phone = null, phone_hash = null
        where id in (
          select id from request.request
          where received_at < :before
            and num_nonnulls(person_id, words, place, caller_name, caller_phone, phone_hash) > 0
          limit :limit)
        """);
  }

  @Bean
  Retention requestFactsRetention() {
    return new Retention(
        "request.fact",
        KEPT,
        """
        update request.fact set words = null where id in (
          select id from request.fact where at < :before and words is not null limit :limit)
        """);
  }
}
