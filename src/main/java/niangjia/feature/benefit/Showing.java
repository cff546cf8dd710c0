package niangjia.feature.benefit;

import java.time.InstantSource;
import java.util.List;
import niangjia.engine.booking.BookingView;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.booking.PlaceView;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Unions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Draws cards and details. */
@Component
class Showing {

  private final Unions unions;
  private final Terms terms;
  private final People people;
  private final InstantSource clock;

  Showing(Unions unions, Terms terms, People people, InstantSource clock) {
    this.unions = unions;
    this.terms = terms;
    this.people = people;
    this.clock = clock;
  }

  Card card(
      Offering offering,
      Benefit benefit,
      Offerings.@Nullable Left left,
      boolean eligible,
      @Nullable BookingView mine) {
    int remaining = left == null ? offering.capacity() : left.total();
    return new Card(
        offering.id(),
        offering.title(),
        benefit.summary(),
        benefit.category(),
        unions.nearest(offering.path()),
        offering.phase(clock.instant()),
        offering.window().opensAt(),
        offering.window().closesAt(),
        offering.capacity(),
        remaining,
        left == null ? 0 : left.waitingTotal(),
        remaining == 0,
        eligible,
        mine,
        offering.rehearsal(),
        left != null && left.byDraw());
  }

  Detail detail(
      Card card,
      Offering offering,
      Benefit benefit,
      List<PlaceView> places,
      List<Eligibility.Check> checks) {
    var rate = offering.window().admitPerSecond();
    return new Detail(
        card,
        benefit.howTo(),
        clock.instant(),
        rate == null ? null : new Detail.RoomRate(rate),
        places,
        terms.checks(offering, checks),
        terms.limit(offering),
        offering.offerHours(),
        offering.share().companions());
  }

  /**
   * Whether a benefit is given by a union that this worker belongs to, so that they should hear of
   * it.
   */
  boolean near(Card card, Person.Id person) {
    var path = people.profile(person).path();
    return path.equals(card.union().path()) || path.startsWith(card.union().path() + ".");
  }

  /** Whether an offering makes that condition. */
  boolean asks(Eligibility who, Eligibility.Rule rule) {
    return switch (rule) {
      case UNION -> who.within() != null;
      case MEMBERSHIP -> !who.states().isEmpty();
      case GROUP -> !who.groups().isEmpty();
      case MEMBER_MONTHS -> who.memberMonths() > 0;
      case LIST, ABSENCE -> false;
    };
  }
}
