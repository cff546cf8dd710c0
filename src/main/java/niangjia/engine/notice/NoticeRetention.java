package niangjia.engine.notice;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of messages are kept. */
@Configuration(proxyBeanMethods = false)
class NoticeRetention {

  /** Messages older than a year decide nothing any more. */
  @Bean
  Retention messagesRetention() {
    return new Retention(
        "notice.message",
        Period.ofYears(1),
        """
        delete from notice.message where id in (
          select id from notice.message where due_at < :before limit :limit)
        """);
  }
}
