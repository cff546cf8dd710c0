package niangjia.engine.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which identity of a provider is whose account: linked by a system administrator, of use once a
 * second administrator confirmed it. Nobody gets an account because a provider knows them.
 */
@Service
class Identities {

  private static final int LONGEST = 200;

  /** Why an identity is not linked or confirmed. */
  enum Reason {
    /** It is linked already, to this account or another. */
    IDENTITY_TAKEN,
    /** It is confirmed or removed, or the same administrator linked it. */
    NOT_TO_CONFIRM
  }

  private final IdentityRepository repository;
  private final StaffAccounts accounts;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Identities(IdentityRepository repository, StaffAccounts accounts, StaffAccounts.Kit kit) {
    this.repository = repository;
    this.accounts = accounts;
    this.events = kit.events();
    this.clock = kit.clock();
  }

  /** The identities of an account, for its administrators. */
  @Transactional(readOnly = true)
  public List<IdentityRepository.Identity> of(UUID account) {
    accounts.get(account, Role.SYSTEM, Role.SECURITY, Role.AUDITOR);
    return repository.of(account);
  }

  /** Goes on for administrators who may link identities to that account. */
  void visible(UUID account) {
    accounts.get(account, Role.SYSTEM);
  }

  /** Links what the provider's claim says of somebody to their account. */
  @Transactional
  public IdentityRepository.Identity link(UUID account, Provider provider, String given) {
    accounts.change(account);
    var value = value(provider.claim(), given);
    if (value.length() > LONGEST) {
      throw new Invalid("value", "tooLong", LONGEST);
    }
    var identity =
        new IdentityRepository.Identity(
            Ids.next(),
            account,
            provider.issuer().toString(),
            provider.claim(),
            value,
            false,
            null);
    if (!repository.link(identity, Actor.current().account(), clock.instant())) {
      throw new Refused(Reason.IDENTITY_TAKEN, Map.of());
    }
    events.publishEvent(new AccessEvent.IdentityLinked(account, identity.id()));
    return identity;
  }

  /** A claim's value as it is kept: addresses are the same in capitals. */
  static String value(String claim, String text) {
    var stripped = text.strip();
    return claim.equals(Provider.EMAIL) ? stripped.toLowerCase(Locale.ROOT) : stripped;
  }

  /** Lets a link count, by whoever may confirm enrolments of that account. */
  @Transactional
  public void confirm(UUID id) {
    var identity = repository.find(id).orElseThrow(NotFound::new);
    accounts.requireSecond(identity.account());
    if (!repository.confirm(id, Actor.current().account(), clock.instant())) {
      throw new Refused(Reason.NOT_TO_CONFIRM, Map.of());
    }
    events.publishEvent(new AccessEvent.IdentityConfirmed(identity.account(), id));
  }

  /** Unlinks an identity, harmless again; either administrator does. */
  @Transactional
  public void remove(UUID id) {
    var identity = repository.find(id).orElseThrow(NotFound::new);
    accounts.get(identity.account(), Role.SYSTEM, Role.SECURITY);
    if (repository.remove(id, clock.instant())) {
      events.publishEvent(new AccessEvent.IdentityUnlinked(identity.account(), id));
    }
  }
}
