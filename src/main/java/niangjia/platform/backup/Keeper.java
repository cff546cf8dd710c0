package niangjia.platform.backup;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Keeps backups while the application runs, when {@code niangjia.backups} names a directory:
 * follows the log all the time, copies attached files, and takes a base copy each day.
 */
@Component
@ConditionalOnExpression("!'${niangjia.backups:}'.isBlank()")
class Keeper {

  private static final Logger log = LoggerFactory.getLogger(Keeper.class);
  private static final Duration EVERY = Duration.ofDays(1);
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration FILES = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  private final Store store;
  private final Origin origin;
  private final House house;
  private final InstantSource clock;
  private final int most;
  private final Follower follower;
  private volatile boolean over;
  private volatile Instant newest = Instant.EPOCH;
  private final List<Thread> threads = new ArrayList<>();

  Keeper(
      Environment settings,
      FlywayConnectionDetails database,
      InstantSource clock,
      MeterRegistry meters) {
    var home = Path.of(settings.getRequiredProperty("niangjia.home"));
    this.store = new Store(Path.of(settings.getRequiredProperty("niangjia.backups")));
    this.house =
        new House(
            home,
            Path.of(settings.getProperty("niangjia.keyring", home.resolve("keyring").toString())),
            Path.of(settings.getRequiredProperty("niangjia.anchors")),
            Path.of(settings.getRequiredProperty("niangjia.files.directory")),
            settings.getProperty("niangjia.backup.passphrase", ""));
    var user = settings.getProperty("niangjia.backup.user", "");
    this.origin =
        new Origin(
            String.valueOf(database.getJdbcUrl()),
            user.isBlank() ? String.valueOf(database.getUsername()) : user,
            user.isBlank()
                ? String.valueOf(database.getPassword())
                : settings.getProperty("niangjia.backup.password", ""));
    this.clock = clock;
    this.most = Math.max(1, settings.getProperty("niangjia.backup.keep", Integer.class, 7));
    this.follower = new Follower(origin, house, store, () -> over);
    meters.gauge("niangjia.backup.behind.seconds", follower, f -> f.behind().toMillis() / 1e3);
    meters.gauge("niangjia.backup.age.seconds", this, Keeper::ageSeconds);
  }

  private double ageSeconds() {
    return Duration.between(newest, clock.instant()).toMillis() / 1e3;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    threads.add(Thread.ofPlatform().daemon().name("backup-log").start(this::follow));
    threads.add(Thread.ofPlatform().daemon().name("backup-base").start(this::look));
    threads.add(Thread.ofPlatform().daemon().name("backup-files").start(this::bring));
  }

  private void follow() {
    while (!over) {
      try {
        follower.follow();
      } catch (SQLException | IOException | RuntimeException e) {
        log.error("the log of changes is not backed up to {}: {}", store.root(), e.toString());
        rest(REST);
      }
    }
  }

  /** Attached files, a few seconds after they were; the last ones before the end. */
  private void bring() {
    var files = new StoredFiles(house.files());
    for (boolean last = false; !last; ) {
      rest(FILES);
      last = over;
      try {
        files.bring(store.files());
      } catch (IOException | RuntimeException e) {
        log.error("attached files are not backed up to {}: {}", store.root(), e.toString());
      }
    }
  }

  /** On a thread of its own: a large copy holds up no other task. */
  private void look() {
    rest(FIRST);
    while (!over) {
      takeIfDue();
      rest(LOOK_EVERY);
    }
  }

  private void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      over = true;
    }
  }

  /**
   * Takes a base copy when the newest is a day old, from before a recovery, or does not join the
   * log any more.
   */
  private void takeIfDue() {
    try {
      if (due()) {
        var base = BaseCopy.take(origin, house, store);
        store.keep(most);
        newest = Manifest.read(base).endedAt();
        log.info("A base copy of the database is in {}", base);
      }
    } catch (SQLException | IOException | RuntimeException e) {
      log.error("no base copy could be taken into {}: {}", store.root(), e.toString());
    }
  }

  private boolean due() throws SQLException, IOException {
    Digests.folder(store.root());
    var bases = store.bases();
    if (bases.isEmpty()) {
      return true;
    }
    var manifest = Manifest.read(bases.getLast());
    newest = manifest.endedAt();
    if (ChangeLog.missing(store.log(), manifest.segmentBytes(), manifest.last()).isPresent()) {
      return true;
    }
    try (var connection = origin.open()) {
      var timeline =
          Origin.ask(connection, "select pg_walfile_name(pg_current_wal_lsn())").substring(0, 8);
      return Integer.parseUnsignedInt(timeline, 16) != manifest.first().timeline()
          || clock.instant().isAfter(newest.plus(EVERY));
    }
  }

  /** Ends when what was written so far is safe, or after a few seconds. */
  @PreDestroy
  void end() throws InterruptedException {
    over = true;
    for (var thread : threads) {
      if (!thread.getName().endsWith("log")) {
        thread.interrupt();
      }
      thread.join(Duration.ofSeconds(8));
    }
  }
}
