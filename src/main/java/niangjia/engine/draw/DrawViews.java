package niangjia.engine.draw;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Booking;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.booking.Place;
import niangjia.engine.booking.PlaceView;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.NotFound;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows draws to everybody and entries to their members. */
@Component
class DrawViews {

  /** So many of a place for a union's own. */
  record Kept(Place.Id place, int places) {}

  /** A quota: a pot of its own. */
  record Pot(int pot, Union union, List<Kept> kept) {}

  /**
   * What everybody may know of a draw.
   *
   * @param entries how many are in it, those struck out not counted
   * @param commitment the SM3 of the seed
   * @param listHash the hash of the closed list
   * @param seed told once the draw is done
   * @param canonical the randomness as it was hashed
   */
  record DrawView(
      Offering.Id offering,
      Words title,
      String algorithm,
      Draw.State state,
      Instant opensAt,
      Instant closesAt,
      Words source,
      Instant randomAt,
      int companions,
      List<PlaceView> places,
      List<Pot> pots,
      int entries,
      int people,
      String commitment,
      @Nullable String listHash,
      @Nullable String seed,
      @Nullable String randomness,
      @Nullable String canonical,
      @Nullable Instant drawnAt,
      boolean written) {}

  /**
   * An entry as it is published.
   *
   * @param pot the quota's pot it belongs to, 0 for none
   * @param drawnPot the pot in which its turn decided
   * @param rank its turn there, from 1
   * @param bookings the lines of the book that it became, the leader's first
   */
  record EntryLine(
      UUID receipt,
      int size,
      int pot,
      List<Place.Id> wishes,
      @Nullable Integer drawnPot,
      @Nullable Integer rank,
      Place.@Nullable Id place,
      List<Booking.Id> bookings) {}

  /** Some entries of a closed list. */
  record EntryList(List<EntryLine> entries) {}

  /**
   * An entry as its members see it.
   *
   * @param code what companions type; told to the leader only
   * @param members their masked names, the leader's first
   * @param booking the reader's own line in the book
   */
  record Ticket(
      UUID receipt,
      boolean leads,
      @Nullable String code,
      List<String> members,
      List<Place.Id> wishes,
      boolean struck,
      @Nullable Integer drawnPot,
      @Nullable Integer rank,
      Place.@Nullable Id place,
      Booking.@Nullable Id booking) {}

  private final DrawRepository draws;
  private final EntryRepository entries;
  private final Offerings offerings;
  private final Unions unions;
  private final Draws.Work work;

  DrawViews(
      DrawRepository draws,
      EntryRepository entries,
      Offerings offerings,
      Unions unions,
      Draws.Work work) {
    this.draws = draws;
    this.entries = entries;
    this.offerings = offerings;
    this.unions = unions;
    this.work = work;
  }

  private record Read(Draw draw, EntryRepository.Count count) {}

  /** What everybody may know of a published draw. */
  DrawView of(Offering.Id id) {
    var offering = offerings.get(id);
    var read = read(offering);
    var draw = read.draw();
    boolean drawn = draw.drawnAt() != null;
    return new DrawView(
        id,
        offering.title(),
        Lottery.ALGORITHM,
        draw.state(),
        offering.window().opensAt(),
        offering.window().closesAt(),
        draw.terms().source(),
        draw.terms().randomAt(),
        draw.terms().companions(),
        offering.places().stream().map(PlaceView::of).toList(),
        pots(draw.terms()),
        read.count().entries(),
        read.count().people(),
        draw.commitment(),
        draw.listHash(),
        drawn ? draw.seed() : null,
        draw.randomness(),
        draw.randomness() == null ? null : Lottery.canonical(draw.randomness()),
        draw.drawnAt(),
        draw.writtenAt() != null);
  }

  private Read read(Offering offering) {
    if (offering.state() == Offering.State.DRAFT) {
      throw new NotFound();
    }
    return work.system(
            () ->
                new Read(
                    draws.find(offering.id()).orElseThrow(NotFound::new),
                    entries.count(offering.id())))
        .orElseThrow();
  }

  private List<Pot> pots(Terms terms) {
    var pots = new ArrayList<Pot>();
    for (var path : terms.pots()) {
      var kept =
          terms.quotas().stream()
              .filter(quota -> quota.path().equals(path))
              .map(quota -> new Kept(quota.place(), quota.places()))
              .toList();
      pots.add(new Pot(pots.size() + 1, unions.nearest(path), kept));
    }
    return pots;
  }

  /** The closed list after that receipt; while people may enter it is empty. */
  EntryList list(Offering.Id id, UUID after, int limit) {
    var draw = read(offerings.get(id)).draw();
    if (draw.closedAt() == null) {
      return new EntryList(List.of());
    }
    var listed = work.system(() -> entries.listed(id, after, limit)).orElseThrow();
    boolean drawn = draw.drawnAt() != null;
    return new EntryList(listed.stream().map(entry -> line(entry, drawn)).toList());
  }

  private static EntryLine line(Entry entry, boolean drawn) {
    var outcome = drawn ? entry.outcome() : null;
    return new EntryLine(
        entry.id().value(),
        entry.members().size(),
        entry.pot(),
        entry.wishes(),
        outcome == null ? null : outcome.pot(),
        outcome == null ? null : outcome.rank(),
        outcome == null ? null : outcome.place(),
        entry.members().stream().map(Entry.Member::booking).toList());
  }

  /** An entry for one of its members. */
  Ticket ticket(Entry entry, Person.Id reader, People people) {
    boolean leads = entry.leader().equals(reader);
    var outcome = entry.outcome();
    return new Ticket(
        entry.id().value(),
        leads,
        leads ? entry.code() : null,
        entry.members().stream()
            .map(member -> People.masked(name(people, member.person())))
            .toList(),
        entry.wishes(),
        entry.struck(),
        outcome == null ? null : outcome.pot(),
        outcome == null ? null : outcome.rank(),
        outcome == null ? null : outcome.place(),
        outcome == null
            ? null
            : entry.members().stream()
                .filter(member -> member.person().equals(reader))
                .map(Entry.Member::booking)
                .findFirst()
                .orElse(null));
  }

  /** Who was forgotten since has no name. */
  private static String name(People people, Person.Id person) {
    var known = people.profiles(List.of(person)).get(person);
    return known == null ? "*" : known.name();
  }
}
