package niangjia.engine.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;

/**
 * One year as its official notice orders it.
 *
 * @param source the notice with its number
 * @param issuedOn the day it was issued
 * @param version 0 for a year that is not entered yet; each change makes the next
 * @param days the days that are not what their weekday says, or that the notice names, in order
 */
public record Year(
    @Min(FIRST) @Max(LAST) int year,
    @NotBlank @Size(max = 200) String source,
    @NotNull LocalDate issuedOn,
    int version,
    @NotNull @Size(max = 100) List<@Valid Day> days) {

  static final int FIRST = 2000;
  static final int LAST = 2200;

  /** A day that a notice names, and after which holiday. */
  public record Day(
      @NotNull LocalDate day,
      WorkCalendar.@NotNull Kind kind,
      @NotBlank @Size(max = 40) String name) {}

  public Year {
    days = days == null ? List.of() : List.copyOf(days);
  }
}
