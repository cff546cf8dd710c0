package niangjia.engine.ledger;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where fields of payouts are sealed. */
@Configuration(proxyBeanMethods = false)
class LedgerSeals {

  @Bean
  Resealing payoutSeals() {
    return Resealing.of("ledger.payout_line", "id", "name_sealed", "account_sealed");
  }
}
