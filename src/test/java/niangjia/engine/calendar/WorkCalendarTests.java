package niangjia.engine.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares what the calendar counts with a calculation of another kind: the set of all working days
 * of three years, made from the data of another project, and ranks in it.
 */
@ApplicationTest
class WorkCalendarTests {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);
  private static final LocalTime SIX = LocalTime.of(18, 0);

  @Autowired private WorkCalendars calendars;

  /** All working days of 2024 to 2026 by the data of chinese-days. */
  private static NavigableSet<LocalDate> oracle() throws IOException {
    var working = new TreeSet<LocalDate>();
    for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      // Day 0 of the epoch was a Thursday: 2 and 3 are Saturday and Sunday.
      long weekday = Math.floorMod(day.toEpochDay(), 7L);
      if (weekday != 2 && weekday != 3) {
        working.add(day);
      }
    }
    var data = new JsonMapper().readTree(Path.of("src/test/resources/calendar/chinese-days.json"));
    data.path("years")
        .forEach(
            year -> {
              year.path("holidays").forEach(d -> working.remove(LocalDate.parse(d.asString())));
              year.path("workdays").forEach(d -> working.add(LocalDate.parse(d.asString())));
            });
    return working;
  }

  /** Where the calendar and the oracle differ. */
  private static long differences(WorkCalendar calendar, NavigableSet<LocalDate> working) {
    return FIRST
        .datesUntil(LAST.plusDays(1))
        .filter(day -> calendar.works(day) != working.contains(day))
        .count();
  }

  @Test
  void everyDayOfThreeYearsIsAsTheNoticesSay() throws IOException {
    assertThat(differences(calendars.current(), oracle())).isZero();
    assertThat(calendars.current().years()).contains(2024, 2025, 2026);
  }

  @Test
  void oneWrongDayIsFound() throws IOException {
    var right = calendars.current();
    var days = new HashMap<>(right.days());
    days.remove(LocalDate.of(2026, 10, 10));
    assertThat(differences(new WorkCalendar(right.years(), days), oracle())).isEqualTo(1);
  }

  @Test
  void countingIsTheRankAmongAllWorkingDays() throws IOException {
    var working = oracle();
    var ordered = working.stream().toList();
    var calendar = calendars.current();
    var random = new Random(20_260_101);
    int span = (int) ChronoUnit.DAYS.between(FIRST, LAST);
    for (int i = 0; i < 20_000; i++) {
      var from = FIRST.plusDays(random.nextInt(span));
      int rank = working.headSet(from, true).size();
      int days = random.nextInt(-rank + 1, ordered.size() - rank + 1);
      if (days > 0) {
        assertThat(calendar.add(from, days)).isEqualTo(ordered.get(rank + days - 1));
        assertThat(calendar.between(from, calendar.add(from, days))).isEqualTo(days);
      }
      var to = FIRST.plusDays(random.nextInt(span));
      int other = working.headSet(to, true).size();
      if (!to.isBefore(from)) {
        assertThat(calendar.between(from, to)).isEqualTo(other - rank);
      }
    }
  }

  @Test
  void goingBackUndoesGoingOnFromAWorkingDay() throws IOException {
    var calendar = calendars.current();
    var ordered = oracle().stream().toList();
    for (int i = 0; i + 40 < ordered.size(); i++) {
      var day = ordered.get(i);
      int days = 1 + i % 40;
      assertThat(calendar.add(calendar.add(day, days), -days)).isEqualTo(day);
      assertThat(calendar.between(ordered.get(i + days), day)).isEqualTo(-days);
      assertThat(calendar.add(day, 0)).isEqualTo(day);
    }
  }

  @Test
  void deadlineOverTheNationalDayOf2026() {
    // Wednesday 30 September; 1 to 7 October are free, Saturday 10 October is worked.
    var from = Instant.parse("2026-09-30T02:00:00Z");
    var due = calendars.current().deadline(from, 3, SIX);
    assertThat(due.day()).isEqualTo(LocalDate.of(2026, 10, 10));
    assertThat(due.at()).isEqualTo(Instant.parse("2026-10-10T10:00:00Z"));
    assertThat(due.certain()).isTrue();
  }

  @Test
  void eveningInUtcIsTheNextDayInShanghai() {
    var due = calendars.current().deadline(Instant.parse("2026-03-02T16:30:00Z"), 1, SIX);
    assertThat(due.day()).isEqualTo(LocalDate.of(2026, 3, 4));
  }

  @Test
  void yearWithoutNoticeIsCountedByWeekendsAndSaidToBeUncertain() {
    var due = calendars.current().deadline(Instant.parse("2098-12-31T02:00:00Z"), 1, SIX);
    assertThat(due.day()).isEqualTo(LocalDate.of(2099, 1, 1));
    assertThat(due.certain()).isFalse();
  }
}
