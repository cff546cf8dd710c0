package niangjia.engine.form;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where personal answers are sealed. */
@Configuration(proxyBeanMethods = false)
class FormSeals {

  @Bean
  Resealing answerSeals() {
    return Resealing.of("form.answer", "id", "sealed");
  }

  @Bean
  Resealing draftSeals() {
    return Resealing.of("form.draft", "id", "sealed");
  }
}
