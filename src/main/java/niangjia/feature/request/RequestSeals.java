package niangjia.feature.request;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where what people said is sealed. */
@Configuration(proxyBeanMethods = false)
class RequestSeals {

  @Bean
  Resealing requestSealsOf() {
    return Resealing.of(
        "request.request",
        "id",
        "words_sealed",
        "place_sealed",
        "caller_name_sealed",
        "caller_phone_sealed");
  }

  @Bean
  Resealing requestFactSeals() {
    return Resealing.of("request.fact", "id", "words_sealed");
  }
}
