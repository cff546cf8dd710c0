package niangjia.engine.booking;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import niangjia.engine.listing.Listings;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says from memory whether somebody may ask for a place now, and if not, why. */
@Component
class Admission {

  private final People people;
  private final Rooms rooms;
  private final Listings listings;
  private final Absences absences;
  private final InstantSource clock;

  Admission(People people, Rooms rooms, Listings listings, Absences absences, InstantSource clock) {
    this.absences = absences;
    this.people = people;
    this.rooms = rooms;
    this.listings = listings;
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
    if (!offering.eligibility().admits(profile, today)
        || !listings.admits(offering.id().value(), profile.id())) {
      return new Answer.No(Answer.Reason.NOT_ELIGIBLE, Map.of("failed", failed(offering, profile)));
    }
    var until = absences.pausedUntil(offering, profile.id());
    if (until != null) {
      return new Answer.No(Answer.Reason.MISSED_TOO_OFTEN, Map.of("until", until));
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
    var checks = new ArrayList<>(offering.eligibility().check(profile, today()));
    var subject = offering.id().value();
    if (listings.limited(subject)) {
      checks.add(
          new Eligibility.Check(Eligibility.Rule.LIST, listings.admits(subject, profile.id())));
    }
    if (offering.share().absence() != null) {
      var until = absences.pausedUntil(offering, profile.id());
      checks.add(new Eligibility.Check(Eligibility.Rule.ABSENCE, until == null, until));
    }
    return checks;
  }

  /** What is known of somebody who asks. */
  Profile profile(Person.Id person) {
    return people.profile(person);
  }

  /** What is known of these people; whoever is not known any more is left out. */
  List<Profile> profiles(Collection<Person.Id> who) {
    return List.copyOf(people.profiles(who).values());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Offering.ZONE);
  }

  private List<String> failed(Offering offering, Profile profile) {
    return checks(offering, profile).stream()
        .filter(check -> !check.ok())
        .map(check -> check.rule().name())
        .toList();
  }
}
