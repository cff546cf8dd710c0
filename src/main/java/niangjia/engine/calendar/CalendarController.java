package niangjia.engine.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import niangjia.platform.Authz;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Working days over HTTP. */
@RestController
@RequestMapping("/api/calendar")
class CalendarController {

  private final WorkCalendars calendars;
  private final CalendarRepository repository;
  private final InstantSource clock;

  CalendarController(WorkCalendars calendars, CalendarRepository repository, InstantSource clock) {
    this.calendars = calendars;
    this.repository = repository;
    this.clock = clock;
  }

  /**
   * One year at a glance.
   *
   * @param notice what its official notice orders, null while nobody has entered it
   * @param workingDays how many working days the year has, as far as is known
   * @param known all years whose notice is known
   */
  record YearView(int year, @Nullable Year notice, int workingDays, List<Integer> known) {}

  /** A year's working days; this year's when none is named. */
  @GetMapping("/year")
  @Authz(Authz.Scope.PUBLIC)
  YearView year(@RequestParam(required = false) @Min(Year.FIRST) @Max(Year.LAST) Integer year) {
    int wanted =
        year == null ? LocalDate.ofInstant(clock.instant(), WorkCalendar.ZONE).getYear() : year;
    var eve = LocalDate.of(wanted - 1, 12, 31);
    return new YearView(
        wanted,
        calendars.year(wanted).orElse(null),
        calendars.current().between(eve, LocalDate.of(wanted, 12, 31)),
        calendars.years().stream().map(Year::year).toList());
  }

  /** When something is due at six in the evening that begins on a day and takes working days. */
  @GetMapping("/deadline")
  @Authz(Authz.Scope.PUBLIC)
  WorkCalendar.Deadline deadline(
      @RequestParam LocalDate from,
      @RequestParam @Min(0) @Max(WorkCalendar.MOST) int days,
      @RequestParam(defaultValue = "18") @Min(0) @Max(23) int hour) {
    var start = from.atStartOfDay(WorkCalendar.ZONE).toInstant();
    return calendars.current().deadline(start, days, LocalTime.of(hour, 0));
  }

  /** One change that somebody made. */
  record ChangeView(int version, String reason, Instant at) {}

  /** Who changed a year, latest first. */
  @GetMapping("/changes")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.SYSTEM, Role.AUDITOR})
  List<ChangeView> changes(@RequestParam @Min(Year.FIRST) @Max(Year.LAST) int year) {
    return repository.changes(year).stream()
        .map(change -> new ChangeView(change.version(), change.reason(), change.changedAt()))
        .toList();
  }

  /** A year as it should be, and why. */
  record Change(@NotNull @Valid Year year, @NotBlank @Size(max = 200) String reason) {}

  /** Enters or changes a year. */
  @PutMapping("/year")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.SYSTEM})
  YearView change(@RequestBody @Valid Change change) {
    calendars
        .change(change.year(), change.reason())
        .ifPresent(
            reason -> {
              throw new Refused(reason, Map.of("year", change.year().year()));
            });
    return year(change.year().year());
  }
}
