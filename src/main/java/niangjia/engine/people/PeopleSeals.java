package niangjia.engine.people;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where fields of people are sealed. */
@Configuration(proxyBeanMethods = false)
class PeopleSeals {

  @Bean
  Resealing personSeals() {
    return Resealing.of("people.person", "id", "id_sealed", "phone_sealed");
  }

  @Bean
  Resealing mailboxSeals() {
    return Resealing.of("people.mailbox", "person", "address_sealed");
  }
}
