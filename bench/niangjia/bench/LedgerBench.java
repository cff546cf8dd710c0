package niangjia.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import niangjia.Niangjia;
import niangjia.engine.ledger.Account;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Ledger;
import niangjia.engine.ledger.Posting;
import niangjia.engine.ledger.Transfer;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;
import niangjia.platform.postgres.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * Transfers a second through the ledger, in batches and singly, as multiples of a baseline that
 * does one transfer a transaction in plain SQL on the same database in the same run. The work is
 * the same for all: promises on the budgets of sixteen unions, chosen at random. Afterwards all
 * balances are compared with the transfers.
 */
public final class LedgerBench {

  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("niangjia.bench.seconds", 6));
  private static final int UNIONS = 16;
  private static final int BATCH = 1_000;
  private static final int CALLERS = 64;
  private static final long AMOUNT = 1_000_000_000_000L;

  /** Two accounts between which amounts move. */
  private record Pair(UUID from, UUID to) {}

  /** One round of work; answers how many transfers it did. */
  private interface Round {
    int run() throws SQLException;
  }

  private final Ledger ledger;
  private final EmbeddedPostgres postgres;
  private final List<Pair> pairs;

  private LedgerBench(Ledger ledger, EmbeddedPostgres postgres, List<Pair> pairs) {
    this.ledger = ledger;
    this.postgres = postgres;
    this.pairs = List.copyOf(pairs);
  }

  /** Runs the benchmark; its last line is the result. */
  static void main() throws Exception {
    var home = Files.createTempDirectory("niangjia-bench-");
    try (var application =
        SpringApplication.run(
            Niangjia.class,
            "--niangjia.home=" + home,
            "--niangjia.demo=true",
            "--server.port=0",
            "--logging.level.root=warn")) {
      var pairs = pairs(application.getBean(Budgets.class), application.getBean(Unions.class));
      new LedgerBench(
              application.getBean(Ledger.class), application.getBean(EmbeddedPostgres.class), pairs)
          .run();
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  private static List<Pair> pairs(Budgets budgets, Unions unions) {
    var officer = new Actor(Ids.next(), null, null, List.of(new Duty(Role.OFFICER, "bj")));
    var pairs = new ArrayList<Pair>();
    officer.doing(
        () -> {
          var title = Words.of("压力测试", "Load test");
          var city = unions.at("bj").orElseThrow().id();
          var founding = new Budgets.Founding(city, title, Account.MONEY, UNIONS * AMOUNT);
          var fund = budgets.open(Ids.next(), founding).line();
          var shares =
              unions.children("bj").stream()
                  .limit(UNIONS)
                  .map(union -> new Budgets.Share(union.id(), AMOUNT))
                  .toList();
          budgets.allot(fund.id(), Ids.next(), shares, null);
          for (var below : budgets.below(fund.id())) {
            var line = below.line();
            pairs.add(
                new Pair(
                    budgets.account(line, Account.Kind.BUDGET).id(),
                    budgets.account(line, Account.Kind.COMMITMENT).id()));
          }
        });
    return pairs;
  }

  private void run() throws Exception {
    baselineTables();
    measure("warm-up: baseline", 32, this::baseline);
    measure("warm-up: batches", 2, () -> post(BATCH));
    measure("warm-up: single", CALLERS, () -> post(1));
    double before = measure("baseline", 32, this::baseline);
    double batch = measure("batches of 1000", 2, () -> post(BATCH));
    double single = measure("single", CALLERS, () -> post(1));
    double after = measure("baseline again", 32, this::baseline);
    double base = (before + after) / 2;
    long sum = number("select abs(sum(received - given)) from ledger.account");
    long overdrafts =
        number("select count(*) from ledger.account where kind <> 'SOURCE' and given > received");
    long different = number(DIFFERENT);
    if (sum + overdrafts + different > 0) {
      throw new IllegalStateException(
          "the books are wrong: sum %d, overdrafts %d, different %d"
              .formatted(sum, overdrafts, different));
    }
    say(
        "ledger: batch %.1f x baseline; single %.1f x; sum %d overdrafts %d",
        batch / base, single / base, sum, overdrafts);
  }

  private static final String DIFFERENT =
      """
      select count(*) from ledger.account a
      where received <> (
          select coalesce(sum(amount), 0) from ledger.transfer t where t.to_id = a.id)
        or given <> (
          select coalesce(sum(amount), 0) from ledger.transfer t where t.from_id = a.id)
      """;

  private int post(int many) {
    var today = ledger.today();
    var transfers = new ArrayList<Transfer>(many);
    for (int i = 0; i < many; i++) {
      var pair = pairs.get(ThreadLocalRandom.current().nextInt(pairs.size()));
      transfers.add(Transfer.of(Ids.next(), pair.from(), pair.to(), 1, today));
    }
    if (!(ledger.post(transfers) instanceof Posting.Done)) {
      throw new IllegalStateException("not posted");
    }
    return many;
  }

  private double measure(String name, int threads, Round round) throws Exception {
    var count = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + TIME.toNanos();
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < threads; i++) {
      tasks.add(
          () -> {
            while (System.nanoTime() < end) {
              count.addAndGet(round.run());
            }
            return null;
          });
    }
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
    connections.close();
    double rate = count.get() * 1e9 / (System.nanoTime() - begun);
    say("%s: %.0f transfers/s", name, rate);
    return rate;
  }

  /** What a team would write: two guarded balances and a row, each transfer its own transaction. */
  private void baselineTables() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create schema bench;
          create table bench.account (
            id uuid primary key, balance bigint not null check (balance >= 0));
          create table bench.transfer (
            id uuid primary key, from_id uuid not null references bench.account,
            to_id uuid not null references bench.account, amount bigint not null,
            posted_at timestamptz not null default now());
          create index on bench.transfer (from_id, posted_at);
          create index on bench.transfer (to_id, posted_at);
          insert into bench.account
          select id, 1000000000000 from ledger.account where kind in ('BUDGET', 'COMMITMENT');
          """);
    }
  }

  private final Connections connections = new Connections();

  /** One connection for each thread of the baseline. */
  private final class Connections {

    private final Map<Thread, Connection> open = new ConcurrentHashMap<>();

    private Connection mine() throws SQLException {
      var known = open.get(Thread.currentThread());
      if (known != null) {
        return known;
      }
      var made = connect();
      made.setAutoCommit(false);
      open.put(Thread.currentThread(), made);
      return made;
    }

    private void close() throws SQLException {
      for (var connection : open.values()) {
        connection.close();
      }
      open.clear();
    }
  }

  private int baseline() throws SQLException {
    var connection = connections.mine();
    var pair = pairs.get(ThreadLocalRandom.current().nextInt(pairs.size()));
    try (var take =
            connection.prepareStatement(
                "update bench.account set balance = balance - 1 where id = ?");
        var give =
            connection.prepareStatement(
                "update bench.account set balance = balance + 1 where id = ?");
        var insert =
            connection.prepareStatement(
                "insert into bench.transfer (id, from_id, to_id, amount) values (?, ?, ?, 1)")) {
      take.setObject(1, pair.from());
      take.executeUpdate();
      give.setObject(1, pair.to());
      give.executeUpdate();
      insert.setObject(1, Ids.next());
      insert.setObject(2, pair.from());
      insert.setObject(3, pair.to());
      insert.executeUpdate();
      connection.commit();
      return 1;
    }
  }

  private Connection connect() throws SQLException {
    var url = postgres.url("niangjia") + "?prepareThreshold=1";
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  private long number(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @FormatMethod
  private static void say(String text, Object... values) {
    IO.println(text.formatted(values));
  }
}
