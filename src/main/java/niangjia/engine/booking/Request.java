package niangjia.engine.booking;

import niangjia.engine.people.Person;

/**
 * Somebody asks for a place.
 *
 * @param key the idempotency key, which becomes the booking's id
 * @param memberPath the union that the person belongs to
 * @param waits whether they ask for a line on the waiting list instead
 */
record Request(Booking.Id key, Place.Id place, Person.Id person, String memberPath, boolean waits) {

  /** Whether a line in the book is what this request asked for. */
  boolean made(Booking line, Offering.Id offering) {
    return line.offering().equals(offering)
        && line.place().equals(place)
        && line.person().equals(person)
        && line.waited() == waits;
  }
}
