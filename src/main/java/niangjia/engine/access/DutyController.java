package niangjia.engine.access;

import static niangjia.engine.access.StaffController.given;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who holds which duty where, for security administrators. */
@RestController
@RequestMapping("/api/access/duties")
class DutyController {

  private final Duties duties;
  private final StaffAccounts accounts;
  private final Unions unions;
  private final InstantSource clock;

  DutyController(Duties duties, StaffAccounts accounts, Unions unions, InstantSource clock) {
    this.duties = duties;
    this.accounts = accounts;
    this.unions = unions;
    this.clock = clock;
  }

  /** Somebody by account. */
  record Somebody(UUID id, String username, Words name) {}

  /**
   * A duty.
   *
   * @param account whose it is; null for an account that no administrator keeps
   * @param until the first moment at which it is no longer held, null for an open end
   * @param by who granted it, null for the system
   */
  record DutyView(
      UUID id,
      @Nullable Somebody account,
      Role role,
      Union union,
      Instant from,
      @Nullable Instant until,
      @Nullable Somebody by,
      boolean mine) {}

  /**
   * A duty to be granted.
   *
   * @param from now, when it is left out
   */
  record DutyRequest(
      @Nullable UUID account,
      @Nullable Role role,
      @Nullable UUID union,
      @Nullable Instant from,
      @Nullable Instant until) {}

  /** What was granted. */
  record Granted(UUID id) {}

  /** The duties in the caller's subtrees, newest first. */
  @GetMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SECURITY)
  Page<DutyView> duties(
      @RequestParam(required = false) @Nullable UUID account,
      @RequestParam(required = false) @Nullable Role role,
      @RequestParam(defaultValue = "false") boolean ended,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var paths = Actor.current().paths(Role.SECURITY);
    var page = duties.page(new Duties.Filter(account, role, paths, ended, after, limit));
    var named = new LinkedHashSet<UUID>();
    for (var held : page.items()) {
      named.add(held.account());
      if (held.grantedBy() != null) {
        named.add(held.grantedBy());
      }
    }
    var names = accounts.named(List.copyOf(named));
    return page.map(held -> view(held, names));
  }

  /** Grants a duty to an account of the caller's subtree. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SECURITY)
  Granted grant(@RequestBody DutyRequest body) {
    var account = account(given("account", body.account()));
    var path = accounts.path(given("union", body.union()), Role.SECURITY);
    var from = body.from() == null ? clock.instant() : body.from();
    var grant = new Duties.Grant(account, given("role", body.role()), path, from, body.until());
    return new Granted(duties.grant(grant));
  }

  private UUID account(UUID id) {
    try {
      return accounts.get(id, Role.SECURITY).id();
    } catch (NotFound e) {
      throw new Invalid("account", "unknown");
    }
  }

  /** Ends a duty now; harmless when it has ended. */
  @PostMapping("/{id}/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SECURITY, object = "duty")
  void end(@PathVariable UUID id) {
    duties.end(id);
  }

  private DutyView view(Duties.Held held, Map<UUID, StaffAccounts.Listed> names) {
    return new DutyView(
        held.id(),
        somebody(held.account(), names),
        held.role(),
        unions.nearest(held.path()),
        held.from(),
        held.until(),
        held.grantedBy() == null ? null : somebody(held.grantedBy(), names),
        held.account().equals(Actor.current().account()));
  }

  private static @Nullable Somebody somebody(UUID id, Map<UUID, StaffAccounts.Listed> names) {
    var one = names.get(id);
    return one == null ? null : new Somebody(id, one.username(), one.name());
  }
}
