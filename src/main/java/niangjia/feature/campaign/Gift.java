package niangjia.feature.campaign;

import java.util.Set;
import java.util.UUID;
import niangjia.engine.people.Group;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * What one person gets, on one list.
 *
 * @param person null once the person was forgotten
 * @param name the person's at approval, null before
 * @param union the path of the person's union at approval, null before
 * @param groups the person's at approval
 */
public record Gift(
    UUID id,
    UUID list,
    Person.@Nullable Id person,
    State state,
    @Nullable Cause reason,
    @Nullable String name,
    @Nullable String union,
    Set<Group> groups,
    long amount) {

  public Gift {
    groups = Set.copyOf(groups);
  }

  /** Whether somebody is on the list. */
  public enum State {
    /** On a list that nobody has approved. */
    PROPOSED,
    /** On an approved list. */
    APPROVED,
    /** Taken off, with its reason. */
    DROPPED
  }

  /** Why somebody was taken off a list. */
  public enum Cause {
    /** Another union gives. */
    OTHER_LIST,
    /** No longer with that union, or not there any more. */
    GONE,
    /** Does not want it. */
    DECLINED,
    /** Should never have been on it. */
    MISTAKE
  }

  /** The same, approved, with what is known of the person now. */
  Gift snapshot(String nameNow, String path, Set<Group> groupsNow) {
    return new Gift(id, list, person, State.APPROVED, null, nameNow, path, groupsNow, amount);
  }
}
