package niangjia.engine.booking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A union books for everybody on one of its lists. */
@RestController
@RequestMapping("/api/booking")
class PartyController {

  /** Which place everybody is to have. */
  record PartyWish(Offering.@Nullable Id offering, Place.@Nullable Id place) {}

  /** An offering that takes parties now, and how large one may be. */
  record PartyChoice(
      Offering.Id offering, Words title, int most, Instant closesAt, List<PlaceView> places) {}

  /**
   * What was booked for a list.
   *
   * @param size for how many people
   * @param live how many still hold their place
   */
  record PartyView(
      Party.Id id,
      Words title,
      PlaceView place,
      int size,
      int live,
      Instant bookedAt,
      @Nullable Instant cancelledAt) {}

  /** Somebody who hinders the rest, by the masked name. */
  record Hindered(String holder, Answer.Reason reason) {}

  private final Parties parties;
  private final Standings standings;
  private final People people;

  PartyController(Parties parties, Standings standings, People people) {
    this.parties = parties;
    this.standings = standings;
    this.people = people;
  }

  @GetMapping("/lists/{id}/offerings")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  List<PartyChoice> choices(@PathVariable UUID id) {
    return parties.open(id).stream()
        .map(
            offering ->
                new PartyChoice(
                    offering.id(),
                    offering.title(),
                    offering.share().party(),
                    offering.window().closesAt(),
                    PlaceView.of(standings.of(offering.id()))))
        .toList();
  }

  @GetMapping("/lists/{id}/parties")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  List<PartyView> parties(@PathVariable UUID id) {
    return parties.of(id).stream().map(this::view).toList();
  }

  @PostMapping("/lists/{id}/parties")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "list")
  PartyView bookParty(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody PartyWish wish) {
    if (wish.offering() == null) {
      throw new Invalid("offering", "required");
    }
    if (wish.place() == null) {
      throw new Invalid("place", "required");
    }
    var asked = new Parties.Wish(new Party.Id(key), id, wish.offering(), wish.place());
    return switch (parties.book(asked)) {
      case Party.Outcome.Done(Party party) -> view(party);
      case Party.Outcome.No(Answer.No why) -> throw Answers.refused(why);
      case Party.Outcome.Hindered(List<Party.Hindrance> who) ->
          throw new Refused(Answer.Reason.SOME_CANNOT, Map.of("people", named(who)));
    };
  }

  @PostMapping("/parties/{id}/cancel")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "party")
  PartyView cancelParty(@PathVariable UUID id) {
    return view(parties.cancel(new Party.Id(id)));
  }

  private List<Hindered> named(List<Party.Hindrance> who) {
    var holders = people.profiles(who.stream().map(Party.Hindrance::person).toList());
    return who.stream()
        .map(
            one -> {
              var holder = holders.get(one.person());
              var name = holder == null ? "" : People.masked(holder.name());
              return new Hindered(name, one.reason());
            })
        .toList();
  }

  private PartyView view(Party party) {
    var offering = standings.of(party.offering()).offering();
    var place = offering.place(party.place());
    if (place == null) {
      throw new IllegalStateException("party " + party.id() + " has no place");
    }
    return new PartyView(
        party.id(),
        offering.title(),
        PlaceView.of(place),
        party.bookings().size(),
        party.live(),
        party.bookedAt(),
        party.cancelledAt());
  }
}
