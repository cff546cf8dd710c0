package niangjia.engine.people;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import niangjia.engine.people.Membership.State;
import org.jspecify.annotations.Nullable;

/**
 * What services need to know of a person again and again, kept in memory: who, where, since when a
 * member, in which groups.
 *
 * @param path the path of the union that the person belongs to now
 * @param state where the membership stands, null for somebody who never asked to join
 * @param memberSince the first day of the present unbroken membership, null without one
 */
public record Profile(
    Person.Id id,
    String name,
    String path,
    @Nullable State state,
    @Nullable LocalDate memberSince,
    Set<Group> groups,
    boolean synthetic) {

  public Profile {
    groups = groups.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(groups));
  }
}
