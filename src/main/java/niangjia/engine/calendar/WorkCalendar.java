package niangjia.engine.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Counts in working days of China. A value: the same question to the same calendar always has the
 * same answer.
 *
 * @param years the years whose official notice is known; in others only weekends are free
 * @param days the days that a notice names
 */
public record WorkCalendar(Set<Integer> years, Map<LocalDate, Kind> days) {

  /** Where people's days begin and end. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** More working days than this nobody is given. */
  public static final int MOST = 2_000;

  /** What a notice makes of a day. */
  public enum Kind {
    /** A public holiday, or a day off around one. */
    REST,
    /** A weekend day on which people work, for a day off elsewhere (调休). */
    WORK
  }

  /**
   * When something is due.
   *
   * @param certain whether every day counted over lies in a year whose notice is known
   */
  public record Deadline(Instant at, LocalDate day, boolean certain) {}

  public WorkCalendar {
    years = Set.copyOf(years);
    days = Map.copyOf(days);
  }

  /** Whether people work on that day: as the notice says, else as the weekday does. */
  public boolean works(LocalDate day) {
    var kind = days.get(day);
    if (kind != null) {
      return kind == Kind.WORK;
    }
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /**
   * The n-th working day after a day, which itself does not count (Civil Code, article 201); before
   * it for a negative n. For 0 the day itself or, if nobody works then, the next on which people do
   * (article 203).
   */
  public LocalDate add(LocalDate day, int workingDays) {
    if (Math.abs(workingDays) > MOST) {
      throw new IllegalArgumentException(workingDays + " working days are too many");
    }
    var at = day;
    if (workingDays == 0) {
      while (!works(at)) {
        at = at.plusDays(1);
      }
      return at;
    }
    int step = Integer.signum(workingDays);
    for (int left = workingDays; left != 0; ) {
      at = at.plusDays(step);
      if (works(at)) {
        left -= step;
      }
    }
    return at;
  }

  /**
   * How many working days there are after the first day up to and with the last: what {@link #add}
   * takes to come from one to the other. Negative when the last is the earlier.
   */
  public int between(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      return -(int) last.datesUntil(first).filter(this::works).count();
    }
    return (int) first.plusDays(1).datesUntil(last.plusDays(1)).filter(this::works).count();
  }

  /**
   * When something is due that begins at an instant and takes so many working days: on the last of
   * them at that hour, in Shanghai.
   */
  public Deadline deadline(Instant from, int workingDays, LocalTime hour) {
    var first = LocalDate.ofInstant(from, ZONE);
    var last = add(first, workingDays);
    return new Deadline(last.atTime(hour).atZone(ZONE).toInstant(), last, knows(first, last));
  }

  /** Whether the notices of all years of these days are known. */
  public boolean knows(LocalDate first, LocalDate last) {
    var from = first.isBefore(last) ? first : last;
    var until = first.isBefore(last) ? last : first;
    for (int year = from.getYear(); year <= until.getYear(); year++) {
      if (!years.contains(year)) {
        return false;
      }
    }
    return true;
  }
}
