package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Payouts during which the application is killed without warning in each of their steps, at random
 * moments, and asked again afterwards. {@code -Dniangjia.faults.payouts} says how many payouts,
 * {@code -Dniangjia.faults.seed} repeats the choices of a run.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PayoutKillTests {

  private static final int PAYOUTS = Integer.getInteger("niangjia.faults.payouts", 2);
  private static final long SEED = Long.getLong("niangjia.faults.seed", System.nanoTime());
  private static final int PEOPLE = 3_000;
  private static final int FAILING = 100;

  @TempDir private Path home;

  /** One request of a step. */
  private interface Step {
    Caller.Reply ask() throws IOException, InterruptedException;
  }

  @Test
  void nobodyIsPaidTwiceAndNobodyIsForgotten() throws Exception {
    try (var node = Node.start(home, Map.of())) {
      var caller = new Caller(node.address(), Duration.ofSeconds(8));
      var house = new House(node, caller, new Random(SEED));
      var maker = caller.staff("city");
      var checker = caller.staff("chaoyang");
      var line = house.line(checker);
      for (int i = 0; i < PAYOUTS; i++) {
        house.pay(line, i, maker, checker);
      }
      assertThat(number("select sum(received - given) from ledger.account")).isZero();
      assertThat(number(TWICE)).as("paid twice, seed %d", SEED).isZero();
      long paid = (long) PAYOUTS * (PEOPLE - PEOPLE / FAILING);
      assertThat(number(PAID)).as("paid, seed %d", SEED).isEqualTo(paid);
      IO.println("faults: %d payments, %d kills, twice 0".formatted(paid, PAYOUTS * 3));
    }
  }

  private static final String PAID =
      """
      select count(*) from ledger.transfer t join ledger.account a on a.id = t.to_id
      join ledger.payout_line l on l.id = t.subject join ledger.payout p on p.id = l.payout_id
      where a.kind = 'PAID' and p.title = 'kill'
      """;

  private static final String TWICE =
      """
      select count(*) from (
        select l.account_hash from ledger.transfer t join ledger.account a on a.id = t.to_id
        join ledger.payout_line l on l.id = t.subject
        where a.kind = 'PAID' group by l.account_hash having count(*) > 1) twice
      """;

  private long number(String sql) throws IOException, SQLException {
    var port = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(3).strip();
    var password = Files.readString(home.resolve("postgres/password")).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/niangjia";
    try (var connection = DriverManager.getConnection(url, "niangjia", password);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The application that is killed, and who asks it. */
  private record House(Node node, Caller caller, Random random) {

    private String line(Caller.Session officer) throws IOException, InterruptedException {
      for (var fund : caller.get("/api/ledger/funds", officer).body()) {
        if (fund.path("unit").asString().equals("CNY")) {
          return fund.path("id").asString();
        }
      }
      throw new IllegalStateException("the demonstration has no fund");
    }

    /** Each step is begun, killed, and asked again until it answers. */
    private void pay(String line, int turn, Caller.Session maker, Caller.Session checker)
        throws Exception {
      var list = new StringBuilder("姓名,账号,金额\n");
      for (int i = 0; i < PEOPLE; i++) {
        list.append("测试,62220%03d%08d,0.01\n".formatted(turn, i));
      }
      var making = "/api/ledger/lines/" + line + "/uploads?title=kill&payOn=2026-12-01";
      var made = killed(() -> caller.upload(making, maker, list.toString()));
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
      var path = "/api/ledger/payouts/" + made.body().path("payout").path("id").asString();
      var checked = killed(() -> caller.post(path + "/check", checker, Map.of()));
      assertThat(checked.status() == 200 || checked.reason().equals("NOT_WAITING"))
          .as(checked.toString())
          .isTrue();
      var result = result(path, maker);
      var settled = killed(() -> caller.upload(path + "/uploads", maker, result));
      assertThat(settled.status()).as(settled.toString()).isEqualTo(200);
      assertThat(caller.upload(path + "/uploads", maker, result).body().path("already").asInt())
          .isEqualTo(PEOPLE);
      assertThat(caller.get(path, maker).body().path("state").asString()).isEqualTo("SETTLED");
    }

    private String result(String path, Caller.Session maker)
        throws IOException, InterruptedException {
      var result = new StringBuilder("平台编号,结果\n");
      for (int after = 0; after < PEOPLE; after += 100) {
        var page = caller.get(path + "/lines?limit=100&after=" + after, maker).body();
        for (var line : page.path("items")) {
          boolean fails = line.path("number").asInt() % FAILING == 0;
          var reference = line.path("id").asString().replace("-", "");
          result.append(reference).append(fails ? ",失败\n" : ",成功\n");
        }
      }
      return result.toString();
    }

    private Caller.Reply killed(Step step) throws Exception {
      var asked =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return step.ask().status();
                } catch (IOException | InterruptedException e) {
                  return 0;
                }
              });
      Thread.sleep(random.nextInt(700));
      node.kill();
      try {
        asked.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the step itself failed", e);
      }
      node.restart();
      return step.ask();
    }
  }
}
