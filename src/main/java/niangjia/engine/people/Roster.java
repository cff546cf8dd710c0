package niangjia.engine.people;

import java.time.LocalDate;
import java.util.Set;

/**
 * The people of a subtree who are in certain groups and whose membership stands somewhere, as of
 * today.
 *
 * @param within the path whose subtree they belong to
 * @param states the states of membership of which one is needed, empty for any or none
 * @param groups the groups of which one is needed, empty for all people
 */
public record Roster(String within, Set<Membership.State> states, Set<Group> groups) {

  public Roster {
    states = Set.copyOf(states);
    groups = Set.copyOf(groups);
  }

  /** Whether somebody is in it. */
  public boolean means(Profile profile) {
    return new Eligibility(within, states, groups, 0).admits(profile, LocalDate.MAX);
  }

  /**
   * How many there are in a part of the subtree.
   *
   * @param path the union directly below, or the subtree's own
   * @param all how many of the roster
   * @param left how many of them are not among those already known
   */
  public record Part(String path, long all, long left) {}
}
