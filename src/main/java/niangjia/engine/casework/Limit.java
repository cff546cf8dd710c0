package niangjia.engine.casework;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Pattern;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.platform.Invalid;

/**
 * How long a step may take: so many hours by the clock, or so many working days until six in the
 * evening of the last. The day on which it begins does not count (Civil Code, article 201), and a
 * period of days ends when business ends (article 203). Written as {@code 2h} or {@code 7d}.
 */
public record Limit(int amount, Unit unit) {

  /** What is counted. */
  public enum Unit {
    /** Hours by the clock, nights and holidays included. */
    HOURS,
    /** Working days. */
    WORKING_DAYS
  }

  /** A time in which the case rested, for a reason. */
  public record Rest(Instant from, Instant until) {

    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  private static final LocalTime EVENING = LocalTime.of(18, 0);
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,2})([hd])");

  public Limit {
    if (amount < 1 || amount > 999) {
      throw new Invalid("limit", "range", 1, 999);
    }
  }

  /** Reads {@code 2h} or {@code 7d}. */
  @JsonCreator
  public static Limit of(String written) {
    var parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new Invalid("limit", "limit");
    }
    var unit = parts.group(2).equals("h") ? Unit.HOURS : Unit.WORKING_DAYS;
    return new Limit(Integer.parseInt(parts.group(1)), unit);
  }

  @JsonValue
  @Override
  public String toString() {
    return amount + (unit == Unit.HOURS ? "h" : "d");
  }

  /**
   * When a step is due that began at an instant: at the end of its last hour that it did not rest,
   * or on the evening of the last working day whose evening did not find it resting. What rests
   * when it is overdue stays overdue.
   *
   * @param rests in order of time, without overlaps
   */
  public WorkCalendar.Deadline due(Instant entered, List<Rest> rests, WorkCalendar calendar) {
    return unit == Unit.HOURS ? hours(entered, rests) : days(entered, rests, calendar);
  }

  private WorkCalendar.Deadline hours(Instant entered, List<Rest> rests) {
    var due = entered.plus(Duration.ofHours(amount));
    for (var rest : rests) {
      if (rest.from().isBefore(due)) {
        due = due.plus(Duration.between(rest.from(), rest.until()));
      }
    }
    return new WorkCalendar.Deadline(due, day(due), true);
  }

  private WorkCalendar.Deadline days(Instant entered, List<Rest> rests, WorkCalendar calendar) {
    var first = day(entered);
    var last = first;
    for (int left = amount; left > 0; ) {
      last = calendar.add(last, 1);
      var evening = evening(last);
      if (rests.stream().noneMatch(rest -> rest.covers(evening))) {
        left--;
      }
    }
    return new WorkCalendar.Deadline(evening(last), last, calendar.knows(first, last));
  }

  private static Instant evening(LocalDate day) {
    return day.atTime(EVENING).atZone(WorkCalendar.ZONE).toInstant();
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, WorkCalendar.ZONE);
  }
}
