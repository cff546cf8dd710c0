package niangjia.engine.rule;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long decisions and trials on them are kept. */
@Configuration(proxyBeanMethods = false)
class RuleRetention {

  /** As long as accounts are kept (会计档案管理办法: vouchers thirty years, reports ten). */
  @Bean
  Retention decisionsRetention() {
    return new Retention(
        "rule.decision",
        Period.ofYears(10),
        """
        delete from rule.decision where id in (
          select id from rule.decision where decided_at < :before limit :limit)
        """);
  }

  /** The figures of a trial stay, its cases go. */
  @Bean
  Retention reportCasesRetention() {
    return new Retention(
        "rule.report_case",
        Period.ofYears(3),
        """
        delete from rule.report_case where ctid in (
          select c.ctid from rule.report_case c join rule.report r on r.id = c.report_id
          where r.made_at < :before limit :limit)
        """);
  }
}
