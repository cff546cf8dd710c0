package niangjia.engine.booking;

import java.time.Period;
import niangjia.platform.Retention;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How long rows of bookings are kept. */
@Configuration(proxyBeanMethods = false)
class BookingRetention {

  /**
   * Lines of books lead to nobody after three years; what may be held once ever stays. People's ids
   * are of version 7, those of nobody of version 4.
   */
  @Bean
  Retention linesRetention() {
    return new Retention(
        "booking.booking",
        Period.ofYears(3),
        """
        update booking.booking set person_id = gen_random_uuid(), member_path = path
        where id in (
          select b.id from booking.booking b
          join booking.offering o on o.id = b.offering_id
          join booking.place p on p.id = b.place_id
          where p.ends_at < :before and o.period <> 'EVER'
            and uuid_extract_version(b.person_id) = 7
          limit :limit)
        """);
  }

  /** Numbers of a waiting room are of use while its offering is open, and for questions. */
  @Bean
  Retention ticketsRetention() {
    return new Retention(
        "booking.ticket",
        Period.ofDays(90),
        """
        delete from booking.ticket where (offering_id, person_id) in (
          select t.offering_id, t.person_id from booking.ticket t
          join booking.offering o on o.id = t.offering_id
          where o.closes_at < :before limit :limit)
        """);
  }

  /** Names of companions are of use until the day they came, and for questions. */
  @Bean
  Retention companionsRetention() {
    return new Retention(
        "booking.companion",
        Period.ofDays(90),
        """
        delete from booking.companion where (booking_id, ordinal) in (
          select c.booking_id, c.ordinal from booking.companion c
          join booking.booking b on b.id = c.booking_id
          join booking.place p on p.id = b.place_id
          where p.ends_at < :before limit :limit)
        """);
  }

  /** No absence counts for longer than a year and a year's pause. */
  @Bean
  Retention absencesRetention() {
    return new Retention(
        "booking.absence",
        Period.ofYears(3),
        """
        delete from booking.absence where booking_id in (
          select booking_id from booking.absence where missed_at < :before limit :limit)
        """);
  }
}
