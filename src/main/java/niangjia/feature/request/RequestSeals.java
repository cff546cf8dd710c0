package niangjia.feature.request;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where what people said is sealed. */
@Configuration(proxyBeanMethods = false)
class RequestSeals {

  @Bean
  Resealing requestSealsOf() {
    return Resealing.of("request.request", "id", "words", "place", "caller_name", "caller_phone");
  }

  @Bean
  Resealing requestFactSeals() {
    return Resealing.of("request.fact", "id", "words");
  }
}
