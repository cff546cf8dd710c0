package niangjia.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a team would write: one transaction for each booking, a guarded counter and an insert, from
 * 32 connections straight to the database, without HTTP.
 */
final class Baseline {

  private static final int CONNECTIONS = 32;

  private final Product product;

  Baseline(Product product) throws IOException, SQLException {
    this.product = product;
    try (var connection = product.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create schema if not exists bench;
          drop table if exists bench.booking, bench.offering;
          create table bench.offering (
            id uuid primary key, capacity integer not null,
            taken integer not null check (taken <= capacity));
          create table bench.booking (
            id uuid primary key, offering_id uuid not null references bench.offering,
            person_id uuid not null,
            booked_at timestamptz not null default now(), unique (offering_id, person_id));
          """);
    }
  }

  /** Bookings a second over that time; checks that the counter agrees with the rows. */
  double run(Duration time)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    var offering = UUID.randomUUID();
    try (var connection = product.connect();
        var insert =
            connection.prepareStatement("insert into bench.offering values (?, 10000000, 0)")) {
      insert.setObject(1, offering);
      insert.executeUpdate();
    }
    var count = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      tasks.add(
          () -> {
            try (var connection = product.connect()) {
              book(connection, offering, end, count);
            }
            return null;
          });
    }
    long begun = System.nanoTime();
    try (var executor = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    check(offering, count.get());
    return count.get() / seconds;
  }

  private static void book(Connection connection, UUID offering, long end, AtomicLong count)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var update =
            connection.prepareStatement(
                "update bench.offering set taken = taken + 1 where id = ? and taken < capacity");
        var insert =
            connection.prepareStatement(
                "insert into bench.booking (id, offering_id, person_id) values (?, ?, ?)")) {
      while (System.nanoTime() < end) {
        update.setObject(1, offering);
        if (update.executeUpdate() == 1) {
          insert.setObject(1, UUID.randomUUID());
          insert.setObject(2, offering);
          insert.setObject(3, UUID.randomUUID());
          insert.executeUpdate();
        }
        connection.commit();
        count.incrementAndGet();
      }
    }
  }

  private void check(UUID offering, long count) throws IOException, SQLException {
    try (var connection = product.connect();
        var query =
            connection.prepareStatement(
                """
                select taken, (select count(*) from bench.booking where offering_id = o.id)
                from bench.offering o where id = ?
                """)) {
      query.setObject(1, offering);
      try (var row = query.executeQuery()) {
        row.next();
        if (row.getLong(1) != count || row.getLong(2) != count) {
          throw new IllegalStateException("the baseline lost count");
        }
      }
    }
  }
}
