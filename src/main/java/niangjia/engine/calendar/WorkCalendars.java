package niangjia.engine.calendar;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The years that are known. Each node keeps them in memory and reads them again when a signal says
 * that one changed.
 */
@Service
public class WorkCalendars {

  private static final String TOPIC = "calendar";

  /** Why a year is not changed. */
  public enum Reason {
    /** The calendar is the same for all: only those at the top of the tree keep it. */
    NOT_AT_THE_TOP,
    /** Somebody changed the year since it was read. */
    CHANGED_MEANWHILE
  }

  private record Known(List<Year> years, WorkCalendar calendar) {}

  private final CalendarRepository repository;
  private final Signals signals;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;
  private volatile @Nullable Known known;

  WorkCalendars(
      CalendarRepository repository,
      Signals signals,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.repository = repository;
    this.signals = signals;
    this.clock = clock;
    this.events = events;
    signals.listen(TOPIC, _ -> reload());
  }

  /** The calendar as it is known now. */
  public WorkCalendar current() {
    return known().calendar;
  }

  /** The years whose notice is known, in order. */
  public List<Year> years() {
    return known().years;
  }

  /** The year, if its notice is known. */
  public Optional<Year> year(int year) {
    return known().years.stream().filter(one -> one.year() == year).findFirst();
  }

  /**
   * Enters a year, or changes it if nobody else did since that version was read. Answers why not,
   * or nothing when it is done.
   */
  @Transactional
  public Optional<Reason> change(Year year, String reason) {
    check(year);
    var account = account();
    if (Actor.current().paths(Role.OFFICER, Role.SYSTEM).stream().allMatch(p -> p.contains("."))) {
      return Optional.of(Reason.NOT_AT_THE_TOP);
    }
    if (!repository.write(year)) {
      return Optional.of(Reason.CHANGED_MEANWHILE);
    }
    repository.replaceDays(year);
    int version = year.version() + 1;
    var change =
        new CalendarRepository.Change(
            Ids.next(), year.year(), version, account, reason, clock.instant());
    repository.note(change, year.days());
    events.publishEvent(new YearChanged(year.year(), version, account, reason, clock.instant()));
    signals.send(TOPIC, Integer.toString(year.year()));
    return Optional.empty();
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    return account;
  }

  private static void check(Year year) {
    var seen = new HashSet<LocalDate>();
    var first = LocalDate.of(year.year() - 1, 12, 1);
    var last = LocalDate.of(year.year(), 12, 31);
    for (int i = 0; i < year.days().size(); i++) {
      var day = year.days().get(i).day();
      if (day.isBefore(first) || day.isAfter(last)) {
        throw new Invalid("days[" + i + "].day", "range", first, last);
      }
      if (!seen.add(day)) {
        throw new Invalid("days[" + i + "].day", "duplicate");
      }
    }
  }

  /**
   * Reads the years again, on this node only; one reading after the other, so that the last one
   * stays.
   */
  synchronized void reload() {
    known = read();
  }

  private Known known() {
    var had = known;
    if (had == null) {
      had = read();
      known = had;
    }
    return had;
  }

  private Known read() {
    var years = repository.all();
    var days = new HashMap<LocalDate, WorkCalendar.Kind>();
    var numbers = new HashSet<Integer>();
    for (var year : years) {
      numbers.add(year.year());
      year.days().forEach(day -> days.put(day.day(), day.kind()));
    }
    return new Known(List.copyOf(years), new WorkCalendar(numbers, days));
  }
}
