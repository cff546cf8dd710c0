package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * One line of an offering's book: somebody has, waits for, or gave up a place.
 *
 * @param number the line's number in the offering's book, from 1
 * @param waited whether it came in through the waiting list
 * @param offerExpiresAt until when an offered place is kept
 * @param redemption when and where it was used
 * @param companions how many come along
 */
public record Booking(
    Id id,
    Offering.Id offering,
    Place.Id place,
    Person.Id person,
    long number,
    State state,
    boolean waited,
    Instant bookedAt,
    @Nullable Instant offerExpiresAt,
    @Nullable Redemption redemption,
    int companions) {

  /** Names a booking. It is made by whoever books and is the request's idempotency key. */
  public record Id(@JsonValue UUID value) {}

  /** What has become of it. */
  public enum State {
    CONFIRMED,
    WAITING,
    /** A place came free and is kept until the offer expires. */
    OFFERED,
    REDEEMED,
    CANCELLED,
    /** The offer was not taken in time. */
    EXPIRED;

    /** Whether it counts as the one that a person may hold. */
    public boolean live() {
      return switch (this) {
        case CONFIRMED, WAITING, OFFERED, REDEEMED -> true;
        case CANCELLED, EXPIRED -> false;
      };
    }
  }

  /** When and where a voucher was used. */
  public record Redemption(Instant at, String gate) {}

  /** The same line in another state. */
  Booking in(State next, @Nullable Instant expiresAt) {
    return new Booking(
        id,
        offering,
        place,
        person,
        number,
        next,
        waited,
        bookedAt,
        expiresAt,
        redemption,
        companions);
  }

  /** How many places it takes. */
  int size() {
    return 1 + companions;
  }
}
