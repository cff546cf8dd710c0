package niangjia.engine.access;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where fields of signing in are sealed. */
@Configuration(proxyBeanMethods = false)
class AccessSeals {

  /** Secrets of one-time passwords. */
  @Bean
  Resealing accountSeals() {
    return Resealing.of("access.account", "id", "totp_sealed");
  }

  /** What lies on the demonstration's telephone. */
  @Bean
  Resealing messageSeals() {
    return Resealing.of("access.demonstration_message", "id", "receiver_sealed", "text_sealed");
  }
}
