package niangjia.engine.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Forbidden;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Notes who did not come, hears objections, lets officers excuse, and says from memory who pauses:
 * every node keeps the few instants that count of each person and reads them again when a signal
 * says that something changed, and every five minutes.
 */
@Service
public class Absences {

  private static final Logger log = LoggerFactory.getLogger(Absences.class);
  private static final String TOPIC = "absence";
  private static final int SHOWN = 200;
  private static final int OBJECTION = 300;
  private static final int REASON = 200;

  /** How far back a node that was off looks for sessions that ended. */
  private static final Duration CATCH_UP = Duration.ofDays(30);

  /** A rule looks back a year at most, and a pause lasts a year at most. */
  private static final Duration COUNTS = Duration.ofDays(731);

  private final AbsenceRepository repository;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Signals signals;
  private volatile @Nullable Map<Person.Id, List<Instant>> missed;

  Absences(
      AbsenceRepository repository,
      Standings standings,
      TransactionOperations transactions,
      InstantSource clock,
      Signals signals) {
    this.repository = repository;
    this.standings = standings;
    this.transactions = transactions;
    this.clock = clock;
    this.signals = signals;
    signals.listen(TOPIC, _ -> read());
  }

  /** Until when that person cannot book the offering for not having come, null if they can. */
  public @Nullable Instant pausedUntil(Offering offering, Person.Id person) {
    var rule = offering.share().absence();
    if (rule == null) {
      return null;
    }
    var known = missed;
    if (known == null) {
      known = read();
    }
    return rule.pausedUntil(known.getOrDefault(person, List.of()), clock.instant());
  }

  /** What somebody missed, latest first. */
  @Transactional(readOnly = true)
  public List<Absence> of(Person.Id person) {
    return repository.of(person, SHOWN);
  }

  /** Who missed an offering; those who object and wait first. */
  public List<Absence> of(Offering.Id id) {
    var offering = standings.of(id).offering();
    Actor.current().require(offering.path(), Role.OFFICER);
    return system(() -> repository.of(id, SHOWN));
  }

  /** The holder says why; the last words count. */
  @Transactional
  public Absence object(Booking.Id booking, Person.Id person, String words) {
    var holder = repository.holder(booking).orElseThrow(NotFound::new);
    if (!holder.person().equals(person)) {
      throw new NotFound();
    }
    var absence = repository.find(booking).orElseThrow(Absences::notMissed);
    if (absence.excusedAt() != null) {
      throw new Refused(Absence.Reason.EXCUSED_ALREADY, Map.of());
    }
    repository.object(booking, text("words", words, OBJECTION), clock.instant());
    return repository.find(booking).orElseThrow();
  }

  /** Excuses one, so that it no longer counts; the reason is shown to the person and audited. */
  @Transactional
  public Absence excuse(Booking.Id booking, String reason) {
    var path = repository.holder(booking).orElseThrow(NotFound::new).path();
    Actor.current().require(path, Role.OFFICER);
    var absence = repository.find(booking).orElseThrow(Absences::notMissed);
    var by = Actor.current().account();
    if (by == null) {
      throw new Forbidden();
    }
    var words = text("reason", reason, REASON);
    if (!repository.excuse(booking, by, words, clock.instant())) {
      throw new Refused(Absence.Reason.EXCUSED_ALREADY, Map.of());
    }
    var deed = Deed.current();
    if (deed != null) {
      deed.of(absence.person().value()).because("EXCUSE", words);
    }
    signals.send(TOPIC, Signals.EVERYTHING);
    return repository.find(booking).orElseThrow();
  }

  private static Refused notMissed() {
    return new Refused(Absence.Reason.NOT_MISSED, Map.of());
  }

  private static String text(String field, String words, int most) {
    if (words.isBlank()) {
      throw new Invalid(field, "required");
    }
    if (words.strip().length() > most) {
      throw new Invalid(field, "tooLong", most);
    }
    return words.strip();
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
  void sweep() {
    try {
      note();
    } catch (DataAccessException | TransactionException e) {
      log.warn("who did not come waits for the database: {}", e.toString());
    }
  }

  /** Notes whose session has ended without them; harmless again. */
  void note() {
    var now = clock.instant();
    int noted = system(() -> repository.note(now.minus(CATCH_UP), now));
    if (noted > 0) {
      signals.send(TOPIC, Signals.EVERYTHING);
    }
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5M")
  void refresh() {
    try {
      log.debug("{} people did not come some time", read().size());
    } catch (DataAccessException | TransactionException e) {
      log.warn("who pauses stays as it was: {}", e.toString());
    }
  }

  private Map<Person.Id, List<Instant>> read() {
    var since = clock.instant().minus(COUNTS);
    var found = system(() -> repository.counting(since));
    missed = found;
    return found;
  }

  private <T> T system(Supplier<T> work) {
    var result = Actor.asSystem(() -> transactions.execute(_ -> work.get()));
    if (result == null) {
      throw new IllegalStateException("nothing was read");
    }
    return result;
  }
}
