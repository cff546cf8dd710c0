package niangjia.engine.draw;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Booking;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * An entry in a draw: somebody alone or a group, whose members the leader's code brought together.
 *
 * @param wishes places, dearest first
 * @param struck left out when the list was closed, for one of the members held another one
 * @param members the leader first
 * @param outcome what came out, null before the draw
 */
record Entry(
    Id id,
    Offering.Id offering,
    String code,
    List<Place.Id> wishes,
    boolean struck,
    int pot,
    List<Member> members,
    @Nullable Outcome outcome) {

  /** Names an entry; the phone makes it, and it is published as the receipt. */
  record Id(@JsonValue UUID value) {}

  /** One of those who are drawn together. */
  record Member(Person.Id person, String path, Booking.Id booking) {}

  /** The turn and the place. */
  record Outcome(int pot, int rank, Place.@Nullable Id place) {}

  Entry {
    wishes = List.copyOf(wishes);
    members = List.copyOf(members);
  }

  Person.Id leader() {
    return members.getFirst().person();
  }

  Lottery.Ticket ticket() {
    return new Lottery.Ticket(id.value(), members.size(), pot, wishes);
  }
}
