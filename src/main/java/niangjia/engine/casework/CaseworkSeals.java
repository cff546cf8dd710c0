package niangjia.engine.casework;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where words about people are sealed. */
@Configuration(proxyBeanMethods = false)
class CaseworkSeals {

  @Bean
  Resealing subjectSeals() {
    return Resealing.of("casework.matter", "id", "subject_sealed");
  }

  @Bean
  Resealing noteSeals() {
    return Resealing.of("casework.event", "id", "note_sealed");
  }
}
