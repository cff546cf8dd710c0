package niangjia.engine.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Who may take part, as rules on a {@link Profile}. It reads memory only.
 *
 * @param within the path whose subtree the person must belong to, null for anywhere
 * @param states the states of membership of which one is needed, empty for any or none
 * @param groups the groups of which one is needed, empty for all people
 * @param memberMonths how many whole months the membership must have lasted, 0 for any
 */
public record Eligibility(
    @Nullable String within, Set<Membership.State> states, Set<Group> groups, int memberMonths) {

  /** The longest membership that may be asked for: fifty years. */
  public static final int MOST_MONTHS = 600;

  /** Lets everybody in. */
  public static final Eligibility ALL = new Eligibility(null, Set.of(), Set.of(), 0);

  private static final Group[] GROUPS = Group.values();

  /** One kind of rule. */
  public enum Rule {
    /** Belongs to the subtree. */
    UNION,
    /** The membership is in one of the states. */
    MEMBERSHIP,
    /** Is in one of the groups. */
    GROUP,
    /** Has been a member long enough. */
    MEMBER_MONTHS,
    /** Is on the list that it is limited to. */
    LIST,
    /** Does not pause for not having come. */
    ABSENCE
  }

  /**
   * One rule that is asked for, and whether the person keeps it.
   *
   * @param until when the person keeps it again by itself, null where that is not known
   */
  public record Check(Rule rule, boolean ok, @Nullable Instant until) {

    /** A rule of which time changes nothing that is known. */
    public Check(Rule rule, boolean ok) {
      this(rule, ok, null);
    }
  }

  public Eligibility {
    if (memberMonths < 0 || memberMonths > MOST_MONTHS) {
      throw new Invalid("memberMonths", "range", 0, MOST_MONTHS);
    }
    states = inOrder(states);
    groups = inOrder(groups);
  }

  /** Every rule that is asked for, and whether the person keeps it on that day. */
  public List<Check> check(Profile profile, LocalDate today) {
    var checks = new ArrayList<Check>(4);
    if (within != null) {
      checks.add(new Check(Rule.UNION, inUnion(profile)));
    }
    if (!states.isEmpty()) {
      checks.add(new Check(Rule.MEMBERSHIP, inState(profile)));
    }
    if (!groups.isEmpty()) {
      checks.add(new Check(Rule.GROUP, inGroup(profile)));
    }
    if (memberMonths > 0) {
      checks.add(new Check(Rule.MEMBER_MONTHS, longEnough(profile, today)));
    }
    return List.copyOf(checks);
  }

  /** Whether the person keeps every rule on that day. */
  public boolean admits(Profile profile, LocalDate today) {
    return inUnion(profile) && inState(profile) && inGroup(profile) && longEnough(profile, today);
  }

  private boolean inUnion(Profile profile) {
    var path = profile.path();
    return within == null
        || (path.startsWith(within)
            && (path.length() == within.length() || path.charAt(within.length()) == '.'));
  }

  private boolean inState(Profile profile) {
    var state = profile.state();
    return states.isEmpty() || (state != null && states.contains(state));
  }

  private boolean inGroup(Profile profile) {
    if (groups.isEmpty()) {
      return true;
    }
    for (var group : GROUPS) {
      if (groups.contains(group) && profile.groups().contains(group)) {
        return true;
      }
    }
    return false;
  }

  private boolean longEnough(Profile profile, LocalDate today) {
    var since = profile.memberSince();
    return memberMonths == 0 || (since != null && !since.plusMonths(memberMonths).isAfter(today));
  }

  private static <E extends Enum<E>> Set<E> inOrder(Collection<E> values) {
    return values.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(values));
  }
}
