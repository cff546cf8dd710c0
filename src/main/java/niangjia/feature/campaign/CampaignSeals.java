package niangjia.feature.campaign;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where fields of gifts are sealed. */
@Configuration(proxyBeanMethods = false)
class CampaignSeals {

  @Bean
  Resealing giftSeals() {
    return Resealing.of("campaign.gift", "id", "name_sealed");
  }
}
