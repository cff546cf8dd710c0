package niangjia.engine.casework;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Opens cases and moves them. Each act is one transaction on one locked row, with one event; under
 * the same key it happens once. A feature hears of it in that transaction, as {@link CaseMoved}.
 */
@Service
public class Cases {

  /**
   * A case to be opened.
   *
   * @param id of the opener's making; the same again finds the same case
   * @param path the union that is to have it
   * @param person whose matter it is, null for nobody in particular
   * @param confidential whether to hide it from the person's own unit: it then goes to the union
   *     above that unit
   */
  public record Opening(
      Case.Id id,
      String type,
      String path,
      Person.@Nullable Id person,
      String category,
      String subject,
      boolean urgent,
      boolean confidential) {}

  private static final int SUBJECT = 120;
  private static final int NUMBER = 6;
  private static final String DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyMM");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CaseRepository repository;
  private final CaseTypes types;
  private final Surroundings around;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  Cases(
      CaseRepository repository,
      CaseTypes types,
      Surroundings around,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.types = types;
    this.around = around;
    this.transactions = transactions;
    this.events = events;
  }

  /**
   * Opens a case; the same again changes nothing. In the system's transaction: the feature has
   * checked that whoever opens it may.
   *
   * @param by whoever opens it
   */
  public Case open(Opening opening, Actor by) {
    return within(true, () -> enter(opening, by));
  }

  private Case enter(Opening opening, Actor by) {
    var numbered = types.latest(opening.type());
    var category =
        types
            .category(opening.type(), opening.category())
            .filter(one -> !one.retired())
            .orElseThrow(() -> new Invalid("category", "unknown"));
    var subject = opening.subject().strip();
    if (subject.isEmpty() || subject.length() > SUBJECT) {
      throw new Invalid("subject", subject.isEmpty() ? "required" : "tooLong", SUBJECT);
    }
    if (!around.exists(opening.path())) {
      throw new Invalid("path", "unknown");
    }
    var veil = opening.confidential() ? opening.path() : null;
    var source = source(opening, by);
    var now = around.now();
    var origin =
        new Case.Origin(
            opening.type(),
            numbered.version(),
            category.code(),
            opening.urgent(),
            veil,
            opening.person(),
            source == Event.Source.STAFF ? by.account() : null,
            subject,
            now);
    var step = numbered.type().first();
    var due = category.due();
    var allowed = step.byCategory() && due != null ? due : step.due();
    var task = new Case.Task(step.role(), null, null, List.of(), false, around.start(now, allowed));
    var path = veil == null ? opening.path() : around.above(veil).orElse(veil);
    return enter(
        new Case(opening.id(), "", origin, path, step.code(), task, null, null, 1), source);
  }

  private static Event.Source source(Opening opening, Actor by) {
    var person = opening.person();
    if (person != null && person.value().equals(by.person())) {
      return Event.Source.PERSON;
    }
    return by.account() == null ? Event.Source.SYSTEM : Event.Source.STAFF;
  }

  private Case enter(Case wanted, Event.Source source) {
    while (true) {
      var made = wanted.numbered(number(wanted.origin().openedAt()));
      if (repository.insert(made)) {
        var event =
            new Event(
                made.id().value(),
                made.id(),
                1,
                made.origin().openedAt(),
                Event.Kind.OPENED,
                source,
                made.origin().by(),
                made.step(),
                made.step(),
                Event.What.to(null, made.path(), null),
                made.at().clock().dueAt());
        repository.insert(event);
        events.publishEvent(new CaseMoved(null, made, event));
        return made;
      }
      var known = repository.find(wanted.id()).orElse(null);
      if (known != null) {
        return known;
      }
    }
  }

  /** The case, for those who may see it; {@link NotFound} for everybody else. */
  public Case get(Case.Id id) {
    var found = within(false, () -> repository.find(id).orElseThrow(NotFound::new));
    who(found, Actor.current());
    return found;
  }

  /** What happened to it, in order; for the same people. */
  public List<Event> events(Case.Id id) {
    return within(false, () -> repository.events(id));
  }

  /** What belongs to it: its parts, and what was merged into it. */
  public List<Case> parts(Case.Id id) {
    return within(false, () -> repository.parts(id));
  }

  /**
   * Does something to a case, once for each key.
   *
   * @param seen the version of the case that the actor has read
   */
  public Outcome act(Case.Id id, UUID key, int seen, Act act) {
    var actor = Actor.current();
    boolean away = act instanceof Act.HandOver hand && hand.path() != null;
    try {
      if (away || actor.person() != null) {
        var who = who(get(id), actor);
        return within(true, () -> act(id, key, seen, act, _ -> who));
      }
      return within(false, () -> act(id, key, seen, act, now -> who(now, actor)));
    } catch (DuplicateKeyException e) {
      return new Outcome.No(Outcome.Reason.KEY_USED, get(id));
    }
  }

  /** Does the system's own work on a case: wakes it, or looks at it again. */
  Outcome act(Case.Id id, Act act) {
    var system = new Moment.Who(null, Event.Source.SYSTEM, List.of());
    return within(
        true,
        () -> {
          var now = repository.lock(List.of(id)).getFirst();
          return act(now, Ids.next(), act, system, null);
        });
  }

  private Outcome act(Case.Id id, UUID key, int seen, Act act, Function<Case, Moment.Who> acting) {
    var other = other(act);
    var ids = other == null ? List.of(id) : List.of(id, other);
    var locked = repository.lock(ids);
    var now = named(locked, id).orElseThrow(NotFound::new);
    var who = acting.apply(now);
    var earlier = repository.event(key).orElse(null);
    if (earlier != null) {
      return earlier.of().equals(id) && Objects.equals(earlier.by(), who.account())
          ? new Outcome.Done(now)
          : new Outcome.No(Outcome.Reason.KEY_USED, now);
    }
    if (now.version() != seen) {
      return new Outcome.No(Outcome.Reason.CHANGED_MEANWHILE, now);
    }
    var larger = other == null ? null : named(locked, other).orElse(null);
    var refused = other == null ? null : refused(now, larger, act);
    return refused == null ? act(now, key, act, who, larger) : new Outcome.No(refused, now);
  }

  private Outcome act(Case now, UUID key, Act act, Moment.Who who, @Nullable Case larger) {
    if (act instanceof Act.Edit edit
        && edit.category() != null
        && types.category(now.origin().type(), edit.category()).isEmpty()) {
      throw new Invalid("category", "unknown");
    }
    var surroundings = around(now);
    var at = surroundings.now();
    return switch (Moves.of(now, act, who, surroundings)) {
      case Moves.Result.No(Outcome.Reason reason) -> new Outcome.No(reason, now);
      case Moves.Result.Moved(Case after, Event.Kind kind, Event.What what) -> {
        var next = write(now, after, new Said(key, at, kind, who, what));
        if (larger != null && kind == Event.Kind.MERGED) {
          var with = Event.What.with(now.id());
          write(larger, larger, new Said(Ids.next(), at, Event.Kind.RECEIVED, who, with));
        }
        yield new Outcome.Done(next);
      }
    };
  }

  /** What is to be written down, and by whom. */
  private record Said(UUID key, Instant at, Event.Kind kind, Moment.Who who, Event.What what) {}

  private Case write(Case before, Case after, Said said) {
    var next = after.turned(before.version() + 1);
    repository.update(before, next);
    var due = before.task() == null ? null : before.at().clock().dueAt();
    boolean entered = next.task() != null && !next.step().equals(before.step());
    var to = entered || said.kind() == Event.Kind.REOPENED ? next.step() : null;
    var who = said.who();
    var event =
        new Event(
            said.key(),
            before.id(),
            next.version(),
            said.at(),
            said.kind(),
            who.source(),
            who.account(),
            before.step(),
            to,
            said.what(),
            due);
    repository.insert(event);
    events.publishEvent(new CaseMoved(before, next, event));
    return next;
  }

  /** Whether acts could be done now by whoever asks; tries the rules, and does nothing. */
  Predicate<Act> trying(Case now) {
    var who = who(now, Actor.current());
    var surroundings = around(now);
    return act -> {
      try {
        return Moves.of(now, act, who, surroundings) instanceof Moves.Result.Moved;
      } catch (Invalid e) {
        return false;
      }
    };
  }

  private Moment.Around around(Case now) {
    return around.of(now, () -> within(false, () -> repository.events(now.id())));
  }

  private static Case.@Nullable Id other(Act act) {
    return switch (act) {
      case Act.Merge(Case.Id into) -> into;
      case Act.Link(Case.@Nullable Id parent) -> parent;
      default -> null;
    };
  }

  private Outcome.@Nullable Reason refused(Case now, @Nullable Case larger, Act act) {
    if (larger == null || larger.id().equals(now.id())) {
      return Outcome.Reason.NOT_ALIKE;
    }
    if (act instanceof Act.Merge) {
      boolean takes = larger.open() && larger.origin().type().equals(now.origin().type());
      return takes ? null : Outcome.Reason.NOT_ALIKE;
    }
    boolean flat =
        larger.parent() == null
            && repository.parts(now.id()).stream().allMatch(part -> part.parent() == null);
    return flat ? null : Outcome.Reason.ONE_LEVEL_ONLY;
  }

  private static Optional<Case> named(List<Case> cases, Case.Id id) {
    return cases.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** Whoever acts on a case: an officer who sees it, the person whose matter it is. */
  private static Moment.Who who(Case now, Actor actor) {
    var person = now.origin().person();
    if (actor.equals(Actor.SYSTEM)) {
      return new Moment.Who(null, Event.Source.SYSTEM, List.of());
    }
    if (person != null && person.value().equals(actor.person())) {
      return new Moment.Who(null, Event.Source.PERSON, List.of());
    }
    var who = new Moment.Who(actor.account(), Event.Source.STAFF, actor.duties());
    if (!who.sees(now.path())) {
      throw new NotFound();
    }
    return who;
  }

  private <T> T within(boolean system, Supplier<T> work) {
    Supplier<T> whole = () -> Objects.requireNonNull(transactions.execute(_ -> work.get()));
    return system ? Actor.asSystem(whole) : whole.get();
  }

  private static String number(Instant at) {
    var number = new StringBuilder(MONTH.format(at.atZone(WorkCalendar.ZONE))).append('-');
    for (int i = 0; i < NUMBER; i++) {
      number.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return number.toString();
  }
}
