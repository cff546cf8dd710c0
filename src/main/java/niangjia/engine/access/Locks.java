package niangjia.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import niangjia.platform.Sealer;
import org.springframework.stereotype.Component;

/**
 * Lock-outs: five wrong tries within a quarter of an hour lock a phone or a user name for as long,
 * whether it exists or not. The count is in the database, so that it holds on all nodes.
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

  /** Until when the subject is locked, if it is. */
  Optional<Instant> until(String subject) {
    return repository
        .lock(sealer.hash(subject))
        .map(CodeRepository.Lock::untilAt)
        .filter(until -> until.isAfter(clock.instant()));
  }

  /** Counts a wrong try. */
  CodeRepository.Lock wrong(String subject) {
    return repository.wrong(sealer.hash(subject), clock.instant());
  }

  /** Forgets the wrong tries after a right one. */
  void clear(String subject) {
    repository.unlock(sealer.hash(subject));
  }
}
