package niangjia.engine.rule;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where facts about people are sealed. */
@Configuration(proxyBeanMethods = false)
class RuleSeals {

  @Bean
  Resealing decisionSeals() {
    return Resealing.of("rule.decision", "id", "sealed");
  }

  @Bean
  Resealing reportCaseSeals() {
    return Resealing.of("rule.report_case", "decision_id", "sealed");
  }
}
