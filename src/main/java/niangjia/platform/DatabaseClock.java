package niangjia.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The time by which everything opens, closes and expires: the database's, so that all nodes agree
 * whatever their own clocks say. Between two readings it runs on this node's monotonic clock.
 */
public final class DatabaseClock implements InstantSource {

  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
  private static final Duration NOTABLE = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private volatile Reading reading;

  private record Reading(Instant at, long nanos) {}

  /** Reads the database's clock for the first time. */
  public DatabaseClock(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.reading = read();
  }

  @Override
  public Instant instant() {
    var last = reading;
    return last.at.plusNanos(System.nanoTime() - last.nanos).truncatedTo(ChronoUnit.MICROS);
  }

  @Scheduled(fixedDelay = 30_000, initialDelay = 30_000)
  void synchronise() {
    try {
      var fresh = read();
      var drift = Duration.between(instant(), fresh.at.plusNanos(System.nanoTime() - fresh.nanos));
      if (drift.abs().compareTo(NOTABLE) > 0) {
        log.warn("the database's clock moved by {} against this node's", drift);
      }
      reading = fresh;
    } catch (DataAccessException e) {
      log.warn("the database's clock could not be read, going on with the last reading", e);
    }
  }

  /** Takes the middle of the round trip as the moment of the reading. */
  private Reading read() {
    long before = System.nanoTime();
    var at = jdbc.sql("select clock_timestamp()").query(Instant.class).single();
    long after = System.nanoTime();
    return new Reading(at, before + (after - before) / 2);
  }
}
