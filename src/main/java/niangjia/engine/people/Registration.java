package niangjia.engine.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A person to be entered, with the membership's periods in order of time.
 *
 * @param path the union that the person belongs to now
 * @param groups the groups that the person is in, each with its first day
 */
public record Registration(
    Person.Id id,
    String name,
    IdNumber number,
    Phone phone,
    String path,
    List<Period> periods,
    Map<Group, LocalDate> groups,
    boolean synthetic) {

  private static final int LONGEST_NAME = 100;

  /** A period of membership, open at its end when {@code until} is null. */
  public record Period(
      String path, Membership.State state, LocalDate from, @Nullable LocalDate until) {}

  public Registration {
    name = name.strip();
    if (name.isEmpty()) {
      throw new Invalid("name", "required");
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new Invalid("name", "tooLong", LONGEST_NAME);
    }
    periods = List.copyOf(periods);
    groups = Map.copyOf(groups);
  }
}
