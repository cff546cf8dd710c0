package niangjia.engine.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import niangjia.engine.calendar.WorkCalendar;
import org.jspecify.annotations.Nullable;

/** The deadlines of a case: a step's own, and when the case next speaks up. Pure. */
final class Clocks {

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final WorkCalendar calendar;
  private final Instant now;

  Clocks(WorkCalendar calendar, Instant now) {
    this.calendar = calendar;
    this.now = now;
  }

  /** The clock of a step that begins now. */
  Case.Clock start(Limit allowed) {
    return since(now, allowed, List.of());
  }

  /** The clock of a step that began then and has rested since. */
  Case.Clock since(Instant entered, Limit allowed, List<Limit.Rest> rests) {
    var due = allowed.due(entered, rests, calendar);
    return new Case.Clock(entered, allowed, due.at(), due.certain(), due.at(), null, null);
  }

  /** Rests until a day, at whose ninth hour the case speaks up. */
  Case.Clock pause(Case.Clock clock, LocalDate until) {
    var wake = until.atTime(MORNING).atZone(WorkCalendar.ZONE).toInstant();
    return waking(clock, wake, now, clock.watch());
  }

  /** Goes on after a rest. */
  Case.Clock resume(Case.Clock clock, List<Limit.Rest> rests) {
    var pausedAt = clock.pausedAt();
    if (pausedAt == null) {
      return clock;
    }
    var all = new ArrayList<>(rests);
    all.add(new Limit.Rest(pausedAt, now));
    return kept(waking(clock, clock.dueAt(), null, clock.watch()), clock.allowed(), all);
  }

  /** Counts again from where it counted, by another limit or a calendar that knows more. */
  Case.Clock recount(Case.Clock clock, Limit allowed, List<Limit.Rest> rests) {
    return kept(clock, allowed, rests);
  }

  private Case.Clock kept(Case.Clock clock, Limit allowed, List<Limit.Rest> rests) {
    var fresh = since(clock.enteredAt(), allowed, rests);
    if (clock.pausedAt() != null) {
      return new Case.Clock(
          clock.enteredAt(),
          allowed,
          fresh.dueAt(),
          fresh.certain(),
          clock.wakeAt(),
          clock.pausedAt(),
          clock.watch());
    }
    boolean reported = clock.watch() != null && !fresh.dueAt().isAfter(now);
    return reported
        ? new Case.Clock(
            clock.enteredAt(),
            allowed,
            fresh.dueAt(),
            fresh.certain(),
            clock.wakeAt().isAfter(now) ? clock.wakeAt() : now,
            null,
            clock.watch())
        : fresh;
  }

  /** Reported to a union above; the next one hears of it when that limit is over as well. */
  Case.Clock escalate(Case.Clock clock, Limit each, String watch) {
    return waking(clock, each.due(now, List.of(), calendar).at(), null, watch);
  }

  /** With another union, which has to be told of what is overdue from the beginning. */
  Case.Clock moved(Case.Clock clock) {
    return clock.pausedAt() != null
        ? waking(clock, clock.wakeAt(), clock.pausedAt(), null)
        : waking(clock, clock.dueAt(), null, null);
  }

  private static Case.Clock waking(
      Case.Clock clock, Instant wakeAt, @Nullable Instant pausedAt, @Nullable String watch) {
    return new Case.Clock(
        clock.enteredAt(),
        clock.allowed(),
        clock.dueAt(),
        clock.certain(),
        wakeAt,
        pausedAt,
        watch);
  }

  /** The times in which a step rested that began then, without the one that still lasts. */
  static List<Limit.Rest> rests(List<Event> past, Instant entered) {
    var rests = new ArrayList<Limit.Rest>();
    Instant from = null;
    for (var event : past) {
      if (event.at().isBefore(entered)) {
        continue;
      }
      if (event.kind() == Event.Kind.PAUSED) {
        from = event.at();
      } else if (event.kind() == Event.Kind.RESUMED && from != null) {
        rests.add(new Limit.Rest(from, event.at()));
        from = null;
      }
    }
    return rests;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, WorkCalendar.ZONE);
  }
}
