package niangjia.engine.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import niangjia.engine.people.IdNumber;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
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

/**
 * Staff accounts: system administrators keep them, security administrators see whom they may
 * charge, and a second administrator confirms who may enrol.
 */
@RestController
@RequestMapping("/api/access/staff-accounts")
class StaffController {

  private final StaffAccounts accounts;
  private final Unions unions;

  StaffController(StaffAccounts accounts, Unions unions) {
    this.accounts = accounts;
    this.unions = unions;
  }

  /**
   * A staff account.
   *
   * @param confirmed whether a second administrator gave their half of the code to enrol by
   * @param mine whether it is the caller's own
   */
  record StaffView(
      UUID id,
      String username,
      Words name,
      Union union,
      StaffAccounts.State state,
      @Nullable Instant signedInAt,
      Instant createdAt,
      boolean confirmed,
      boolean mine) {}

  /**
   * An account to be made.
   *
   * @param idNumber the holder's, of which only a keyed hash is kept
   */
  record StaffRequest(
      @Nullable String username,
      @Nullable Words name,
      @Nullable UUID union,
      @Nullable String idNumber) {}

  /** The accounts of the caller's subtrees, by user name. */
  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SYSTEM, Role.SECURITY, Role.AUDITOR})
  Page<StaffView> accounts(
      @RequestParam(required = false) @Size(max = 50) @Nullable String query,
      @RequestParam(required = false) StaffAccounts.@Nullable State state,
      @RequestParam(required = false) @Size(max = 50) @Nullable String after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var paths = Actor.current().paths(Role.SYSTEM, Role.SECURITY, Role.AUDITOR);
    return accounts
        .page(new StaffAccounts.Filter(paths, query, state, after, limit))
        .map(this::view);
  }

  /** Makes an account and gives the first half of the code to enrol by, which is shown once. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM)
  Enrolments.Invitation open(@RequestBody StaffRequest body) {
    var path = accounts.path(given("union", body.union()), Role.SYSTEM);
    return accounts.open(
        new StaffAccounts.Opening(
            given("username", body.username()),
            given("name", body.name()),
            path,
            new IdNumber(given("idNumber", body.idNumber()))));
  }

  /** Locks an account; its sessions end. */
  @PostMapping("/{id}/lock")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM, object = "staff")
  StaffView lock(@PathVariable UUID id) {
    accounts.lock(id);
    return view(accounts.get(id, Role.SYSTEM));
  }

  /** Unlocks an account. */
  @PostMapping("/{id}/unlock")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM, object = "staff")
  StaffView unlock(@PathVariable UUID id) {
    accounts.unlock(id);
    return view(accounts.get(id, Role.SYSTEM));
  }

  /** Voids an account's credentials and gives the first half of a code to enrol anew by. */
  @PostMapping("/{id}/reset")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM, object = "staff")
  Enrolments.Invitation reset(@PathVariable UUID id) {
    return accounts.reset(id);
  }

  /** Gives the second half of the code to enrol by, which is shown once. */
  @PostMapping("/{id}/confirm")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SECURITY, Role.AUDITOR},
      object = "staff")
  Enrolments.Invitation confirm(@PathVariable UUID id) {
    return accounts.confirm(id);
  }

  private StaffView view(StaffAccounts.Listed one) {
    return new StaffView(
        one.id(),
        one.username(),
        one.name(),
        unions.nearest(one.path()),
        one.state(),
        one.signedInAt(),
        one.createdAt(),
        one.confirmed(),
        one.id().equals(Actor.current().account()));
  }

  static <T> T given(String field, @Nullable T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new Invalid(field, "required");
    }
    return value;
  }
}
