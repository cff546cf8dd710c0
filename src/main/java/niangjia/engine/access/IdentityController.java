package niangjia.engine.access;

import static niangjia.engine.access.StaffController.given;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whose account an identity of a provider is, for administrators. */
@RestController
@RequestMapping("/api/access")
class IdentityController {

  private final Identities identities;
  private final Providers providers;

  IdentityController(Identities identities, Providers providers) {
    this.identities = identities;
    this.providers = providers;
  }

  /**
   * An identity.
   *
   * @param claim what of the provider's the value is: {@code sub}, {@code email} or another
   */
  record IdentityView(
      UUID id,
      Words provider,
      String claim,
      String value,
      boolean confirmed,
      @Nullable Instant usedAt) {}

  /** What a provider knows somebody by. */
  record IdentityRequest(@Nullable String provider, @Nullable String value) {}

  /** The identities of an account. */
  @GetMapping("/staff-accounts/{id}/identities")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SYSTEM, Role.SECURITY, Role.AUDITOR},
      object = "staff")
  List<IdentityView> identities(@PathVariable UUID id) {
    return identities.of(id).stream().map(this::view).toList();
  }

  /** Links an identity to an account; it counts when a second administrator confirmed it. */
  @PostMapping("/staff-accounts/{id}/identities")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.SYSTEM, object = "staff")
  IdentityView linkIdentity(@PathVariable UUID id, @RequestBody IdentityRequest body) {
    identities.visible(id);
    var provider = providers.get(given("provider", body.provider()));
    return view(identities.link(id, provider, given("value", body.value())));
  }

  /** Confirms a link. */
  @PostMapping("/identities/{id}/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SECURITY, Role.AUDITOR},
      object = "identity")
  void confirmIdentity(@PathVariable UUID id) {
    identities.confirm(id);
  }

  /** Unlinks an identity; nobody signs in by it any more. */
  @PostMapping("/identities/{id}/remove")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.SYSTEM, Role.SECURITY},
      object = "identity")
  void unlinkIdentity(@PathVariable UUID id) {
    identities.remove(id);
  }

  private IdentityView view(IdentityRepository.Identity one) {
    return new IdentityView(
        one.id(),
        providers.name(one.issuer()),
        one.claim(),
        one.value(),
        one.confirmed(),
        one.usedAt());
  }
}
