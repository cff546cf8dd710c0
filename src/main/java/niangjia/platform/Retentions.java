package niangjia.platform;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Forgets what is older than its rule, once a day on one node, in the night; what it did on a day
 * stays in a table. A node that is killed meanwhile leaves the rest to the next.
 */
@Component
class Retentions {

  private static final Logger log = LoggerFactory.getLogger(Retentions.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int NIGHT = 3;
  private static final int ROWS = 500;
  private static final long LOCK = 0x72657461696eL;

  private final List<Retention> rules;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Retentions(
      List<Retention> rules,
      JdbcClient jdbc,
      TransactionOperations transactions,
      InstantSource clock) {
    this.rules = List.copyOf(rules);
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** All rules. */
  List<Retention> rules() {
    return rules;
  }

  /** Asks every ten minutes whether today's is to be done, and after three at night does it. */
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
  void look() {
    var now = clock.instant();
    if (now.atZone(ZONE).getHour() < NIGHT) {
      return;
    }
    try {
      run(now);
    } catch (DataAccessException | TransactionException e) {
      log.warn("what is over age waits for the database: {}", e.toString());
    }
  }

  /** Does what is left of that day's; answers how many rows each rule forgot. */
  Map<String, Integer> run(Instant now) {
    var forgotten = new TreeMap<String, Integer>();
    for (var rule : rules) {
      int rows = ROWS;
      while (rows == ROWS) {
        rows = step(rule, now);
        forgotten.merge(rule.table(), rows, Integer::sum);
      }
    }
    forgotten.values().removeIf(rows -> rows == 0);
    if (!forgotten.isEmpty()) {
      log.info("over age and forgotten: {}", forgotten);
    }
    return forgotten;
  }

  private int step(Retention rule, Instant now) {
    var rows =
        Deed.ofSystem("retention")
            .doing(() -> Actor.asSystem(() -> transactions.execute(_ -> forget(rule, now))));
    return rows == null ? 0 : rows;
  }

  private int forget(Retention rule, Instant now) {
    Deed.sum("");
    var today = LocalDate.ofInstant(now, ZONE);
    if (!lock() || done(rule, today)) {
      return 0;
    }
    var before = now.atZone(ZONE).minus(rule.keeps()).toInstant();
    int rows =
        jdbc.sql(rule.forget())
            .param("before", Timestamp.from(before))
            .param("limit", ROWS)
            .update();
    if (rows > 0) {
      Deed.sum("%s rows=%d".formatted(rule.table(), rows));
    }
    note(rule, today, rows, now);
    return rows;
  }

  private boolean lock() {
    return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
        .param("lock", LOCK)
        .query(Boolean.class)
        .single();
  }

  private boolean done(Retention rule, LocalDate day) {
    return jdbc.sql(
            """
            select exists (select from platform.retention
              where held = :held and day_on = :day and done_at is not null)
            """)
        .param("held", rule.table())
        .param("day", java.sql.Date.valueOf(day))
        .query(Boolean.class)
        .single();
  }

  private void note(Retention rule, LocalDate day, int rows, Instant now) {
    jdbc.sql(
            """
            insert into platform.retention (held, day_on, forgotten, done_at)
            values (:held, :day, :rows, case when :rows < :most then :now::timestamptz end)
            on conflict (held, day_on) do update set
              forgotten = retention.forgotten + excluded.forgotten, done_at = excluded.done_at
            """)
        .param("held", rule.table())
        .param("day", java.sql.Date.valueOf(day))
        .param("rows", rows)
        .param("most", ROWS)
        .param("now", Timestamp.from(now))
        .update();
  }
}
