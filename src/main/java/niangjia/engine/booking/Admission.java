package niangjia.engine.booking;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.People;
import niangjia.engine.people.Profile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says from memory whether somebody may ask for a place now, and if not, why. */
@Component
class Admission {

  private final People people;
  private final Rooms rooms;
  private final InstantSource clock;

  Admission(People people, Rooms rooms, InstantSource clock) {
    this.people = people;
    this.rooms = rooms;
    this.clock = clock;
  }

  /** Why this person may not ask for that place now; null if they may. */
  Answer.@Nullable No refusal(Standing standing, Profile profile, Place.Id place, boolean waits) {
    var offering = standing.offering();
    var closed = phase(offering);
    if (closed != null) {
      return closed;
    }
    if (standing.reading().byDraw()) {
      return new Answer.No(Answer.Reason.BY_DRAW);
    }
    var today = today();
    if (!offering.eligibility().admits(profile, today)) {
      return new Answer.No(
          Answer.Reason.NOT_ELIGIBLE, Map.of("failed", failed(offering, profile, today)));
    }
    if (!waits && standing.left(place) == 0) {
      return new Answer.No(Answer.Reason.SOLD_OUT, Map.of("waiting", standing.waiting(place)));
    }
    if (offering.window().admitPerSecond() == null) {
      return null;
    }
    var room = rooms.enter(standing, profile);
    return room.admitted() ? null : new Answer.No(Answer.Reason.NOT_ADMITTED, Map.of("room", room));
  }

  private Answer.@Nullable No phase(Offering offering) {
    return switch (offering.phase(clock.instant())) {
      case DRAFT, CLOSED -> new Answer.No(Answer.Reason.CLOSED);
      case PUBLISHED ->
          new Answer.No(Answer.Reason.NOT_OPEN, Map.of("opensAt", offering.window().opensAt()));
      case OPEN -> null;
    };
  }

  /** Each condition that the offering makes, and whether this person meets it. */
  List<Eligibility.Check> checks(Offering offering, Profile profile) {
    return offering.eligibility().check(profile, today());
  }

  /** What is known of somebody who asks. */
  Profile profile(niangjia.engine.people.Person.Id person) {
    return people.profile(person);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Offering.ZONE);
  }

  private static List<String> failed(Offering offering, Profile profile, LocalDate today) {
    return offering.eligibility().check(profile, today).stream()
        .filter(check -> !check.ok())
        .map(check -> check.rule().name())
        .toList();
  }
}
