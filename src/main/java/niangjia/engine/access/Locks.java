package niangjia.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import niangjia.platform.Sealer;
import org.springframework.stereotype.Component;

/**
 * Lock-outs: five wrong tries within a quarter of an hour lock a phone or a user name for as long,
 * whether it exists or not. A try counts as wrong until it proved right. The count is in the
 * database, so that it holds on all nodes.
 */
@Component
class Locks {

  /** How many wrong tries lock. */
  static final int TRIES = 5;

  private final CodeRepository repository;
  private final Sealer sealer;
  private final InstantSource clock;

  Locks(CodeRepository repository, Sealer sealer, InstantSource clock) {
    this.repository = repository;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * Takes one of the tries before anything is compared, so that no more than five are ever compared
   * however many come at once; empty when none is left.
   */
  Optional<CodeRepository.Lock> take(String subject) {
    return repository.take(sealer.hash(subject), clock.instant());
  }

  /** Until when the subject is locked; a lock that went meanwhile ends now. */
  Instant until(String subject) {
    var now = clock.instant();
    return repository.lock(sealer.hash(subject)).map(CodeRepository.Lock::untilAt).orElse(now);
  }

  /** Gives a try back that compared nothing. */
  void giveBack(String subject) {
    repository.giveBack(sealer.hash(subject));
  }

  /** Forgets the wrong tries after a right one. */
  void clear(String subject) {
    repository.unlock(sealer.hash(subject));
  }
}
