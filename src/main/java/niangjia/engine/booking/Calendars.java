package niangjia.engine.booking;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Writes bookings as iCalendar (RFC 5545). A booking goes through its states in one direction, so
 * the state gives the SEQUENCE by which a calendar tells a later version from an earlier one.
 */
final class Calendars {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int OCTETS = 75;

  /** China has kept UTC+8 without summer time since 1992 (IANA time zone database). */
  private static final List<String> TIME_ZONE =
      List.of(
          "BEGIN:VTIMEZONE",
          "TZID:Asia/Shanghai",
          "BEGIN:STANDARD",
          "DTSTART:19910915T010000",
          "TZOFFSETFROM:+0900",
          "TZOFFSETTO:+0800",
          "TZNAME:CST",
          "END:STANDARD",
          "END:VTIMEZONE");

  private Calendars() {}

  /**
   * One calendar with these bookings.
   *
   * @param name what a subscriber sees it called, null for a single booking
   */
  static String write(
      List<BookingView> bookings, @Nullable String name, Words note, Locale locale, Instant now) {
    var out = new StringBuilder();
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Niangjia//Bookings//ZH");
    line(out, "CALSCALE:GREGORIAN");
    line(out, "METHOD:PUBLISH");
    if (name != null) {
      line(out, "X-WR-CALNAME:" + escaped(name));
      line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
      line(out, "X-PUBLISHED-TTL:PT1H");
    }
    TIME_ZONE.forEach(text -> line(out, text));
    bookings.forEach(booking -> event(out, booking, note, locale, now));
    line(out, "END:VCALENDAR");
    return out.toString();
  }

  private static void event(
      StringBuilder out, BookingView booking, Words note, Locale locale, Instant now) {
    var place = booking.place();
    var session = place.session();
    line(out, "BEGIN:VEVENT");
    line(out, "UID:" + booking.id().value() + "@niangjia");
    line(out, "DTSTAMP:" + UTC.format(now));
    line(out, "DTSTART;TZID=Asia/Shanghai:" + LOCAL.format(session.startsAt()));
    line(out, "DTEND;TZID=Asia/Shanghai:" + LOCAL.format(session.endsAt()));
    line(out, "SUMMARY:" + escaped(booking.title().in(locale)));
    line(out, "LOCATION:" + escaped(session.venue().in(locale)));
    line(out, "DESCRIPTION:" + escaped(place.kind().in(locale) + "\n" + note.in(locale)));
    line(out, "STATUS:" + status(booking.state()));
    line(out, "SEQUENCE:" + sequence(booking.state()));
    boolean days = Duration.between(session.startsAt(), session.endsAt()).toHours() >= 24;
    line(out, "TRANSP:" + (days ? "TRANSPARENT" : "OPAQUE"));
    line(out, "END:VEVENT");
  }

  private static String status(Booking.State state) {
    return switch (state) {
      case CONFIRMED, REDEEMED -> "CONFIRMED";
      case WAITING, OFFERED -> "TENTATIVE";
      case CANCELLED, EXPIRED -> "CANCELLED";
    };
  }

  private static int sequence(Booking.State state) {
    return switch (state) {
      case WAITING -> 0;
      case OFFERED -> 1;
      case CONFIRMED -> 2;
      case REDEEMED -> 3;
      case CANCELLED, EXPIRED -> 4;
    };
  }

  /** Section 3.3.11: backslash, semicolon and comma are escaped, a line break is written as \n. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\r\n", "\\n")
        .replace("\n", "\\n")
        .replace("\r", "");
  }

  /** Section 3.1: lines of at most 75 octets; a continuation begins with a space. */
  private static void line(StringBuilder out, String text) {
    int octets = 0;
    for (int i = 0; i < text.length(); ) {
      var character = Character.toString(text.codePointAt(i));
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > OCTETS) {
        out.append("\r\n ");
        octets = 1;
      }
      out.append(character);
      octets += size;
      i += character.length();
    }
    out.append("\r\n");
  }
}
