package niangjia.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.engine.people.IdNumber;
import niangjia.engine.union.Duties;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Staff accounts (工作人员账号) in the hands of system administrators, each over their subtree: made,
 * locked, unlocked, enrolled anew. What an account may do is not theirs to say, and a password
 * never passes through their hands.
 */
@Service
class StaffAccounts {

  private static final Pattern USERNAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{1,38})[a-z0-9]");
  private static final int NAME = 50;

  /** Why an account is not made or changed. */
  enum Reason {
    /** Nobody locks or resets themselves. */
    OWN_ACCOUNT,
    /** One person, one account: else two of the three administrators could be one. */
    PERSON_HAS_ONE,
    /** Somebody else is called so. */
    USERNAME_TAKEN,
    /** An auditor confirms security administrators only. */
    SECURITY_CONFIRMS
  }

  /**
   * An account to be made.
   *
   * @param holder whose it is; only a keyed hash of the number is kept
   */
  record Opening(String username, Words name, String path, IdNumber holder) {

    Opening {
      username = username.strip().toLowerCase(Locale.ROOT);
      if (!USERNAME.matcher(username).matches()) {
        throw new Invalid("username", "username");
      }
      if (!name.within(NAME)) {
        throw new Invalid("name", "tooLong", NAME);
      }
    }
  }

  /** Where an account stands. */
  enum State {
    /** It signs in. */
    ACTIVE,
    /** Its holder has not yet set password and one-time password. */
    ENROLLING,
    /** It does not sign in until it is unlocked. */
    LOCKED
  }

  /**
   * An account as administrators see it.
   *
   * @param confirmed whether a second administrator gave their half of the code to enrol by
   */
  record Listed(
      UUID id,
      String username,
      Words name,
      String path,
      State state,
      @Nullable Instant signedInAt,
      Instant createdAt,
      boolean confirmed) {}

  /** Which accounts to list; {@code after} is the user name that ended the page before. */
  record Filter(
      List<String> paths,
      @Nullable String query,
      @Nullable State state,
      @Nullable String after,
      int limit) {}

  private final StaffRepository repository;
  private final Enrolments enrolments;
  private final Devices devices;
  private final Unions unions;
  private final Duties duties;
  private final Sealer sealer;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  StaffAccounts(
      StaffRepository repository,
      Enrolments enrolments,
      Devices devices,
      House.Tree tree,
      Kit kit) {
    this.repository = repository;
    this.enrolments = enrolments;
    this.devices = devices;
    this.unions = tree.unions();
    this.duties = tree.duties();
    this.sealer = kit.sealer();
    this.events = kit.events();
    this.clock = kit.clock();
  }

  /** The accounts of the actor's subtrees, by user name. */
  @Transactional(readOnly = true)
  public Page<Listed> page(Filter filter) {
    return Page.cut(
        repository.page(filter), filter.limit(), repository.count(filter), Listed::username);
  }

  /** The account, for administrators of its subtree; {@link NotFound} for all others. */
  @Transactional(readOnly = true)
  public Listed get(UUID id, Role... roles) {
    var account = repository.find(id).orElseThrow(NotFound::new);
    Actor.current().require(account.path(), roles);
    return account;
  }

  /** What those accounts are called, by identifier. */
  @Transactional(readOnly = true)
  public Map<UUID, Listed> named(Collection<UUID> ids) {
    return repository.named(ids);
  }

  /** The path of a union within the actor's subtree. */
  String path(UUID union, Role role) {
    return unions
        .find(new Union.Id(union))
        .map(Union::path)
        .filter(path -> Actor.current().covers(path, role))
        .orElseThrow(() -> new Invalid("union", "unknown"));
  }

  /** Makes an account and gives half of the code by which its holder enrols. */
  @Transactional
  public Enrolments.Invitation open(Opening opening) {
    var id = insert(opening);
    return enrolments.invite(id);
  }

  /** Makes an account without credentials. */
  UUID insert(Opening opening) {
    var id = Ids.next();
    var holder = sealer.hash("staff:" + opening.holder().text());
    try {
      repository.insert(id, opening, holder, Actor.current().account(), clock.instant());
    } catch (DataIntegrityViolationException e) {
      throw refused(e);
    }
    events.publishEvent(new AccessEvent.AccountMade(id, opening.username()));
    return id;
  }

  /** Locks an account and ends its sessions; harmless again. */
  @Transactional
  public void lock(UUID id) {
    change(id);
    if (repository.lock(id, Actor.current().account(), clock.instant())) {
      devices.endAll(id);
      events.publishEvent(new AccessEvent.AccountLocked(id));
    }
  }

  /** Unlocks an account; harmless again. */
  @Transactional
  public void unlock(UUID id) {
    change(id);
    if (repository.unlock(id)) {
      events.publishEvent(new AccessEvent.AccountUnlocked(id));
    }
  }

  /** Voids password and one-time password, ends the sessions, and gives half of a new code. */
  @Transactional
  public Enrolments.Invitation reset(UUID id) {
    change(id);
    devices.endAll(id);
    events.publishEvent(new AccessEvent.EnrolmentReset(id));
    return enrolments.invite(id);
  }

  /** Gives the second half of the code to enrol by. */
  @Transactional
  public Enrolments.Invitation confirm(UUID id) {
    requireSecond(id);
    return enrolments.confirm(id);
  }

  /**
   * Goes on for whoever may be the second to let somebody in: a security administrator; for the
   * account of a security administrator also the auditor, for often there is no second one.
   */
  void requireSecond(UUID id) {
    var account = get(id, Role.SECURITY, Role.AUDITOR);
    var actor = Actor.current();
    if (id.equals(actor.account())) {
      throw new Refused(Reason.OWN_ACCOUNT, Map.of());
    }
    if (!actor.covers(account.path(), Role.SECURITY)
        && duties.of(id, clock.instant()).stream().noneMatch(d -> d.role() == Role.SECURITY)) {
      throw new Refused(Reason.SECURITY_CONFIRMS, Map.of());
    }
  }

  /** Goes on for a system administrator of the account who is not its holder. */
  void change(UUID id) {
    get(id, Role.SYSTEM);
    if (id.equals(Actor.current().account())) {
      throw new Refused(Reason.OWN_ACCOUNT, Map.of());
    }
  }

  private static RuntimeException refused(DataIntegrityViolationException fault) {
    var text = String.valueOf(fault.getMessage());
    if (text.contains("one_staff_account_each_person")) {
      return new Refused(Reason.PERSON_HAS_ONE, Map.of());
    }
    if (text.contains("one_account_each_username")) {
      return new Refused(Reason.USERNAME_TAKEN, Map.of());
    }
    return fault;
  }

  /** What keeping accounts needs of the platform. */
  @Component
  record Kit(Sealer sealer, ApplicationEventPublisher events, InstantSource clock) {}
}
