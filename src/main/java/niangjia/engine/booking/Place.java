package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Words;

/**
 * One kind of place in one session: 200 film tickets for Saturday evening, 400 park passes.
 *
 * @param venue where it is used or handed over
 * @param kind what the place is
 * @param capacity how many there are
 * @param units how many visits or pieces one place is good for, used at once or little by little
 */
public record Place(
    Id id, Instant startsAt, Instant endsAt, Words venue, Words kind, int capacity, int units) {

  /** The most of one kind in one session. */
  public static final int MOST = 1_000_000;

  /** The most units of one place. */
  public static final int UNITS = 1000;

  private static final int TITLE = 60;

  /** A place that is used once. */
  public Place(Id id, Instant startsAt, Instant endsAt, Words venue, Words kind, int capacity) {
    this(id, startsAt, endsAt, venue, kind, capacity, 1);
  }

  /** Names a place. */
  public record Id(@JsonValue UUID value) {

    /** A new id. */
    public static Id next() {
      return new Id(Ids.next());
    }
  }

  /**
   * Until when a place can be given back: a show until it begins, goods until the last day of
   * collection.
   */
  Instant returnableUntil() {
    return Duration.between(startsAt, endsAt).compareTo(Duration.ofDays(1)) > 0 ? endsAt : startsAt;
  }

  public Place {
    if (!venue.within(TITLE)) {
      throw new Invalid("venue", "tooLong", TITLE);
    }
    if (!kind.within(TITLE)) {
      throw new Invalid("kind", "tooLong", TITLE);
    }
    if (capacity < 1 || capacity > MOST) {
      throw new Invalid("capacity", "range", 1, MOST);
    }
    if (units < 1 || units > UNITS) {
      throw new Invalid("units", "range", 1, UNITS);
    }
    if (!endsAt.isAfter(startsAt)) {
      throw new Invalid("endsAt", "afterStart");
    }
  }
}
