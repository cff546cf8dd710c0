package niangjia.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import niangjia.platform.NotFound;
import niangjia.platform.Signals;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The devices on which somebody is signed in (登录的设备): where their sessions begin, are shown to
 * them, and end. An end is signalled to all nodes with the token's hash as the subject.
 */
@Service
class Devices {

  /** The topic of the signals. */
  static final String TOPIC = "access";

  /** The most that are shown; whoever has more ends all others. */
  private static final int SHOWN = 100;

  private static final UUID NONE = new UUID(0, 0);

  private final SessionRepository repository;
  private final Signals signals;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Devices(
      SessionRepository repository,
      Signals signals,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.repository = repository;
    this.signals = signals;
    this.events = events;
    this.clock = clock;
  }

  /** Notes that a session began. */
  @Transactional
  public void begin(Token token, UUID account, Device device, Instant expires) {
    repository.begin(token, account, device, clock.instant(), expires);
    events.publishEvent(new AccessEvent.SessionBegan(account, token.session()));
  }

  /** The sessions of an account, those seen last first. */
  @Transactional(readOnly = true)
  public List<SessionRepository.Seen> of(UUID account) {
    return repository.of(account, clock.instant(), SHOWN);
  }

  /** Ends the session of that token, if it holds. */
  @Transactional
  public void end(Token token) {
    tell(repository.end(token, clock.instant()).stream().toList());
  }

  /** Ends a session of the account; harmless again, {@link NotFound} when it is not theirs. */
  @Transactional
  public void end(UUID account, UUID session) {
    var ended = repository.end(account, session, clock.instant());
    if (ended.isEmpty() && !repository.has(account, session)) {
      throw new NotFound();
    }
    tell(ended.stream().toList());
  }

  /** Ends all sessions of the account but one; answers how many. */
  @Transactional
  public int endOthers(UUID account, UUID kept) {
    var ended = repository.endAll(account, kept, clock.instant());
    tell(ended);
    return ended.size();
  }

  /** Ends all sessions of the account. */
  @Transactional
  public void endAll(UUID account) {
    endOthers(account, NONE);
  }

  private void tell(Collection<SessionRepository.Ended> all) {
    for (var ended : all) {
      signals.send(TOPIC, ended.token().hex());
      events.publishEvent(new AccessEvent.SessionEnded(ended.account(), ended.token().session()));
    }
  }
}
