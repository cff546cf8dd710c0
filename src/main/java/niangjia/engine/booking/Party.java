package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * Places that a union booked for everybody on one of its lists, all at once.
 *
 * @param listing the list
 * @param path the list's union
 * @param bookings one for each person
 * @param live how many of them still hold
 * @param cancelledAt when the union gave them all back
 */
public record Party(
    Id id,
    Offering.Id offering,
    Place.Id place,
    UUID listing,
    String path,
    List<Booking.Id> bookings,
    int live,
    Instant bookedAt,
    @Nullable Instant cancelledAt) {

  public Party {
    bookings = List.copyOf(bookings);
  }

  /** Names a party: the idempotency key of the request. */
  public record Id(@JsonValue UUID value) {}

  /** Somebody on the list who cannot be booked for, and why. */
  public record Hindrance(Person.Id person, Answer.Reason reason) {}

  /** What comes back to a union that books for a list. */
  public sealed interface Outcome {

    /** All have a place. */
    record Done(Party party) implements Outcome {}

    /** Nobody has, for a reason that is nobody's own. */
    record No(Answer.No why) implements Outcome {}

    /** Nobody has, for these cannot. */
    record Hindered(List<Hindrance> who) implements Outcome {

      public Hindered {
        who = List.copyOf(who);
      }
    }
  }
}
