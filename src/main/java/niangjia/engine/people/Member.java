package niangjia.engine.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import niangjia.engine.union.Union;
import org.jspecify.annotations.Nullable;

/**
 * A person as officers see them in lists: name, phone and id number masked.
 *
 * @param memberships every period from the first on; null in a list, which does not show them
 */
public record Member(
    Person.Id id,
    String name,
    String phoneMasked,
    String idMasked,
    Union union,
    Membership.@Nullable State state,
    @Nullable LocalDate joinedOn,
    Set<Group> groups,
    boolean synthetic,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Membership> memberships) {

  Member with(List<Membership> history) {
    return new Member(
        id, name, phoneMasked, idMasked, union, state, joinedOn, groups, synthetic, history);
  }
}
