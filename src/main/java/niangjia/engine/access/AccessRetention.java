package niangjia.engine.access;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of signing in are kept. */
@Configuration(proxyBeanMethods = false)
class AccessRetention {

  /** One-time codes count those of a day; after two they decide nothing. */
  @Bean
  Retention codesRetention() {
    return new Retention(
        "access.code",
        Period.ofDays(2),
        """
        delete from access.code where receiver_hash in (
          select receiver_hash from access.code where sent_at < :before limit :limit)
        """);
  }

  /** Wrong tries are counted for a quarter of an hour. */
  @Bean
  Retention locksRetention() {
    return new Retention(
        "access.lock",
        Period.ofDays(2),
        """
        delete from access.lock where subject in (
          select subject from access.lock where last_at < :before limit :limit)
        """);
  }

  /** Sessions that have been over for a month are of no use to their owner. */
  @Bean
  Retention sessionsRetention() {
    return new Retention(
        "access.session",
        Period.ofDays(30),
        """
        delete from access.session where token_hash in (
          select token_hash from access.session
          where expires_at < :before or ended_at < :before limit :limit)
        """);
  }

  /** What lies on the demonstration's telephone. */
  @Bean
  Retention telephoneRetention() {
    return new Retention(
        "access.demonstration_message",
        Period.ofDays(2),
        """
        delete from access.demonstration_message where id in (
          select id from access.demonstration_message
          where sent_at < :before limit :limit)
        """);
  }
}
