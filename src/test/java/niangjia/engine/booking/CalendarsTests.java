package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;

/** Reads what is written with the parser of another project. */
class CalendarsTests {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant START = Instant.parse("2026-12-05T11:30:00Z");
  private static final String HARD = "年票，半价; 第1,2场 \\ 朝阳公园“东门”\n请早到 🎫".repeat(4);
  private static final Words NOTE = Words.of("凭证在应用里", "The voucher is in the app");

  private static BookingView booking(Booking.State state) {
    var place =
        new Place(
            Place.Id.next(),
            START,
            START.plusSeconds(7200),
            Words.of("影院", "Cinema"),
            Words.of("成人票", "Adult"),
            10);
    return new BookingView(
        new Booking.Id(UUID.fromString("01900000-0000-7000-8000-000000000001")),
        Offering.Id.next(),
        Words.of(HARD, "Film"),
        PlaceView.of(place),
        state,
        1,
        null,
        null,
        NOW,
        true,
        null,
        0);
  }

  private static String write(Booking.State state) {
    return Calendars.write(List.of(booking(state)), "娘家", NOTE, Locale.CHINESE, NOW);
  }

  private static Component event(String text) throws Exception {
    var calendar = new CalendarBuilder().build(new StringReader(text));
    return calendar.getComponents(Component.VEVENT).getFirst();
  }

  private static String value(Component event, String name) {
    return event.getRequiredProperty(name).getValue();
  }

  @Test
  void hardTextsComeBackAsTheyWere() throws Exception {
    var event = event(write(Booking.State.CONFIRMED));
    assertThat(value(event, Property.SUMMARY)).isEqualTo(HARD);
    assertThat(value(event, Property.LOCATION)).isEqualTo("影院");
    assertThat(value(event, Property.DESCRIPTION)).isEqualTo("成人票\n凭证在应用里");
    assertThat(value(event, Property.UID))
        .isEqualTo("01900000-0000-7000-8000-000000000001@niangjia");
  }

  @Test
  void timesAreThoseOfShanghai() throws Exception {
    var event = event(write(Booking.State.CONFIRMED));
    assertThat(value(event, Property.DTSTART)).isEqualTo("20261205T193000");
    assertThat(value(event, Property.DTEND)).isEqualTo("20261205T213000");
    assertThat(write(Booking.State.CONFIRMED))
        .contains("DTSTART;TZID=Asia/Shanghai:20261205T193000");
  }

  @Test
  void noLineIsLongerThanSeventyFiveOctetsNorCutInsideACharacter() {
    for (var line : write(Booking.State.CONFIRMED).split("\r\n", -1)) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75);
      assertThat(line).doesNotContain("\n").doesNotContain("\ufffd");
    }
  }

  @Test
  void eachLaterStateIsALaterVersionAndAnEndCancels() throws Exception {
    int last = -1;
    for (var state :
        List.of(
            Booking.State.WAITING,
            Booking.State.OFFERED,
            Booking.State.CONFIRMED,
            Booking.State.CANCELLED)) {
      int sequence = Integer.parseInt(value(event(write(state)), Property.SEQUENCE));
      assertThat(sequence).isGreaterThan(last);
      last = sequence;
    }
    assertThat(value(event(write(Booking.State.CANCELLED)), Property.STATUS))
        .isEqualTo("CANCELLED");
    assertThat(value(event(write(Booking.State.EXPIRED)), Property.STATUS)).isEqualTo("CANCELLED");
    assertThat(value(event(write(Booking.State.WAITING)), Property.STATUS)).isEqualTo("TENTATIVE");
  }
}
