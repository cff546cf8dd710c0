package niangjia.engine.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import niangjia.ApplicationTest;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.calendar.WorkCalendars;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares deadlines with a calculation of another kind, from the data of another project (2024 to
 * 2026, with all make-up days): ranks in the set of working evenings.
 */
@ApplicationTest
class LimitTests {

  private static final Instant FIRST = Instant.parse("2024-01-02T00:00:00Z");
  private static final int SPAN_HOURS = 24 * 800;

  @Autowired private WorkCalendars calendars;

  private static Set<LocalDate> days(String kind) throws IOException {
    var found = new HashSet<LocalDate>();
    new JsonMapper()
        .readTree(Path.of("src/test/resources/calendar/chinese-days.json"))
        .path("years")
        .forEach(year -> year.path(kind).forEach(d -> found.add(LocalDate.parse(d.asString()))));
    return found;
  }

  /** The ranks of working evenings, less those on which the case rested. */
  private record Ranks(TreeSet<LocalDate> working) {

    static Ranks of(Set<LocalDate> holidays, Set<LocalDate> workdays) {
      var working = new TreeSet<LocalDate>(workdays);
      for (var day = LocalDate.of(2024, 1, 1); day.getYear() < 2027; day = day.plusDays(1)) {
        // Day 0 of the epoch was a Thursday: 2 and 3 are Saturday and Sunday.
        long weekday = Math.floorMod(day.toEpochDay(), 7L);
        if (weekday != 2 && weekday != 3 && !holidays.contains(day)) {
          working.add(day);
        }
      }
      return new Ranks(working);
    }

    /** How many evenings there are between two instants, both included. */
    private int evenings(Instant from, Instant until) {
      return (int)
          working.subSet(day(from), true, day(until), true).stream()
              .map(Ranks::evening)
              .filter(at -> !at.isBefore(from) && !at.isAfter(until))
              .count();
    }

    Instant due(Instant entered, int amount, List<Limit.Rest> rests) {
      var tomorrow = day(entered).plusDays(1).atStartOfDay(WorkCalendar.ZONE).toInstant();
      for (var day : working.tailSet(day(tomorrow), true)) {
        var at = evening(day);
        int rested = 0;
        for (var rest : rests) {
          var from = rest.from().isBefore(tomorrow) ? tomorrow : rest.from();
          var until = rest.until().minusNanos(1);
          var end = until.isAfter(at) ? at : until;
          rested += end.isBefore(from) ? 0 : evenings(from, end);
        }
        if (evenings(tomorrow, at) - rested == amount) {
          return at;
        }
      }
      throw new AssertionError("never due");
    }

    private static Instant evening(LocalDate day) {
      return day.atTime(18, 0).atZone(WorkCalendar.ZONE).toInstant();
    }

    private static LocalDate day(Instant at) {
      return LocalDate.ofInstant(at, WorkCalendar.ZONE);
    }
  }

  /** Rests in order, the next one always before what was then due. */
  private static List<Limit.Rest> rests(Random random, Instant entered, int most) {
    var rests = new ArrayList<Limit.Rest>();
    var at = entered;
    for (int i = random.nextInt(3); i > 0; i--) {
      var from = at.plus(random.nextInt(1, most), ChronoUnit.HOURS);
      at = from.plus(random.nextInt(1, 24 * 30), ChronoUnit.HOURS);
      rests.add(new Limit.Rest(from, at));
    }
    return rests;
  }

  @Test
  void workingDaysEqualTheRanksOfWorkingEveningsOverThreeYears() throws IOException {
    var ranks = Ranks.of(days("holidays"), days("workdays"));
    var random = new Random(20261123);
    int rested = 0;
    for (int i = 0; i < 5_000; i++) {
      var entered = FIRST.plus(random.nextInt(SPAN_HOURS), ChronoUnit.HOURS);
      var limit = new Limit(random.nextInt(1, 20), Limit.Unit.WORKING_DAYS);
      var rests = rests(random, entered, 36);
      rested += rests.size();
      var due = limit.due(entered, rests, calendars.current());
      assertThat(due.at())
          .as("%s from %s with %s", limit, entered, rests)
          .isEqualTo(ranks.due(entered, limit.amount(), rests));
    }
    assertThat(rested).isGreaterThan(3_000);
  }

  @Test
  void hoursRunByTheClockAndStopWhileTheCaseRests() {
    var entered = Instant.parse("2026-02-14T10:00:00Z");
    var limit = Limit.of("24h");
    assertThat(limit.due(entered, List.of(), calendars.current()).at())
        .isEqualTo(Instant.parse("2026-02-15T10:00:00Z"));
    var rest =
        new Limit.Rest(entered.plus(Duration.ofHours(20)), entered.plus(Duration.ofHours(70)));
    assertThat(limit.due(entered, List.of(rest), calendars.current()).at())
        .isEqualTo(Instant.parse("2026-02-17T12:00:00Z"));
  }

  @Test
  void whatIsOverdueStaysOverdueHoweverLongItRests() {
    var entered = Instant.parse("2026-03-02T01:00:00Z");
    var limit = Limit.of("1d");
    var late = Instant.parse("2026-03-05T01:00:00Z");
    var rest = new Limit.Rest(late, late.plus(Duration.ofDays(30)));
    assertThat(limit.due(entered, List.of(rest), calendars.current()).at())
        .isEqualTo(Instant.parse("2026-03-03T10:00:00Z"));
  }

  @Test
  void sevenDaysOverTheNationalHolidayOf2026EndOnTheSixteenth() {
    // Friday 25 September is a holiday; 1 to 7 October are; Saturday 10 October is worked.
    var entered = Instant.parse("2026-09-30T02:00:00Z");
    var due = Limit.of("7d").due(entered, List.of(), calendars.current());
    assertThat(due.day()).isEqualTo(LocalDate.of(2026, 10, 15));
    assertThat(due.certain()).isTrue();
  }
}
