package niangjia.engine.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.PersonalData.Fate;
import niangjia.engine.people.Phone;
import niangjia.engine.rights.Holdings.Holding;
import niangjia.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Forgets people who ask for it: their sessions end, what is open is given back, then all modules
 * forget them in one transaction. What was begun is finished by any node, and a minute later
 * everything is gone through again for what was on its way meanwhile.
 */
@Service
class Erasures {

  /** The proof for the person: its number, when, and how many rows of what. */
  record Receipt(UUID number, Instant at, List<Holding> lines) {}

  private static final Logger log = LoggerFactory.getLogger(Erasures.class);
  private static final Duration STUCK = Duration.ofSeconds(30);

  /** A request may be on its way as long as transactions may last, and some more. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private static final int SWEEP = 50;

  private final ErasureRepository repository;
  private final Holdings holdings;
  private final Contacts contacts;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Erasures(
      ErasureRepository repository,
      Holdings holdings,
      Contacts contacts,
      TransactionOperations transactions,
      InstantSource clock) {
    this.repository = repository;
    this.holdings = holdings;
    this.contacts = contacts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Forgets the person now; empty when something has to end first. */
  Optional<Receipt> erase(Person.Id person, String path, Phone phone) {
    return Actor.asSystem(
        () -> {
          var id = transactions.execute(_ -> repository.begin(person, path, clock.instant()));
          if (id == null) {
            throw new IllegalStateException("an erasure did not begin");
          }
          return finish(id, person, phone);
        });
  }

  private Optional<Receipt> finish(UUID id, Person.Id person, @Nullable Phone phone) {
    holdings.modules().forEach(module -> module.release(person));
    var receipt = transactions.execute(_ -> forget(id, person, phone));
    return receipt == null ? Optional.empty() : receipt;
  }

  private Optional<Receipt> forget(UUID id, Person.Id person, @Nullable Phone phone) {
    if (!repository.hold(id) || holdings.waits(person).isPresent()) {
      return Optional.empty();
    }
    var counts = new TreeMap<String, Integer>();
    for (var module : holdings.modules()) {
      if (module.tables().containsValue(Fate.KEPT)) {
        module.about(person).forEach(held -> note(module, held, counts));
      }
      counts.putAll(module.erase(person, phone));
    }
    counts.values().removeIf(count -> count == 0);
    var lines =
        counts.entrySet().stream()
            .map(line -> holdings.holding(line.getKey(), line.getValue()))
            .toList();
    var now = clock.instant();
    repository.done(id, lines, now);
    return Optional.of(new Receipt(id, now, lines));
  }

  private static void note(
      PersonalData module, PersonalData.Section held, Map<String, Integer> counts) {
    if (module.tables().get(held.table()) == Fate.KEPT) {
      counts.put(held.table(), held.rows().size());
    }
  }

  @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT15S")
  void sweep() {
    try {
      Actor.asSystem(this::sweepAll);
    } catch (DataAccessException | TransactionException e) {
      log.warn("those who are to be forgotten wait for the database: {}", e.toString());
    }
  }

  private void sweepAll() {
    var now = clock.instant();
    var left =
        transactions.execute(_ -> repository.left(now.minus(STUCK), now.minus(ON_ITS_WAY), SWEEP));
    if (left == null) {
      return;
    }
    for (var one : left) {
      if (one.done()) {
        holdings.modules().forEach(module -> module.release(one.person()));
        transactions.executeWithoutResult(
            _ -> {
              holdings.modules().forEach(module -> module.erase(one.person(), null));
              repository.swept(one.id(), clock.instant());
            });
      } else if (finish(one.id(), one.person(), contacts.phone(one.person())).isEmpty()) {
        log.info("erasure {} waits for something to end", one.id());
      }
    }
  }
}
