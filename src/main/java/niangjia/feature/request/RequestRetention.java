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
        update request.request set person_id = null, words_sealed = null, place_sealed = null,
          caller_name_sealed = null, caller_phone_sealed = null, phone_hash = null
        where id in (
          select id from request.request
          where received_at < :before
            and num_nonnulls(person_id, words_sealed, place_sealed, caller_name_sealed,
              caller_phone_sealed, phone_hash) > 0
          limit :limit)
        """);
  }

  @Bean
  Retention requestFactsRetention() {
    return new Retention(
        "request.fact",
        KEPT,
        """
        update request.fact set words_sealed = null where id in (
          select id from request.fact where at < :before and words_sealed is not null limit :limit)
        """);
  }
}
