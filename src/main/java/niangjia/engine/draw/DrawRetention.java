package niangjia.engine.draw;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of draws are kept. */
@Configuration(proxyBeanMethods = false)
class DrawRetention {

  /**
   * Members of entries lead to nobody three years after the draw. People's ids are of version 7,
   * those of nobody of version 4.
   */
  @Bean
  Retention drawMembersRetention() {
    return new Retention(
        "draw.member",
        Period.ofYears(3),
        """
        update draw.member set person_id = gen_random_uuid(), member_path = path
        where (offering_id, person_id) in (
          select m.offering_id, m.person_id from draw.member m
          join draw.draw d on d.offering_id = m.offering_id
          where d.written_at < :before and uuid_extract_version(m.person_id) = 7 limit :limit)
        """);
  }
}
