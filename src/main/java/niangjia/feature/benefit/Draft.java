package niangjia.feature.benefit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import niangjia.engine.booking.Absence;
import niangjia.engine.booking.Companion;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Faults;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A benefit as an officer writes it.
 *
 * @param union the union that gives it
 * @param admitPerSecond how many the waiting room lets in a second, null for no waiting room
 * @param draw how its places are drawn, null for first come, first served
 * @param companions whom one may take along, null for nobody
 * @param absence for how long one may not after not coming, null for no such rule
 * @param party how many people of one list a union may book for together, null for none
 * @param family a name that siblings have in common, so that one person takes one of them
 */
record Draft(
    @Nullable Text title,
    @Nullable Text summary,
    @Nullable Text howTo,
    Benefit.@Nullable Category category,
    Union.@Nullable Id union,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Integer admitPerSecond,
    @Nullable String family,
    Offering.@Nullable Period period,
    @Nullable Integer offerHours,
    @Nullable Who eligibility,
    @Nullable List<Spot> places,
    @Nullable Lots draw,
    Companion.@Nullable Rule companions,
    Absence.@Nullable Consequence absence,
    @Nullable Integer party) {

  static final String FEATURE = "benefit";
  private static final int OFFER_HOURS = 24;

  /**
   * Words while they are being written: they may still be missing.
   *
   * @param en null when there is no English text
   */
  record Text(@Nullable String zh, @Nullable String en) {

    private static final Text NONE = new Text(null, null);

    static Text of(Words words) {
      return new Text(words.zh(), words.en());
    }

    private Words words() {
      return new Words(zh == null ? "" : zh, en);
    }
  }

  /**
   * Who may take it.
   *
   * @param union at or below which union, null for everyone below the giver
   * @param groups any of these, all when empty
   * @param memberMonths for how many months a member at least
   */
  record Who(
      Union.@Nullable Id union,
      @Nullable Set<Membership.State> states,
      @Nullable Set<Group> groups,
      @Nullable Integer memberMonths) {

    Who {
      states = states == null ? Set.of() : states;
      groups = groups == null ? Set.of() : groups;
    }
  }

  /** One kind of place in one session. */
  record Spot(
      @Nullable Instant startsAt,
      @Nullable Instant endsAt,
      @Nullable Text venue,
      @Nullable Text kind,
      @Nullable Integer capacity,
      @Nullable Integer units) {

    private Place place() {
      return new Place(
          Place.Id.next(),
          required("startsAt", startsAt),
          required("endsAt", endsAt),
          words("venue", venue),
          words("kind", kind),
          required("capacity", capacity),
          units == null ? 1 : units);
    }
  }

  /** Refuses a draft that cannot be offered, naming everything that is wrong with it. */
  void check() {
    var faults = new Faults();
    faults.of(() -> words("title", title));
    faults.of(() -> words("summary", summary));
    faults.of(() -> words("howTo", howTo));
    faults.of(() -> required("category", category));
    faults.of(() -> required("union", union));
    faults.of(() -> required("opensAt", opensAt));
    faults.of(() -> required("closesAt", closesAt));
    if (opensAt != null && closesAt != null) {
      faults.of(() -> new Offering.Window(opensAt, closesAt, admitPerSecond));
    }
    for (int i = 0; i < places().size(); i++) {
      var spot = places().get(i);
      var name = "places[" + i + "]";
      faults.of(name, () -> words("venue", spot.venue()));
      faults.of(name, () -> words("kind", spot.kind()));
      faults.of(name, spot::place);
    }
    if (draw != null) {
      faults.of("draw", draw::check);
    }
    faults.of(this::alone);
    faults.of(this::together);
    faults.end();
  }

  /** Who is drawn brings companions who enter the draw themselves. */
  private Companion.Rule alone() {
    var rule = companions == null ? Companion.Rule.NONE : companions;
    if (draw != null && rule.most() > 0) {
      throw new Invalid("companions", "notWithDraw");
    }
    return rule;
  }

  /** A party takes many places at once, which nobody who stands in line should see happen. */
  private int together() {
    int most = party == null ? 0 : party;
    if (most < 0 || most > Offering.Share.PARTY) {
      throw new Invalid("party", "range", 0, Offering.Share.PARTY);
    }
    if (most > 0 && (draw != null || admitPerSecond != null)) {
      throw new Invalid("party", draw != null ? "partyNotWithDraw" : "partyNotWithRoom");
    }
    return most;
  }

  /** What it is. */
  Benefit benefit(Offering.Id id) {
    return new Benefit(
        id, required("category", category), words("summary", summary), words("howTo", howTo));
  }

  /** Its places and terms; a union out of the officer's scope is as unknown as one that is not. */
  Offering offering(Offering.Id id, Unions unions, boolean rehearsal) {
    var giver =
        unions
            .find(required("union", union))
            .filter(known -> Actor.current().covers(known.path(), Role.OFFICER))
            .orElseThrow(() -> new Invalid("union", "unknown"));
    return new Offering(
        id,
        giver.path(),
        FEATURE,
        words("title", title),
        Offering.State.DRAFT,
        new Offering.Window(
            required("opensAt", opensAt), required("closesAt", closesAt), admitPerSecond),
        new Offering.Share(
            family,
            period == null ? Offering.Period.OFFERING : period,
            alone(),
            absence,
            together()),
        offerHours == null ? OFFER_HOURS : offerHours,
        who(giver, unions),
        spots(),
        rehearsal);
  }

  private Eligibility who(Union giver, Unions unions) {
    var who = eligibility == null ? new Who(null, null, null, null) : eligibility;
    var within =
        who.union() == null
            ? giver
            : unions
                .find(who.union())
                .orElseThrow(() -> new Invalid("eligibility.union", "unknown"));
    var states = who.states() == null ? Set.<Membership.State>of() : who.states();
    var groups = who.groups() == null ? Set.<Group>of() : who.groups();
    return new Eligibility(
        within.path(), states, groups, who.memberMonths() == null ? 0 : who.memberMonths());
  }

  private List<Place> spots() {
    var places = new ArrayList<Place>();
    var spots = places().isEmpty() ? List.<Spot>of() : places();
    for (int i = 0; i < spots.size(); i++) {
      try {
        places.add(spots.get(i).place());
      } catch (Invalid e) {
        throw e.within("places[" + i + "]");
      }
    }
    return places;
  }

  @Override
  public List<Spot> places() {
    return places == null ? List.of() : places;
  }

  /** The draft that would make that offering again. */
  static Draft of(Offering offering, Benefit benefit, Unions unions) {
    var who = offering.eligibility();
    return new Draft(
        Text.of(offering.title()),
        Text.of(benefit.summary()),
        Text.of(benefit.howTo()),
        benefit.category(),
        unions.nearest(offering.path()).id(),
        offering.window().opensAt(),
        offering.window().closesAt(),
        offering.window().admitPerSecond(),
        offering.share().family(),
        offering.share().period(),
        offering.offerHours(),
        new Who(
            who.within() == null ? null : unions.nearest(who.within()).id(),
            who.states(),
            who.groups(),
            who.memberMonths()),
        offering.places().stream()
            .map(
                place ->
                    new Spot(
                        place.startsAt(),
                        place.endsAt(),
                        Text.of(place.venue()),
                        Text.of(place.kind()),
                        place.capacity(),
                        place.units()))
            .toList(),
        null,
        offering.share().companions(),
        offering.share().absence(),
        offering.share().party());
  }

  /** The same with the terms of its draw. */
  Draft drawn(@Nullable Lots lots) {
    return new Draft(
        title,
        summary,
        howTo,
        category,
        union,
        opensAt,
        closesAt,
        admitPerSecond,
        family,
        period,
        offerHours,
        eligibility,
        places,
        lots,
        companions,
        absence,
        party);
  }

  static Words words(String field, @Nullable Text text) {
    try {
      return (text == null ? Text.NONE : text).words();
    } catch (Invalid e) {
      throw e.within(field);
    }
  }

  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new Invalid(field, "required");
    }
    return value;
  }
}
