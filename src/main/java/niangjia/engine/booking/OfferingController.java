package niangjia.engine.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How an offering stands, and its waiting room. */
@RestController
@RequestMapping("/api/booking/offerings/{id}")
class OfferingController {

  /** What is left of one place. */
  record PlaceLeft(Place.Id id, int left, int waiting) {}

  /** What is left of an offering. */
  record LeftView(
      int left, int waiting, Offering.Phase phase, Instant at, List<PlaceLeft> places) {}

  private final Standings standings;
  private final Rooms rooms;
  private final People people;
  private final InstantSource clock;

  OfferingController(Standings standings, Rooms rooms, People people, InstantSource clock) {
    this.standings = standings;
    this.rooms = rooms;
    this.people = people;
    this.clock = clock;
  }

  @GetMapping("/left")
  @Authz(value = Authz.Scope.PUBLIC, object = "offering")
  LeftView left(@PathVariable UUID id) {
    var standing = published(id);
    var places =
        standing.offering().places().stream()
            .map(
                place ->
                    new PlaceLeft(
                        place.id(), standing.left(place.id()), standing.waiting(place.id())))
            .toList();
    return new LeftView(
        standing.left(),
        standing.waiting(),
        standing.offering().phase(clock.instant()),
        standing.reading().at(),
        places);
  }

  @PostMapping("/room")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  Room join(@PathVariable UUID id) {
    return look(id);
  }

  /** Joins as well: a phone that asks where it stands has come. */
  @GetMapping("/room")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  Room look(@PathVariable UUID id) {
    var profile = people.profile(new Person.Id(Actor.current().self()));
    return rooms.enter(published(id), profile);
  }

  private Standing published(UUID id) {
    var standing = standings.of(new Offering.Id(id));
    if (standing.offering().state() == Offering.State.DRAFT) {
      throw new NotFound();
    }
    return standing;
  }
}
