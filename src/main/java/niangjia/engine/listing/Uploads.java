package niangjia.engine.listing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import niangjia.engine.listing.ListingRepository.Upload;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads uploaded files in the background, a thousand rows a transaction, as the officer who sent
 * them. A node that dies leaves its upload as failed; uploading again changes nothing twice.
 */
@Service
class Uploads {

  private static final Logger log = LoggerFactory.getLogger(Uploads.class);
  private static final int BATCH = 1_000;
  private static final int SAMPLE = 6;
  private static final int AT_ONCE = 2;
  private static final long BYTES = 32L << 20;
  private static final Duration DEAD = Duration.ofMinutes(2);

  private final ListingRepository repository;
  private final Matching matching;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Signals signals;
  private final Semaphore room = new Semaphore(AT_ONCE);

  Uploads(
      ListingRepository repository,
      Matching matching,
      TransactionOperations transactions,
      InstantSource clock,
      Signals signals) {
    this.repository = repository;
    this.matching = matching;
    this.transactions = transactions;
    this.clock = clock;
    this.signals = signals;
  }

  /** How to read a file: which column, and what it says of people. */
  record Mapping(Upload.Kind kind, int position) {}

  /** Asks for rows in a transaction of the actor's scope. */
  <T> List<T> inTransaction(Supplier<List<T>> query) {
    var found = transactions.execute(_ -> query.get());
    return found == null ? List.of() : found;
  }

  /** The path of a list in the actor's scope. */
  String inScope(UUID listing) {
    var path = transactions.execute(_ -> repository.path(listing).orElse(""));
    if (path == null || path.isEmpty()) {
      throw new NotFound();
    }
    Actor.current().require(path, Role.OFFICER);
    return path;
  }

  /** The first rows of a file. */
  List<List<String>> sample(InputStream in) {
    return stored(
        in,
        (file, _) -> {
          var rows = new ArrayList<List<String>>();
          Sheets.read(file, (_, cells) -> rows.add(cells) && rows.size() < SAMPLE);
          Files.deleteIfExists(file);
          return List.copyOf(rows);
        });
  }

  /**
   * Begins to read a file into a list, the first row being its heading. The same file read the same
   * way answers with its earlier upload.
   */
  Upload begin(UUID listing, String path, Mapping mapping, InputStream in) {
    return stored(in, (file, hash) -> begin(listing, path, mapping, new Stored(file, hash)));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(Path file, byte[] hash) {}

  private Upload begin(UUID listing, String path, Mapping mapping, Stored stored)
      throws IOException {
    int[] rows = {0};
    Sheets.read(stored.file, (_, _) -> ++rows[0] > 0);
    var upload =
        new Upload(
            Ids.next(),
            listing,
            path,
            mapping.kind(),
            mapping.position(),
            Upload.State.RUNNING,
            Math.max(0, rows[0] - 1),
            0,
            0,
            0,
            clock.instant());
    if (!Boolean.TRUE.equals(transactions.execute(_ -> repository.begin(upload, stored.hash)))) {
      Files.deleteIfExists(stored.file);
      var earlier = transactions.execute(_ -> repository.same(upload, stored.hash).orElse(upload));
      return earlier == null ? upload : earlier;
    }
    var actor = Actor.current();
    Thread.ofVirtual().name("upload").start(() -> actor.doing(() -> work(upload, stored.file)));
    return upload;
  }

  private void work(Upload upload, Path file) {
    room.acquireUninterruptibly();
    try {
      var batch = new ArrayList<Matching.Line>(BATCH);
      boolean[] heading = {true};
      Sheets.read(
          file,
          (line, cells) -> {
            if (heading[0]) {
              heading[0] = false;
              return true;
            }
            batch.add(new Matching.Line(line, cell(cells, upload.position())));
            if (batch.size() == BATCH) {
              take(upload, batch);
            }
            return true;
          });
      take(upload, batch);
      transactions.executeWithoutResult(_ -> repository.end(upload.id(), Upload.State.DONE));
    } catch (IOException | RuntimeException e) {
      log.error("upload {} failed", upload.id(), e);
      transactions.executeWithoutResult(_ -> repository.end(upload.id(), Upload.State.FAILED));
    } finally {
      room.release();
      signals.send(Listings.TOPIC, upload.listingId().toString());
      file.toFile().delete();
    }
  }

  private static String cell(List<String> cells, int position) {
    return position < cells.size() ? cells.get(position) : "";
  }

  private void take(Upload upload, List<Matching.Line> batch) {
    var lines = List.copyOf(batch);
    batch.clear();
    if (lines.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(
        _ -> {
          var found = matching.match(upload.kind(), lines);
          int added = repository.add(upload, found.people());
          repository.reject(upload, found.rejections());
          repository.progress(
              upload.id(), lines.size(), added, found.rejections().size(), clock.instant());
        });
  }

  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  void abandon() {
    var before = clock.instant().minus(DEAD);
    Actor.asSystem(() -> transactions.execute(_ -> repository.abandon(before)));
  }

  /** Work on a file that lies on this machine. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Path file, byte[] hash) throws IOException;
  }

  /** Stores what comes in, up to the limit; the work removes the file when it is done with it. */
  private static <T> T stored(InputStream in, Work<T> work) {
    try {
      var file = Files.createTempFile("niangjia-upload", ".tmp");
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var out = Files.newOutputStream(file);
            var hashed = new DigestInputStream(in, digest)) {
          var buffer = new byte[1 << 16];
          long size = 0;
          for (int read = hashed.read(buffer); read >= 0; read = hashed.read(buffer)) {
            size += read;
            if (size > BYTES) {
              throw new Unreadable(Unreadable.Reason.TOO_LARGE);
            }
            out.write(buffer, 0, read);
          }
          if (size == 0) {
            throw new Invalid("body", "required");
          }
        }
        return work.on(file, digest.digest());
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
