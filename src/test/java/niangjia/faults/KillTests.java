package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rush during which the application and its PostgreSQL are killed without warning, in turn and at
 * random moments. {@code -Dniangjia.faults.kills} says how often, {@code -Dniangjia.faults.seed}
 * repeats the choices of a run.
 */
@Tag("alone")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillTests {

  private static final int KILLS = Integer.getInteger("niangjia.faults.kills", 6);
  private static final long SEED = Long.getLong("niangjia.faults.seed", System.nanoTime());
  private static final int WORKERS = 300;

  @TempDir private Path home;

  @Test
  void nothingAcknowledgedIsLostWhenBothAreKilledInTurn() throws Exception {
    var random = new Random(SEED);
    try (var node = Node.start(home, Map.of());
        var log = new Acknowledged.Log(home.resolve("acknowledged.log"))) {
      var caller = new Caller(node.address(), Duration.ofSeconds(4));
      var officer = new Officer(caller);
      var benefits =
          List.of(
              officer.give("", List.of(40), Map.of()),
              officer.give("", List.of(10, 100), Map.of()),
              officer.give("siblings", List.of(70), Map.of()),
              officer.give("siblings", List.of(30), Map.of()));
      var rush = new Rush(caller, benefits, log, 600);
      rush.begin(officer.workers(WORKERS), random.nextLong());
      var outages = new ArrayList<Double>();
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(1500 + random.nextInt(3000));
        long began = System.nanoTime();
        if (kill % 2 == 0) {
          node.kill();
          node.restart();
        } else {
          killPostgres();
          node.awaitReady(Duration.ofMinutes(1));
        }
        outages.add(Math.round((System.nanoTime() - began) / 1e8) / 10.0);
      }
      Thread.sleep(3000);
      rush.end();
      Figures.record("P10", "app", worst(outages, 0));
      Figures.record("P10", "db", worst(outages, 1));
      IO.println("faults: seconds to readiness " + outages + ", answers " + rush.answers());
      verify(rush, log.read(), benefits);
    }
  }

  private static double worst(List<Double> outages, int whose) {
    double worst = 0;
    for (int i = whose; i < outages.size(); i += 2) {
      worst = Math.max(worst, outages.get(i));
    }
    return worst;
  }

  private void verify(Rush rush, List<Acknowledged> told, List<Officer.Benefit> benefits)
      throws IOException, SQLException {
    var shares = new HashMap<UUID, String>();
    benefits.forEach(benefit -> shares.put(benefit.id(), benefit.share()));
    var audit = new Audit(read(shares), told, shares);
    var faults = audit.faults();
    IO.println(
        "faults: %d acknowledgements, %d kills, lost %d, oversold %d, double %d, longest gap %.1f s"
            .formatted(
                told.size(),
                KILLS,
                Audit.count(faults, "lost"),
                Audit.count(faults, "oversold"),
                Audit.count(faults, "double"),
                Acknowledged.longestGap(told).toMillis() / 1000.0));
    record(rush, told, audit, faults);
    assertThat(faults).as("seed %d", SEED).isEmpty();
    assertThat(rush.unsettled()).isEmpty();
    assertThat(audit.untold()).as("rows whose key never got an answer").isZero();
    assertThat(rush.answers(500)).as("answers with status 500").isZero();
    assertThat(rush.bareRefusals()).as("answers 503 without Retry-After").isZero();
    assertThat(told).hasSizeGreaterThan(300 * KILLS);
    assertThat(rush.answers(409)).isPositive();
    assertThat(told).extracting(Acknowledged::state).contains("CONFIRMED", "CANCELLED", "OFFERED");
  }

  private static void record(Rush rush, List<Acknowledged> told, Audit audit, List<String> faults) {
    Figures.record("P1", "acks", told.size());
    Figures.record("P1", "kills", KILLS);
    Figures.record("P1", "lost", Audit.count(faults, "lost"));
    Figures.record("P1", "gap", Acknowledged.longestGap(told).toMillis() / 1000.0);
    Figures.record("P2", "oversold", Audit.count(faults, "oversold"));
    Figures.record("P3", "double", Audit.count(faults, "double"));
    Figures.record("P3", "key", Audit.count(faults, "key"));
    Figures.record("P9", "faults", rush.answers(500));
    Figures.record("P9", "bare", rush.bareRefusals());
    Figures.record("P9", "untold", audit.untold());
  }

  private Book read(Map<UUID, String> shares) throws IOException, SQLException {
    var port = postmaster().get(3).strip();
    var password = Files.readString(home.resolve("postgres/password")).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/niangjia";
    try (var connection = DriverManager.getConnection(url, "niangjia", password)) {
      return Book.read(connection, shares.keySet());
    }
  }

  /** The main process first, so that it cannot start new ones, and then all that it has. */
  private void killPostgres() throws IOException {
    var main = ProcessHandle.of(Long.parseLong(postmaster().getFirst().strip())).orElseThrow();
    var all = new ArrayList<>(List.of(main));
    all.addAll(main.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private List<String> postmaster() throws IOException {
    return Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
  }
}
