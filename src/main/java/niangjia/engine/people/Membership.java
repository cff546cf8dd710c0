package niangjia.engine.people;

import java.time.LocalDate;
import niangjia.engine.union.Union;
import org.jspecify.annotations.Nullable;

/**
 * One period of a person's membership: in one union, in one state.
 *
 * @param until the first day on which it no longer holds, null while it does
 */
public record Membership(Union union, State state, LocalDate from, @Nullable LocalDate until) {

  /** Where a membership stands. */
  public enum State {
    /** Asked to join, not yet admitted. */
    APPLIED,
    /** A member with all rights. */
    ACTIVE,
    /** Kept, with its rights at rest. */
    SUSPENDED,
    /** No longer a member. */
    LEFT
  }
}
