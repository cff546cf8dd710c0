package niangjia.engine.booking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who did not come: their own words, and the officer's. */
@RestController
@RequestMapping("/api/booking")
class AbsenceController {

  /** What the holder says. */
  record Objection(@NotBlank @Size(max = 300) String words) {}

  /** Why an officer excuses it. */
  record Excuse(@NotBlank @Size(max = 200) String reason) {}

  /**
   * One session that somebody missed.
   *
   * @param holder the masked name
   */
  record AbsenceView(
      Booking.Id booking,
      Words title,
      String holder,
      Instant missedAt,
      @Nullable String objection,
      @Nullable Instant excusedAt,
      @Nullable String reason) {}

  private final Absences absences;
  private final Standings standings;
  private final People people;

  AbsenceController(Absences absences, Standings standings, People people) {
    this.absences = absences;
    this.standings = standings;
    this.people = people;
  }

  @GetMapping("/absences")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<AbsenceView> mine() {
    return views(absences.of(self()));
  }

  @PostMapping("/bookings/{id}/objection")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  AbsenceView object(@PathVariable UUID id, @RequestBody @Valid Objection objection) {
    return views(List.of(absences.object(new Booking.Id(id), self(), objection.words())))
        .getFirst();
  }

  @GetMapping("/offerings/{id}/absences")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  List<AbsenceView> all(@PathVariable UUID id) {
    return views(absences.of(new Offering.Id(id)));
  }

  @PostMapping("/bookings/{id}/excuse")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "booking")
  AbsenceView excuse(@PathVariable UUID id, @RequestBody @Valid Excuse excuse) {
    return views(List.of(absences.excuse(new Booking.Id(id), excuse.reason()))).getFirst();
  }

  private List<AbsenceView> views(List<Absence> all) {
    var holders = people.profiles(all.stream().map(Absence::person).collect(Collectors.toSet()));
    return all.stream()
        .map(
            one -> {
              var holder = holders.get(one.person());
              return new AbsenceView(
                  one.booking(),
                  standings.of(one.offering()).offering().title(),
                  holder == null ? "" : People.masked(holder.name()),
                  one.missedAt(),
                  one.objection(),
                  one.excusedAt(),
                  one.reason());
            })
        .toList();
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
