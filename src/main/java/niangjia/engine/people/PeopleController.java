package niangjia.engine.people;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Page;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Members over HTTP, for officers. */
@RestController
@RequestMapping("/api/people")
class PeopleController {

  private static final int SHOWN_SECONDS = 60;

  private final Members members;
  private final Disclosures disclosures;
  private final Unions unions;

  PeopleController(Members members, Disclosures disclosures, Unions unions) {
    this.members = members;
    this.disclosures = disclosures;
    this.unions = unions;
  }

  /**
   * What to list.
   *
   * @param union the union whose subtree to list, null for all that the officer serves
   * @param query the beginning of a name, or a whole phone, or a whole resident id number
   * @param after the {@code next} of the page before
   */
  record Query(
      @Nullable UUID union,
      @Size(max = 100) @Nullable String query,
      @Nullable Group group,
      Membership.@Nullable State state,
      @Nullable UUID after) {}

  /** A page of members in the officer's scope. */
  @GetMapping("/members")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  Page<Member> members(
      @ParameterObject @Valid Query query,
      @RequestParam(defaultValue = "50") @Min(1) @Max(Page.LIMIT) int limit) {
    var paths =
        query.union() == null
            ? Actor.current().paths(Role.OFFICER)
            : List.of(unions.get(new Union.Id(query.union())).path());
    var search = new Members.Search(paths, query.query(), query.group(), query.state());
    var after = query.after() == null ? null : new Person.Id(query.after());
    return members.page(search, after, limit);
  }

  /** One member with the history of the membership. */
  @GetMapping("/members/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "person", opens = true)
  Member member(@PathVariable UUID id) {
    return members.get(new Person.Id(id));
  }

  /** Which number, and why. */
  record RevealRequest(
      Disclosures.@Nullable Field field,
      Disclosures.@Nullable Purpose reason,
      @Nullable String note) {}

  /** A whole number, and how long the screen shows it. */
  record Revealed(Disclosures.Field field, String value, int hideInSeconds) {}

  /** One whole number of one member, for a reason. */
  @PostMapping("/members/{id}/reveal")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "person", opens = true)
  Revealed reveal(@PathVariable UUID id, @RequestBody RevealRequest wish) {
    if (wish.field() == null) {
      throw new Invalid("field", "required");
    }
    if (wish.reason() == null) {
      throw new Invalid("reason", "required");
    }
    var value = disclosures.reveal(new Person.Id(id), wish.field(), wish.reason(), wish.note());
    return new Revealed(wish.field(), value, SHOWN_SECONDS);
  }
}
