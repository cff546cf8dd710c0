package niangjia.engine.draw;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import niangjia.engine.booking.Allotments;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.booking.Place;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import org.springframework.stereotype.Service;

/** Lets people enter a draw, alone or together, until the list closes. */
@Service
class Entries {

  /** Letters and digits that nobody takes for one another. */
  private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int CODE = 6;

  private final DrawRepository draws;
  private final EntryRepository entries;
  private final Gate gate;
  private final Draws.Work work;
  private final SecureRandom random = new SecureRandom();

  Entries(DrawRepository draws, EntryRepository entries, Gate gate, Draws.Work work) {
    this.draws = draws;
    this.entries = entries;
    this.gate = gate;
    this.work = work;
  }

  /** Says whether somebody may enter now. */
  @Service
  static class Gate {

    private final Offerings offerings;
    private final Allotments allotments;
    private final People people;

    Gate(Offerings offerings, Allotments allotments, People people) {
      this.offerings = offerings;
      this.allotments = allotments;
      this.people = people;
    }

    /** The offering; one that is only a draft does not exist. */
    Offering offering(Offering.Id id) {
      var offering = offerings.get(id);
      if (offering.state() == Offering.State.DRAFT) {
        throw new NotFound();
      }
      return offering;
    }

    Profile profile(Person.Id person) {
      return people.profile(person);
    }

    Optional<Entering.No> refusal(Offering offering, Person.Id person, Offering.Phase phase) {
      return switch (phase) {
        case DRAFT, CLOSED -> Optional.of(new Entering.No(Entering.Reason.CLOSED));
        case PUBLISHED -> Optional.of(new Entering.No(Entering.Reason.NOT_OPEN));
        case OPEN ->
            !offerings.checks(offering, person).stream().allMatch(check -> check.ok())
                ? Optional.of(new Entering.No(Entering.Reason.NOT_ELIGIBLE))
                : allotments.holders(offering, List.of(person)).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Entering.No(Entering.Reason.HOLDS_ONE));
      };
    }
  }

  /** Enters with these wishes, dearest first, or changes the wishes of the entry that one leads. */
  Entering enter(Offering.Id id, Entry.Id key, Person.Id person, List<Place.Id> wishes) {
    var offering = gate.offering(id);
    check(offering, wishes);
    var profile = gate.profile(person);
    return change(
        offering,
        person,
        draw -> {
          var mine = entries.of(id, person);
          if (mine.isPresent() && !mine.get().leader().equals(person)) {
            return new Entering.No(Entering.Reason.IN_ALREADY);
          }
          if (mine.isPresent()) {
            entries.wish(mine.get().id(), wishes);
            return done(id, person);
          }
          var member =
              new Entry.Member(
                  person, profile.path(), new niangjia.engine.booking.Booking.Id(key.value()));
          var entry = new Entry(key, id, code(), wishes, false, 0, List.of(member), null);
          return entries.insert(draw, entry, work.now()) && entries.join(draw, key, profile)
              ? done(id, person)
              : new Entering.No(Entering.Reason.KEY_REUSED);
        });
  }

  private static void check(Offering offering, List<Place.Id> wishes) {
    if (wishes.isEmpty() || wishes.size() > offering.places().size()) {
      throw new Invalid("wishes", "range", 1, offering.places().size());
    }
    var seen = new HashSet<Place.Id>();
    for (int i = 0; i < wishes.size(); i++) {
      if (offering.place(wishes.get(i)) == null || !seen.add(wishes.get(i))) {
        throw new Invalid("wishes[" + i + "]", "unknown");
      }
    }
  }

  /** Confirms that one goes along with the leader who gave one the code. */
  Entering join(Offering.Id id, Person.Id person, String code) {
    var offering = gate.offering(id);
    var profile = gate.profile(person);
    var typed = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return change(
        offering,
        person,
        draw -> {
          var mine = entries.of(id, person);
          var group = entries.coded(id, typed);
          if (group.isEmpty()) {
            return new Entering.No(Entering.Reason.UNKNOWN_CODE);
          }
          if (mine.isPresent()) {
            return mine.get().id().equals(group.get().id())
                ? done(id, person)
                : new Entering.No(Entering.Reason.IN_ALREADY);
          }
          if (group.get().members().size() > draw.terms().companions()) {
            return new Entering.No(Entering.Reason.FULL);
          }
          return entries.join(draw, group.get().id(), profile)
              ? done(id, person)
              : new Entering.No(Entering.Reason.IN_ALREADY);
        });
  }

  /** Leaves the draw; a leader takes the whole entry back. */
  Entering leave(Offering.Id id, Person.Id person) {
    gate.offering(id);
    return work.system(
            () -> {
              var draw = draws.hold(id).orElseThrow(NotFound::new);
              if (draw.closedAt() != null) {
                return new Entering.No(Entering.Reason.CLOSED);
              }
              entries.of(id, person).ifPresent(entry -> leave(entry, person));
              return new Entering.Done(Optional.empty());
            })
        .orElseThrow();
  }

  private void leave(Entry entry, Person.Id person) {
    if (entry.leader().equals(person)) {
      entries.delete(entry.id());
    } else {
      entries.leave(entry.offering(), person);
    }
  }

  /** The entry that somebody is in. */
  Optional<Entry> of(Offering.Id id, Person.Id person) {
    gate.offering(id);
    return work.system(
            () -> {
              if (draws.find(id).isEmpty()) {
                throw new NotFound();
              }
              return entries.of(id, person);
            })
        .orElseThrow();
  }

  /** Changes an entry while the list is open; the draw's row keeps it from closing meanwhile. */
  private Entering change(Offering offering, Person.Id person, Function<Draw, Entering> what) {
    if (work.system(() -> draws.find(offering.id())).orElseThrow().isEmpty()) {
      throw new NotFound();
    }
    var refusal = gate.refusal(offering, person, offering.phase(work.now()));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return work.system(
            () -> {
              var draw = draws.hold(offering.id()).orElseThrow(NotFound::new);
              return draw.closedAt() == null
                  ? what.apply(draw)
                  : new Entering.No(Entering.Reason.CLOSED);
            })
        .orElseThrow();
  }

  private Entering done(Offering.Id id, Person.Id person) {
    return new Entering.Done(entries.of(id, person));
  }

  private String code() {
    var code = new StringBuilder();
    random.ints(CODE, 0, SIGNS.length()).forEach(i -> code.append(SIGNS.charAt(i)));
    return code.toString();
  }
}
