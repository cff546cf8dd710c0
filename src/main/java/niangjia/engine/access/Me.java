package niangjia.engine.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;

/**
 * What somebody's own browser needs to know of them.
 *
 * @param demo whether this is a demonstration
 * @param account null when nobody is signed in
 * @param person who a worker is; null for staff
 */
record Me(
    boolean signedIn,
    Instant serverTime,
    boolean demo,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Login account,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Self person,
    List<Held> duties) {

  /** The account that is signed in. */
  record Login(UUID id, String name, Account.Kind kind) {}

  /** The person who is signed in. */
  record Self(
      Person.Id id,
      String name,
      String phoneMasked,
      Union union,
      @Nullable Joined membership,
      Set<Group> groups) {}

  /** Where the membership stands and since when it is unbroken. */
  record Joined(Membership.State state, @Nullable LocalDate joinedOn) {}

  /** A duty and the union at which it is held. */
  record Held(Role role, Union union) {}
}
