package niangjia.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.platform.FieldKeyRepository.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.DependsOn;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the key that seals fields change while everybody works. A new key in the keyring is written
 * with once every running node has it; then one node at a time seals everything again, a few rows a
 * transaction; the former key is retired when nobody has written with it for a while and no row is
 * under it. A node that lacks a key that is in use does not start.
 */
@Component
@DependsOn("flywayInitializer")
class FieldKeys {

  private static final Logger log = LoggerFactory.getLogger(FieldKeys.class);
  private static final Duration ALIVE = Duration.ofSeconds(20);
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int ROWS = 200;
  private static final int LONGEST_SECONDS = 300;

  /** Another node is at it. */
  private static final int OTHERS = -1;

  private final FieldKeyRepository repository;
  private final Keyring keyring;
  private final TransactionTemplate transactions;
  private final TransactionTemplate unhurried;
  private final InstantSource clock;
  private final ObjectProvider<Resealing> tables;
  private final Resealer resealer;
  private final Duration grace;
  private final UUID node = Ids.next();
  private final Map<String, @Nullable String> reached = new HashMap<>();
  private volatile boolean behind;
  private volatile Instant wholeAt = Instant.MIN;
  private volatile Instant settled = Instant.MAX;

  FieldKeys(
      Ground ground,
      ObjectProvider<Resealing> tables,
      Resealer resealer,
      @Value("${niangjia.keys.grace:PT5M}") Duration grace) {
    this.repository = ground.repository();
    this.keyring = ground.keyring();
    this.transactions = new TransactionTemplate(ground.transactions());
    this.unhurried = new TransactionTemplate(ground.transactions());
    unhurried.setTimeout(LONGEST_SECONDS);
    this.clock = ground.clock();
    this.tables = tables;
    this.resealer = resealer;
    this.grace = grace;
  }

  /** What it stands on. */
  @Component
  record Ground(
      FieldKeyRepository repository,
      Keyring keyring,
      PlatformTransactionManager transactions,
      InstantSource clock) {}

  /** Before anything is sealed: which key is written with, and whether all are there. */
  @PostConstruct
  void begin() {
    silently(transactions, () -> meet(true));
  }

  @Scheduled(fixedDelay = 2_000, initialDelay = 2_000)
  void run() {
    try {
      keyring.reread();
      silently(transactions, () -> meet(false));
    } catch (DataAccessException | TransactionException e) {
      log.warn("the field keys wait for the database: {}", e.toString());
    }
  }

  /** Says what this node knows, and takes on or decides what all write with. */
  private boolean meet(boolean starting) {
    repository.lock();
    var now = clock.instant();
    var ring = keyring.fieldKeys();
    var known = repository.keys();
    if (known.isEmpty()) {
      repository.activate(ring.firstKey(), keyring.fingerprint(ring.firstKey()), now);
      known = repository.keys();
    }
    var missing = missing(known);
    if (!missing.isEmpty()) {
      if (starting) {
        throw new IllegalStateException(missing);
      }
      log.error(missing);
      return false;
    }
    int active = active(known);
    if (keyring.writing() != active) {
      keyring.writeWith(active);
      wholeAt = Instant.MIN;
    }
    repository.seen(node, ring.keySet(), active, now);
    int newest = ring.lastKey();
    var nodes = repository.nodes(newest, active, now.minus(ALIVE));
    if (newest > active && nodes.allKnow()) {
      repository.activate(newest, keyring.fingerprint(newest), now);
      log.info("fields are sealed under key {} from now on", newest);
    }
    behind = known.stream().anyMatch(key -> key.state().equals("FORMER"));
    settled = known.getLast().activeAt().plus(grace);
    if (behind && nodes.allWrite() && now.isAfter(settled) && wholeAt.isAfter(settled)) {
      log.info("{} field key is retired", repository.retire(now));
    }
    repository.forget(now.minus(REMEMBERED));
    return true;
  }

  /** What is wrong with this node's ring; empty when nothing is. */
  private String missing(List<Row> known) {
    var ring = keyring.fieldKeys();
    for (var key : known) {
      boolean here = ring.containsKey(key.number());
      if (!here && !key.state().equals("RETIRED")) {
        return "the keyring lacks field key " + key.number() + ", which is in use";
      }
      if (here && !Arrays.equals(keyring.fingerprint(key.number()), key.fingerprint())) {
        return "field key " + key.number() + " is another one than the other nodes have";
      }
    }
    return "";
  }

  private static int active(List<Row> known) {
    return known.stream()
        .filter(key -> key.state().equals("ACTIVE"))
        .mapToInt(Row::number)
        .findFirst()
        .orElseThrow();
  }

  /** Seals a few rows of each table again, unless another node is at it. */
  @Scheduled(fixedDelay = 200, initialDelay = 5_000)
  void reseal() {
    if (!behind) {
      return;
    }
    try {
      var from = clock.instant();
      boolean whole = wholeAt.isAfter(Instant.MIN);
      if (whole && (from.isBefore(settled) || wholeAt.isAfter(settled))) {
        return;
      }
      boolean ended = true;
      for (var table : tables.stream().toList()) {
        ended &= reseal(table);
      }
      if (ended) {
        wholeAt = nothingBehind() ? from : Instant.MIN;
        reached.clear();
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("sealing again waits for the database: {}", e.toString());
    }
  }

  /** Whether it has come to the end of the table. */
  private boolean reseal(Resealing table) {
    var name = table.table();
    if (reached.containsKey(name) && reached.get(name) == null) {
      return true;
    }
    var step = silently(transactions, () -> step(table, reached.get(name)));
    if (step == null || step.sealed() == OTHERS) {
      return false;
    }
    reached.put(name, step.last());
    return step.last() == null;
  }

  private Resealer.Step step(Resealing table, @Nullable String after) {
    if (!repository.work()) {
      return new Resealer.Step(after, OTHERS);
    }
    var done = resealer.reseal(table, after, ROWS);
    if (done.sealed() > 0) {
      Deed.sum("%s rows=%d".formatted(table.table(), done.sealed()));
    }
    return done;
  }

  private boolean nothingBehind() {
    var rows = silently(unhurried, () -> tables.stream().mapToLong(resealer::behind).sum());
    log.info("{} rows are sealed under a former key", rows);
    return rows != null && rows == 0;
  }

  /** Works as the system; the trail hears of it only what the work sums up. */
  private static <T> @Nullable T silently(TransactionOperations within, Supplier<T> work) {
    return Deed.ofSystem("keys")
        .doing(
            () ->
                Actor.asSystem(
                    () ->
                        within.execute(
                            _ -> {
                              Deed.sum("");
                              return work.get();
                            })));
  }

  @PreDestroy
  void leave() {
    try {
      silently(
          transactions,
          () -> {
            repository.gone(node);
            return true;
          });
    } catch (DataAccessException | TransactionException e) {
      log.debug("the others will notice", e);
    }
  }
}
