package niangjia.engine.union;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who holds which duty where. Every change is signalled on the topic {@link #TOPIC} with the
 * account as its subject.
 */
@Service
public class Duties {

  /** The topic of the signals; the subject is the account whose duties changed. */
  public static final String TOPIC = "duty";

  /**
   * A duty to be held.
   *
   * @param until the first moment at which it is no longer held, null for an open end
   */
  public record Grant(UUID account, Role role, String path, Instant from, @Nullable Instant until) {

    public Grant {
      if (role == Role.WORKER) {
        throw new Invalid("role", "unknown");
      }
      if (until != null && !until.isAfter(from)) {
        throw new Invalid("until", "after", from);
      }
    }
  }

  /**
   * A duty as administrators see it.
   *
   * @param until the first moment at which it is no longer held, null for an open end
   * @param grantedBy the account that granted it, null for the system itself
   */
  public record Held(
      UUID id,
      UUID account,
      Role role,
      String path,
      Instant from,
      @Nullable Instant until,
      @Nullable UUID grantedBy) {}

  /**
   * Which duties to list.
   *
   * @param account only this account's, null for everybody's
   * @param role only this role, null for every one
   * @param paths only within these subtrees
   * @param ended those that have ended instead of those that have not
   * @param after the last one of the page before, null for the first page
   */
  public record Filter(
      @Nullable UUID account,
      @Nullable Role role,
      List<String> paths,
      boolean ended,
      @Nullable UUID after,
      int limit) {}

  /** Why a duty is not granted or not ended. */
  public enum Reason {
    /** Nobody grants themselves a duty, and nobody ends their own. */
    OWN_DUTY,
    /** An administrator does nothing else at the same time. */
    ADMINISTRATORS_APART,
    /** The same duty is held already, with an open end. */
    HELD_ALREADY
  }

  private final DutyRepository held;
  private final Unions unions;
  private final InstantSource clock;
  private final Signals signals;
  private final ApplicationEventPublisher events;

  Duties(
      DutyRepository held,
      Unions unions,
      InstantSource clock,
      Signals signals,
      ApplicationEventPublisher events) {
    this.held = held;
    this.unions = unions;
    this.clock = clock;
    this.signals = signals;
    this.events = events;
  }

  /**
   * Grants a duty; for security administrators of that subtree and for the system. {@link Refused}
   * with a {@link Reason} when that would put into one hand what must not be.
   */
  @Transactional
  public UUID grant(Grant grant) {
    require(grant.path());
    if (unions.at(grant.path()).isEmpty()) {
      throw new Invalid("path", "unknown");
    }
    var by = Actor.current().account();
    var id = Ids.next();
    try {
      held.insert(grant, id, by);
    } catch (DataIntegrityViolationException e) {
      throw refused(e);
    }
    signals.send(TOPIC, grant.account().toString());
    events.publishEvent(
        new DutyEvent.DutyGranted(
            id, grant.account(), grant.role(), grant.path(), grant.from(), grant.until()));
    return id;
  }

  /** Ends a duty now; harmless when it has ended. For the same people as {@link #grant}. */
  @Transactional
  public void end(UUID duty) {
    require(held.pathOf(duty).orElseThrow(NotFound::new));
    try {
      held.end(duty, clock.instant(), Actor.current().account())
          .ifPresent(
              ended -> {
                signals.send(TOPIC, ended.account().toString());
                events.publishEvent(
                    new DutyEvent.DutyEnded(duty, ended.account(), ended.role(), ended.path()));
              });
    } catch (DataIntegrityViolationException e) {
      throw refused(e);
    }
  }

  /** The duties of a subtree, newest first. */
  @Transactional(readOnly = true)
  public Page<Held> page(Filter filter) {
    var now = clock.instant();
    return Page.cut(
        held.page(filter, now),
        filter.limit(),
        held.count(filter, now),
        each -> each.id().toString());
  }

  private static RuntimeException refused(DataIntegrityViolationException fault) {
    var text = String.valueOf(fault.getMessage());
    if (text.contains("nobody_grants_themselves") || text.contains("nobody_ends_their_own")) {
      return new Refused(Reason.OWN_DUTY, Map.of());
    }
    if (text.contains("administrators_are_apart")) {
      return new Refused(Reason.ADMINISTRATORS_APART, Map.of());
    }
    if (text.contains("one_open_duty_each")) {
      return new Refused(Reason.HELD_ALREADY, Map.of());
    }
    return fault;
  }

  /** The duties that the account holds at that moment. */
  @Transactional(readOnly = true)
  public List<Duty> of(UUID account, Instant at) {
    return held.duties(account, at);
  }

  /** The accounts that hold the role over that path, at its own union or above it. */
  @Transactional(readOnly = true)
  public List<UUID> holders(Role role, String path, Instant at) {
    return held.holders(role, path, at);
  }

  /** When the account's duties next begin or end by themselves, if they do. */
  @Transactional(readOnly = true)
  public Optional<Instant> changesAfter(UUID account, Instant at) {
    return held.nextChange(account, at);
  }

  private static void require(String path) {
    var actor = Actor.current();
    if (!actor.equals(Actor.SYSTEM)) {
      actor.require(path, Role.SECURITY);
    }
  }
}
