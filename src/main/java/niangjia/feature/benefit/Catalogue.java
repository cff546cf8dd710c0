package niangjia.feature.benefit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.booking.Booking;
import niangjia.engine.booking.BookingViews;
import niangjia.engine.booking.Bookings;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.booking.PlaceView;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows benefits to readers, to each with what is theirs. */
@Component
class Catalogue {

  private static final int SHOWN = 100;

  private final BenefitRepository repository;
  private final Offerings offerings;
  private final Bookings bookings;
  private final BookingViews views;
  private final Showing showing;

  Catalogue(
      BenefitRepository repository,
      Offerings offerings,
      Bookings bookings,
      BookingViews views,
      Showing showing) {
    this.repository = repository;
    this.offerings = offerings;
    this.bookings = bookings;
    this.views = views;
    this.showing = showing;
  }

  /**
   * What is open or opens soon for this worker, and what they hold: theirs first, then open ones,
   * then by opening.
   */
  List<Card> forWorker(Person.Id person) {
    var mine = mine(person);
    var ids = new ArrayList<>(mine.keySet());
    for (var phase : List.of(Offering.Phase.OPEN, Offering.Phase.PUBLISHED)) {
      var filter = new Offerings.Filter(Draft.FEATURE, List.of(""), phase, null, SHOWN);
      offerings.page(filter).items().forEach(offering -> ids.add(offering.id()));
    }
    return cards(offerings.all(ids), person, mine).stream()
        .filter(card -> card.mine() != null || card.eligible() || showing.near(card, person))
        .sorted(
            Comparator.comparing((Card card) -> card.mine() == null)
                .thenComparing(card -> card.phase() != Offering.Phase.OPEN)
                .thenComparing(Card::soldOut)
                .thenComparing(Card::opensAt))
        .toList();
  }

  /** One published benefit in full. */
  Detail detail(Offering.Id id, Person.Id person) {
    var offering = offerings.get(id);
    if (offering.state() == Offering.State.DRAFT) {
      throw new NotFound();
    }
    var card = cards(List.of(offering), person, mine(person)).getFirst();
    return showing.detail(
        card,
        offering,
        benefit(id),
        PlaceView.of(offerings.left(id)),
        offerings.checks(offering, person));
  }

  /** What a draft would look like to a worker who meets every condition. */
  Detail preview(Offering offering, Benefit benefit) {
    var checks =
        java.util.Arrays.stream(Eligibility.Rule.values())
            .filter(rule -> showing.asks(offering.eligibility(), rule))
            .map(rule -> new Eligibility.Check(rule, true))
            .toList();
    var places = offering.places().stream().map(PlaceView::of).toList();
    var card = showing.card(offering, benefit, null, true, null);
    return showing.detail(card, offering, benefit, places, checks);
  }

  /** Benefits for officers and leaders. */
  List<Card> forStaff(Collection<Offering> many) {
    return cards(many, null, Map.of());
  }

  /** One benefit for officers and leaders. */
  Card forStaff(Offering offering) {
    return forStaff(List.of(offering)).getFirst();
  }

  private Map<Offering.Id, Booking> mine(Person.Id person) {
    return bookings.of(person).stream()
        .filter(booking -> booking.state().live() || booking.state() == Booking.State.EXPIRED)
        .collect(Collectors.toMap(Booking::offering, Function.identity(), (newer, _) -> newer));
  }

  private List<Card> cards(
      Collection<Offering> many, Person.@Nullable Id person, Map<Offering.Id, Booking> mine) {
    var contents = repository.all(many.stream().map(Offering::id).toList());
    return many.stream()
        .flatMap(
            offering ->
                Optional.ofNullable(contents.get(offering.id())).stream()
                    .map(
                        benefit -> {
                          var held = mine.get(offering.id());
                          return showing.card(
                              offering,
                              benefit,
                              offering.state() == Offering.State.DRAFT
                                  ? null
                                  : offerings.left(offering.id()),
                              person != null && eligible(offering, person),
                              held == null ? null : views.of(held));
                        }))
        .toList();
  }

  private boolean eligible(Offering offering, Person.Id person) {
    return offerings.checks(offering, person).stream().allMatch(Eligibility.Check::ok);
  }

  private Benefit benefit(Offering.Id id) {
    var benefit = repository.all(List.of(id)).get(id);
    if (benefit == null) {
      throw new NotFound();
    }
    return benefit;
  }

  /** The signed-in worker. */
  static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
