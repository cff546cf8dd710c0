package niangjia.engine.booking;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps each node's {@link Standing} of the offerings that somebody asks about: read twice a second
 * while they do, at once when a signal says that something flipped, and again before an answer when
 * the last reading has grown old.
 */
@Component
class Standings {

  private static final Logger log = LoggerFactory.getLogger(Standings.class);
  private static final long STALE = Duration.ofSeconds(2).toNanos();
  private static final long BREATHER = Duration.ofSeconds(1).toNanos();
  private static final long ASLEEP = Duration.ofSeconds(30).toNanos();
  private static final long FORGOTTEN = Duration.ofMinutes(10).toNanos();

  /** The topic on which nodes tell each other that an offering changed. */
  static final String TOPIC = "booking";

  private final OfferingRepository offerings;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Signals signals;
  private final Map<Offering.Id, Standing> standings = new ConcurrentHashMap<>();

  Standings(
      OfferingRepository offerings,
      TransactionOperations transactions,
      InstantSource clock,
      Signals signals) {
    this.offerings = offerings;
    this.transactions = transactions;
    this.clock = clock;
    this.signals = signals;
    signals.listen(TOPIC, this::woken);
  }

  /** The standing of an offering, no older than two seconds. */
  Standing of(Offering.Id id) {
    var standing = standings.get(id);
    if (standing == null) {
      standing = standings.computeIfAbsent(id, this::load);
    } else if (standing.age() > STALE) {
      standing = standings.compute(id, (_, old) -> old == null ? load(id) : freshen(old));
    }
    standing.touch();
    return standing;
  }

  /** Reads again, now. */
  Standing renew(Offering.Id id) {
    var renewed = standings.computeIfPresent(id, (_, standing) -> read(standing));
    return renewed == null ? standings.computeIfAbsent(id, this::load) : renewed;
  }

  /**
   * Reads again unless another caller just has, or just could not: in an outage those who came
   * meanwhile are turned away together instead of trying one after the other.
   */
  private Standing freshen(Standing standing) {
    if (standing.age() <= STALE) {
      return standing;
    }
    if (standing.sinceFailure() < BREATHER) {
      throw new QueryTimeoutException("offering could not be read: " + standing.offering().id());
    }
    return read(standing);
  }

  private Standing load(Offering.Id id) {
    return system(
        () -> {
          var offering = offerings.find(id).orElseThrow(NotFound::new);
          var recent = offerings.recent(id, clock.instant(), Standing.SECONDS);
          return new Standing(offering, offerings.read(id, 0, clock.instant()), recent);
        });
  }

  /** One more reading, or a new standing when the offering itself has changed. */
  private Standing read(Standing standing) {
    var id = standing.offering().id();
    Standing.Reading reading;
    try {
      reading = system(() -> offerings.read(id, standing.reading().number(), clock.instant()));
    } catch (DataAccessException | TransactionException e) {
      standing.fail();
      throw e;
    }
    if (reading.version() != standing.version()) {
      var fresh = load(id);
      if (standing.idle() < ASLEEP) {
        fresh.touch();
      }
      return fresh;
    }
    standing.take(reading);
    return standing;
  }

  @Scheduled(fixedDelay = 500)
  void refresh() {
    standings.values().removeIf(standing -> standing.idle() > FORGOTTEN);
    standings.values().stream()
        .filter(standing -> standing.idle() < ASLEEP)
        .forEach(standing -> tryRenew(standing.offering().id()));
  }

  /** Tells every node that something of that offering changed. */
  void flipped(Offering.Id id) {
    signals.send(TOPIC, id.value().toString());
  }

  private void woken(String subject) {
    if (subject.equals(Signals.EVERYTHING)) {
      standings.keySet().forEach(this::tryRenew);
    } else {
      var id = new Offering.Id(UUID.fromString(subject));
      if (standings.containsKey(id)) {
        tryRenew(id);
      }
    }
  }

  private void tryRenew(Offering.Id id) {
    try {
      renew(id);
    } catch (DataAccessException | TransactionException e) {
      log.warn("offering {} could not be read, going on with what is known: {}", id, e.toString());
    }
  }

  private <T> T system(java.util.function.Supplier<T> work) {
    return Actor.asSystem(
        () -> {
          var result = transactions.execute(_ -> work.get());
          if (result == null) {
            throw new IllegalStateException("nothing was read");
          }
          return result;
        });
  }
}
