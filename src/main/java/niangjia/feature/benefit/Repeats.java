package niangjia.feature.benefit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.listing.Listings;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes benefits from others: copies, templates, and series that come again by themselves. */
@Service
class Repeats {

  private final Benefits benefits;
  private final SeriesRepository repository;
  private final Listings listings;
  private final Unions unions;
  private final Ground ground;

  Repeats(
      Benefits benefits,
      SeriesRepository repository,
      Listings listings,
      Unions unions,
      Ground ground) {
    this.benefits = benefits;
    this.repository = repository;
    this.listings = listings;
    this.unions = unions;
    this.ground = ground;
  }

  /** Clock and JSON. */
  @org.springframework.stereotype.Component
  record Ground(InstantSource clock, JsonMapper json) {}

  /** How a benefit comes again: how often, until which day, and how long before each opening. */
  record Plan(Moved.Every every, LocalDate until, int aheadDays) {}

  /** A draft with all terms of another benefit, opening then. */
  @Transactional
  Offering.Id copy(Offering.Id id, Instant opensAt) {
    var copy = benefits.create(moved(draft(id), opensAt));
    listings.same(copy.value(), id.value());
    return copy;
  }

  /** Keeps a benefit as a template. */
  @Transactional
  SeriesRepository.Template keep(Offering.Id id, String name) {
    var offering = benefits.inScope(id, Role.OFFICER);
    var template =
        new SeriesRepository.Template(
            Ids.next(),
            offering.path(),
            name,
            draft(id).toString(),
            listings.of(id.value()).orElse(null),
            ground.clock.instant());
    repository.keep(template);
    return template;
  }

  /** The templates in the officer's scope. */
  @Transactional(readOnly = true)
  List<SeriesRepository.Template> templates() {
    return repository.templates(Actor.current().paths(Role.OFFICER));
  }

  /** A draft from a template, opening then. */
  @Transactional
  Offering.Id start(UUID id, Instant opensAt) {
    var template = repository.template(id).orElseThrow(NotFound::new);
    Actor.current().require(template.path(), Role.OFFICER);
    var made = benefits.create(moved(read(template.draft()), opensAt));
    if (template.listing() != null) {
      listings.limit(made.value(), template.listing());
    }
    return made;
  }

  /** Lets a benefit come again, from its own opening on. */
  @Transactional
  SeriesRepository.Series repeat(Offering.Id id, Plan plan) {
    var offering = benefits.inScope(id, Role.OFFICER);
    if (offering.rehearsal()) {
      throw new NotFound();
    }
    var first = offering.window().opensAt();
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    int turn = 1;
    while (!plan.every.opening(first, turn).isAfter(ground.clock.instant())) {
      turn++;
    }
    var next = within(plan.every.opening(first, turn), plan.until);
    if (next == null) {
      throw new Invalid("until", "past");
    }
    repository.keep(
        new SeriesRepository.Series(
            Ids.next(),
            offering.path(),
            id.value(),
            draft(id).toString(),
            plan.every,
            plan.until,
            plan.aheadDays,
            turn,
            next,
            account));
    return repository.of(id.value()).orElseThrow();
  }

  /** Lets a benefit come no more; what is published stays. */
  @Transactional
  void end(Offering.Id id) {
    benefits.inScope(id, Role.OFFICER);
    repository.of(id.value()).ifPresent(one -> repository.advance(one.id(), one.turn(), null));
  }

  /** The series of a benefit. */
  @Transactional(readOnly = true)
  Optional<SeriesRepository.Series> of(Offering.Id id) {
    benefits.inScope(id, Role.OFFICER, Role.LEADER);
    return repository.of(id.value());
  }

  /**
   * Publishes one turn that is due, in one transaction with the note that it is made: a node that
   * dies leaves nothing, and no two make the same. Answers whether there was one.
   */
  @Transactional
  boolean publishNext(Instant now) {
    var due = repository.due(now);
    if (due.isEmpty()) {
      return false;
    }
    var series = due.get();
    var next = series.nextAt();
    if (next == null) {
      throw new IllegalStateException("series " + series.id() + " is due and has ended");
    }
    var draft = read(series.draft());
    var giver =
        new Actor(series.madeBy(), null, null, List.of(new Duty(Role.OFFICER, series.path())));
    var made = giver.doing(() -> benefits.create(moved(draft, next)));
    listings.same(made.value(), series.original());
    giver.doing(() -> benefits.publish(made));
    repository.made(series.id(), series.turn(), made.value());
    var first = Instant.parse(draft.path("opensAt").asString());
    int turn = series.turn() + 1;
    repository.advance(
        series.id(), turn, within(series.every().opening(first, turn), series.untilOn()));
    return true;
  }

  private static @Nullable Instant within(Instant opening, LocalDate until) {
    return Moved.day(opening).isAfter(until) ? null : opening;
  }

  private JsonNode draft(Offering.Id id) {
    var draft = Draft.of(benefits.inScope(id, Role.OFFICER), benefits.get(id), unions);
    return ground.json.valueToTree(draft);
  }

  private JsonNode read(String draft) {
    return ground.json.readTree(draft);
  }

  private Draft moved(JsonNode draft, Instant opensAt) {
    return ground.json.treeToValue(Moved.to(draft, opensAt), Draft.class);
  }
}
