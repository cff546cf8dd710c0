package niangjia.engine.casework;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How long words about people are kept. A case itself stays, for figures count it; whose it was and
 * what was said is forgotten (文书档案: ten years).
 */
@Configuration(proxyBeanMethods = false)
class CaseworkRetention {

  private static final Period KEPT = Period.ofYears(10);

  @Bean
  Retention casesRetention() {
    return new Retention(
        "casework.matter",
        KEPT,
        """
        update casework.matter set person_id = null, opened_by = null, subject_sealed = null
        where id in (
          select id from casework.matter
          where closed_at < :before and num_nonnulls(person_id, opened_by, subject_sealed) > 0
          limit :limit)
        """);
  }

  @Bean
  Retention caseEventsRetention() {
    return new Retention(
        "casework.event",
        KEPT,
        """
        update casework.event set note_sealed = null
        where id in (
          select e.id from casework.event e join casework.matter m on m.id = e.case_id
          where m.closed_at < :before and e.note_sealed is not null
          limit :limit)
        """);
  }
}
