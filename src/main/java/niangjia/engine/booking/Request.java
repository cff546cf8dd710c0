package niangjia.engine.booking;

import java.util.List;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for a place.
 *
 * @param profile who asks
 * @param key the idempotency key, which becomes the booking's id
 * @param waits whether they ask for a line on the waiting list instead
 * @param refusal what they are told unless the book has a line under this key already; null when
 *     nothing speaks against it
 * @param companions who comes along
 */
record Request(
    Booking.Id key,
    Place.Id place,
    Profile profile,
    boolean waits,
    Answer.@Nullable No refusal,
    List<Companion> companions) {

  Request {
    companions = List.copyOf(companions);
  }

  /** How many places it needs. */
  int size() {
    return 1 + companions.size();
  }

  /** Who asks. */
  Person.Id person() {
    return profile.id();
  }

  /** Whether a line in the book is what this request asked for. */
  boolean made(Booking line, Offering.Id offering) {
    return line.offering().equals(offering)
        && line.place().equals(place)
        && line.person().equals(person())
        && line.companions() == companions.size()
        && line.waited() == waits;
  }
}
