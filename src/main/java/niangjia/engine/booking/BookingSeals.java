package niangjia.engine.booking;

import niangjia.platform.Resealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where fields of bookings are sealed. */
@Configuration(proxyBeanMethods = false)
class BookingSeals {

  @Bean
  Resealing companionSeals() {
    return Resealing.of("booking.companion", "booking_id", "name_sealed");
  }
}
