package niangjia.feature.campaign;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long it is known who got something. */
@Configuration(proxyBeanMethods = false)
class CampaignRetention {

  /** The amounts stay, as books are kept; whom they went to is forgotten. */
  @Bean
  Retention giftsRetention() {
    return new Retention(
        "campaign.gift",
        Period.ofYears(5),
        """
        update campaign.gift set person_id = null, name_sealed = null where id in (
          select g.id from campaign.gift g join campaign.campaign c on c.id = g.campaign_id
          where c.until_on < :before and g.person_id is not null limit :limit)
        """);
  }
}
