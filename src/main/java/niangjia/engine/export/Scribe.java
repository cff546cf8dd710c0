package niangjia.engine.export;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import niangjia.engine.people.Person;
import niangjia.engine.rights.Consents;
import niangjia.engine.rights.Purpose;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes files in the background, as the officer who asked and with the duties that the officer
 * holds at that moment. Any node takes what is queued; what a node left lying when it died another
 * begins anew half a minute later, three times at most.
 */
@Component
class Scribe {

  private static final Logger log = LoggerFactory.getLogger(Scribe.class);
  private static final int CHUNK = 1_000;
  private static final int AT_ONCE = 2;

  private final ExportRepository repository;
  private final Exports exports;
  private final Headings headings;
  private final Duties duties;
  private final Tools tools;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private volatile boolean closed;

  /** What writing needs of the platform. */
  @Component
  record Tools(
      Sealer sealer, TransactionOperations transactions, InstantSource clock, Consents consents) {}

  /** There will be no file: why, or null when another node has taken over. */
  private static final class Stopped extends RuntimeException {

    private final Export.@Nullable Fault fault;

    Stopped(Export.@Nullable Fault fault) {
      super("no file: " + fault, null, false, false);
      this.fault = fault;
    }
  }

  Scribe(
      ExportRepository repository, Exports exports, Headings headings, Duties duties, Tools tools) {
    this.repository = repository;
    this.exports = exports;
    this.headings = headings;
    this.duties = duties;
    this.tools = tools;
  }

  @Scheduled(fixedDelay = 500)
  void look() {
    while (!closed && room.tryAcquire()) {
      var next = claim();
      if (next.isEmpty()) {
        room.release();
        return;
      }
      Thread.ofVirtual()
          .name("export")
          .start(
              () -> {
                try {
                  write(next.get());
                } finally {
                  room.release();
                }
              });
    }
  }

  private Optional<Export> claim() {
    var now = tools.clock.instant();
    var claimed =
        Actor.asSystem(
            () ->
                tools.transactions.execute(
                    _ -> repository.claim(now, now.minus(Exports.DEAD), Exports.TRIES)));
    return claimed == null ? Optional.empty() : claimed;
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT30S")
  void tidy() {
    exports.tidy();
  }

  /** Writes one file; a fault of ours leaves it to be begun again. */
  void write(Export export) {
    try {
      int rows = rows(export);
      told(export, rows, () -> repository.ready(export, tools.clock.instant()));
    } catch (Stopped e) {
      var fault = e.fault;
      if (fault != null) {
        told(export, 0, () -> repository.fail(export, fault));
      }
    } catch (IOException | RuntimeException e) {
      log.error("export {} was not written at attempt {}", export.id(), export.attempt(), e);
    }
  }

  private int rows(Export export) throws IOException {
    var source = exports.source(export.source());
    var locale = Locale.forLanguageTag(export.language());
    Pieces.Keep keep = (ordinal, cipher, size) -> keep(export, ordinal, cipher, size);
    var pieces = new Pieces(tools.sealer, keep);
    var table = Table.open(export.format(), pieces, headings.of(export, source));
    var mark = Headings.mark(export.id());
    int done = 0;
    for (var after = ""; ; ) {
      var query =
          new Source.Query(export.subject(), after, CHUNK, people -> whole(export, people), locale);
      var rows = asker(export).doing(() -> source.rows(query));
      for (var row : rows) {
        table.row(marked(row.cells(), mark));
      }
      done += rows.size();
      progress(export, done);
      if (rows.size() < CHUNK) {
        table.finish();
        pieces.finish();
        return done;
      }
      after = rows.getLast().cursor();
    }
  }

  /** Who stands there whole; in a file that leaves the union only those who agreed to it. */
  private Set<Person.Id> whole(Export export, Collection<Person.Id> people) {
    if (!export.whole()) {
      return Set.of();
    }
    return export.purpose() == Export.Purpose.PASS_ON
        ? tools.consents.given(people, Purpose.PARTNER)
        : Set.copyOf(people);
  }

  private static List<Object> marked(List<Object> cells, String mark) {
    var marked = new ArrayList<Object>(cells);
    marked.add(mark);
    return marked;
  }

  /** Whoever asked, with the duties held now. */
  private Actor asker(Export export) {
    UUID account = export.askedBy();
    var actor = new Actor(account, null, null, duties.of(account, tools.clock.instant()));
    if (!actor.covers(export.path(), Role.OFFICER)) {
      throw new Stopped(Export.Fault.NO_LONGER_ALLOWED);
    }
    return actor;
  }

  private void keep(Export export, int ordinal, byte[] cipher, int size) {
    if (!quietly(() -> repository.keep(export, ordinal, cipher, size))) {
      throw new Stopped(null);
    }
  }

  private void progress(Export export, int done) {
    if (done > Exports.ROWS || (done > Exports.ALONE && export.decidedBy() == null)) {
      throw new Stopped(Export.Fault.GREW);
    }
    if (closed || !quietly(() -> repository.progress(export, done, tools.clock.instant()))) {
      throw new Stopped(null);
    }
  }

  /** The system's own bookkeeping, of which the trail hears at the end. */
  private boolean quietly(Supplier<Boolean> work) {
    return Deed.ofSystem("export")
        .doing(
            () -> {
              Deed.sum("");
              return Boolean.TRUE.equals(
                  Actor.asSystem(() -> tools.transactions.execute(_ -> work.get())));
            });
  }

  private void told(Export export, int rows, Runnable work) {
    var held = duties.of(export.askedBy(), tools.clock.instant());
    var asked = new Actor(export.askedBy(), null, null, held);
    var deed = Deed.unnamed("export written", asked).on("export", export.id().toString());
    deed.because(export.purpose().name(), export.note());
    deed.doing(
        () -> {
          Deed.sum(Exports.summary(export, rows));
          Actor.asSystem(() -> tools.transactions.executeWithoutResult(_ -> work.run()));
        });
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
