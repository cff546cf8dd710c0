package niangjia.engine.booking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import niangjia.engine.people.Person;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Somebody booked, did not cancel, and did not come.
 *
 * @param missedAt when the session ended
 * @param objection what the person says to it
 * @param excusedAt when an officer excused it, so that it no longer counts
 * @param reason why the officer did
 */
public record Absence(
    Booking.Id booking,
    Offering.Id offering,
    Person.Id person,
    String path,
    Instant missedAt,
    @Nullable String objection,
    @Nullable Instant excusedAt,
    @Nullable String reason) {

  private static final int MOST_TIMES = 10;
  private static final int MOST_DAYS = 365;

  /**
   * What an offering publishes: who did not come so often within so many days cannot book such
   * offerings for so many days after the last time.
   */
  public record Consequence(int times, int days, int pauseDays) {

    public Consequence {
      check("times", times, MOST_TIMES);
      check("days", days, MOST_DAYS);
      check("pauseDays", pauseDays, MOST_DAYS);
    }

    private static void check(String field, int value, int most) {
      if (value < 1 || value > most) {
        throw new Invalid(field, "range", 1, most);
      }
    }

    /**
     * Until when somebody pauses, null for somebody who may book.
     *
     * @param missed when they did not come, latest first
     */
    @Nullable Instant pausedUntil(List<Instant> missed, Instant now) {
      for (int i = 0; i + times <= missed.size(); i++) {
        var last = missed.get(i);
        var until = last.plus(pauseDays, ChronoUnit.DAYS);
        if (!until.isAfter(now)) {
          return null;
        }
        var first = missed.get(i + times - 1);
        if (!first.isBefore(last.minus(days, ChronoUnit.DAYS))) {
          return until;
        }
      }
      return null;
    }
  }

  /** Why nothing is changed. */
  enum Reason {
    /** The booking was used, given back, or its session is not over. */
    NOT_MISSED,
    EXCUSED_ALREADY
  }
}
