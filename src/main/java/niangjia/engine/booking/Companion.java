package niangjia.engine.booking;

import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the holder of a booking takes along.
 *
 * @param name null where only their number is asked for
 * @param relation whose companion it is, null where only their number is asked for
 */
public record Companion(@Nullable String name, @Nullable Relation relation) {

  /** The most that one may take along. */
  public static final int MOST = 9;

  private static final int NAME = 40;

  /** What the companion is to the holder. */
  public enum Relation {
    SPOUSE,
    CHILD,
    PARENT,
    OTHER
  }

  /**
   * How many an offering lets one take along.
   *
   * @param most none where it is 0
   * @param named whether name and relation are asked for
   */
  public record Rule(int most, boolean named) {

    /** Nobody comes along. */
    public static final Rule NONE = new Rule(0, false);

    public Rule {
      if (most < 0 || most > MOST) {
        throw new Invalid("most", "range", 0, MOST);
      }
    }
  }

  /** As the rule asks for it: what is not asked for is not kept. */
  Companion asked(Rule rule, int index) {
    if (!rule.named()) {
      return new Companion(null, null);
    }
    var field = "companions[" + index + "].";
    if (name == null || name.isBlank()) {
      throw new Invalid(field + "name", "required");
    }
    if (name.strip().length() > NAME) {
      throw new Invalid(field + "name", "tooLong", NAME);
    }
    if (relation == null) {
      throw new Invalid(field + "relation", "required");
    }
    return new Companion(name.strip(), relation);
  }
}
