package niangjia.engine.form;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long answers and drafts are kept. */
@Configuration(proxyBeanMethods = false)
class FormRetention {

  @Bean
  Retention answersRetention() {
    return new Retention(
        "form.answer",
        Period.ofYears(3),
        """
        delete from form.answer where id in (
          select id from form.answer where sent_at < :before limit :limit)
        """);
  }

  /** Nobody goes on with what they began so long ago. */
  @Bean
  Retention draftsRetention() {
    return new Retention(
        "form.draft",
        Period.ofDays(90),
        """
        delete from form.draft where id in (
          select id from form.draft where saved_at < :before limit :limit)
        """);
  }
}
