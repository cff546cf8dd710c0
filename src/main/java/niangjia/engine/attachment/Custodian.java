package niangjia.engine.attachment;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import niangjia.engine.attachment.Attachment.Held;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps rows and storage in step: files whose holder is gone go, stored files that nobody has go an
 * hour later, and stored files that somebody has are looked for, a few at a time. Any number of
 * nodes may do it at once.
 */
@Component
class Custodian {

  private static final Logger log = LoggerFactory.getLogger(Custodian.class);
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Duration SETTLED = Duration.ofDays(1);
  private static final int ROWS = 200;
  private static final int ROUNDS = 50;

  private final AttachmentRepository repository;
  private final Intake intake;
  private final Storage storage;
  private final List<AttachmentHolder> holders;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final AtomicLong missing = new AtomicLong();
  private @Nullable UUID looked;
  private long gone;

  Custodian(Depot depot, List<AttachmentHolder> holders, MeterRegistry meters) {
    this.repository = depot.repository();
    this.intake = depot.intake();
    this.storage = depot.storage();
    this.holders = List.copyOf(holders);
    this.transactions = depot.transactions();
    this.clock = depot.clock();
    meters.gauge("niangjia.files.missing", missing);
  }

  /** Sweeps every ten minutes. */
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  void look() {
    try {
      intake.sweep();
      holders.forEach(this::orphans);
      sweep();
      count();
    } catch (DataAccessException | TransactionException e) {
      log.warn("the custodian waits for the database: {}", e.toString());
    } catch (IOException e) {
      log.warn("the custodian waits for the storage: {}", e.toString());
    }
  }

  /** Lets go of files whose holder is gone; answers how many holders were. */
  int orphans(AttachmentHolder holder) {
    int found = 0;
    UUID after = null;
    var before = clock.instant().minus(SETTLED);
    for (int round = 0; round < ROUNDS; round++) {
      var from = after;
      var some = work(() -> repository.holders(holder.kind(), from, before, ROWS));
      if (some.isEmpty()) {
        break;
      }
      var left = new ArrayList<>(some);
      left.removeAll(Actor.asSystem(() -> holder.existing(some)));
      for (var id : left) {
        work(() -> repository.drop(new Held(holder.kind(), id)));
      }
      found += left.size();
      after = some.getLast();
    }
    return found;
  }

  /** Deletes stored files that nobody has; answers how many. */
  int sweep() throws IOException {
    int abandoned = ROWS;
    for (int round = 0; round < ROUNDS && abandoned == ROWS; round++) {
      abandoned = work(() -> repository.abandon(clock.instant(), ROWS));
    }
    int deleted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int some = delete();
      deleted += some;
      if (some < ROWS) {
        break;
      }
    }
    return deleted;
  }

  private int delete() throws IOException {
    var strays =
        work(
            () -> {
              var found = repository.strays(clock.instant().minus(GRACE), ROWS);
              for (var name : found) {
                remove(name);
                repository.settled(name);
              }
              return found;
            });
    return strays.size();
  }

  private void remove(String name) {
    try {
      storage.delete(name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Looks for the next stored files; at the end of a round says how many are not there. */
  void count() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      var from = looked;
      var some = work(() -> repository.blobs(from, ROWS));
      for (var blob : some) {
        if (!storage.exists(blob.name())) {
          log.error("the stored file {} is missing", blob.name());
          gone++;
        }
        looked = blob.id();
      }
      if (some.size() < ROWS) {
        missing.set(gone);
        gone = 0;
        looked = null;
        return;
      }
    }
  }

  /** How many files were missing when all had been looked for. */
  long missing() {
    return missing.get();
  }

  private <T> T work(Supplier<T> step) {
    return Deed.ofSystem("attachment")
        .doing(
            () ->
                Actor.asSystem(
                    () ->
                        java.util.Objects.requireNonNull(
                            transactions.execute(
                                _ -> {
                                  Deed.sum("");
                                  return step.get();
                                }))));
  }
}
