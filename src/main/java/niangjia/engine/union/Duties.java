package niangjia.engine.union;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
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

  private final UnionRepository repository;
  private final Unions unions;
  private final InstantSource clock;
  private final Signals signals;

  Duties(UnionRepository repository, Unions unions, InstantSource clock, Signals signals) {
    this.repository = repository;
    this.unions = unions;
    this.clock = clock;
    this.signals = signals;
  }

  /** Grants a duty; for security administrators of that subtree and for the system. */
  @Transactional
  public UUID grant(Grant grant) {
    require(grant.path());
    if (unions.at(grant.path()).isEmpty()) {
      throw new Invalid("path", "unknown");
    }
    var id = Ids.next();
    repository.insert(grant, id);
    signals.send(TOPIC, grant.account().toString());
    return id;
  }

  /** Ends a duty now; harmless when it has ended. For the same people as {@link #grant}. */
  @Transactional
  public void end(UUID duty) {
    require(repository.pathOf(duty).orElseThrow(NotFound::new));
    repository
        .end(duty, clock.instant())
        .ifPresent(account -> signals.send(TOPIC, account.toString()));
  }

  /** The duties that the account holds at that moment. */
  @Transactional(readOnly = true)
  public List<Duty> of(UUID account, Instant at) {
    return repository.duties(account, at);
  }

  /** When the account's duties next begin or end by themselves, if they do. */
  @Transactional(readOnly = true)
  public Optional<Instant> changesAfter(UUID account, Instant at) {
    return repository.nextChange(account, at);
  }

  private static void require(String path) {
    var actor = Actor.current();
    if (!actor.equals(Actor.SYSTEM)) {
      actor.require(path, Role.SECURITY);
    }
  }
}
