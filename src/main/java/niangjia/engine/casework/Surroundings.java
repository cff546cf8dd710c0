package niangjia.engine.casework;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import niangjia.engine.calendar.WorkCalendars;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the rules look at besides the case: the clock, the calendar, duties and the tree. */
@Component
class Surroundings {

  private final CaseTypes types;
  private final WorkCalendars calendars;
  private final Duties duties;
  private final Unions unions;
  private final InstantSource clock;

  Surroundings(
      CaseTypes types, WorkCalendars calendars, Duties duties, Unions unions, InstantSource clock) {
    this.types = types;
    this.calendars = calendars;
    this.duties = duties;
    this.unions = unions;
    this.clock = clock;
  }

  /** Those of a case; its history is read when a rule asks for it, and then once. */
  Moment.Around of(Case now, Supplier<List<Event>> history) {
    var type = types.version(now.origin().type(), now.origin().typeVersion());
    var at = now();
    return new Moment.Around(
        at,
        calendars.current(),
        type,
        new Once(history),
        category -> types.category(type.code(), category).map(Category::due).orElse(null),
        account -> duties.of(account, at),
        this::above);
  }

  /** The clock of a step that begins at an instant. */
  Case.Clock start(Instant at, Limit allowed) {
    return new Clocks(calendars.current(), at).start(allowed);
  }

  /** The union above a path. */
  Optional<String> above(String path) {
    return unions.above(path).map(Union::path);
  }

  boolean exists(String path) {
    return unions.at(path).isPresent();
  }

  Instant now() {
    return clock.instant();
  }

  private static final class Once implements Supplier<List<Event>> {

    private final Supplier<List<Event>> history;
    private @Nullable List<Event> known;

    Once(Supplier<List<Event>> history) {
      this.history = history;
    }

    @Override
    public List<Event> get() {
      var had = known;
      if (had == null) {
        had = history.get();
        known = had;
      }
      return had;
    }
  }
}
