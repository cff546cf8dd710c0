package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import niangjia.TestDatabase;
import niangjia.promises.Figures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rush during which the network between the application and its database is cut. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutTests {

  /** How a network fails. */
  enum Cut {
    STALLED,
    TORN;

    private void make(Cable cable) {
      switch (this) {
        case STALLED -> cable.stall();
        case TORN -> cable.tear();
      }
    }
  }

  private static final int CUTS = Integer.getInteger("niangjia.faults.cuts", 2);
  private static final Duration CUT_FOR =
      Duration.ofSeconds(Integer.getInteger("niangjia.faults.cut-seconds", 6));
  private static final Duration HEALED_WITHIN = Duration.ofSeconds(15);
  private static final int POOL = 24;
  private static final int WORKERS = 150;

  private static double worst;

  @TempDir private static Path home;

  private String database;
  private Cable cable;
  private Node node;
  private Caller caller;
  private Officer officer;
  private List<Caller.Session> workers;

  @BeforeAll
  void startAnApplicationBehindTheCable() throws IOException, InterruptedException {
    database = TestDatabase.url("cut");
    var server = TestDatabase.server();
    cable = Cable.to(server.port());
    var name = database.substring(database.lastIndexOf('/') + 1, database.indexOf('?'));
    var settings =
        Map.of(
            "NIANGJIA_DB_URL", "jdbc:postgresql://127.0.0.1:" + cable.port() + "/" + name,
            "NIANGJIA_DB_USER", server.user(),
            "NIANGJIA_DB_PASSWORD", server.password());
    node = Node.start(home, settings);
    caller = new Caller(node.address(), Duration.ofSeconds(20));
    officer = new Officer(caller);
    workers = officer.workers(WORKERS);
  }

  @AfterAll
  void stopIt() throws IOException {
    if (node != null) {
      node.close();
    }
    cable.close();
  }

  @ParameterizedTest
  @EnumSource
  void aCutHealsWithinSecondsOfItsEndAndLosesNothing(Cut cut) throws Exception {
    try (var log = new Acknowledged.Log(home.resolve(cut + ".log"))) {
      var benefits =
          List.of(
              officer.give("", List.of(40), Map.of()),
              officer.give("", List.of(10, 100), Map.of()));
      var rush = new Rush(caller, benefits, log, 400);
      rush.begin(workers, System.nanoTime());
      for (int i = 0; i < CUTS; i++) {
        Thread.sleep(3000);
        cut.make(cable);
        Thread.sleep(CUT_FOR);
        cable.mend();
        heals(rush, Instant.now(), cut);
      }
      Thread.sleep(1000);
      rush.end();
      IO.println("faults: network " + cut + ", answers " + rush.answers());
      verify(rush, log.read(), benefits);
    }
  }

  private void heals(Rush rush, Instant mended, Cut cut) throws Exception {
    while (!rush.lastSuccess().isAfter(mended)) {
      assertThat(Instant.now()).isBefore(mended.plus(HEALED_WITHIN));
      Thread.sleep(20);
    }
    var healed = Duration.between(mended, rush.lastSuccess());
    node.awaitReady(HEALED_WITHIN.minus(healed));
    IO.println(
        "faults: network %s for %d s, served again after %.1f s, ready after %.1f s, %d backends"
            .formatted(
                cut,
                CUT_FOR.toSeconds(),
                healed.toMillis() / 1000.0,
                Duration.between(mended, Instant.now()).toMillis() / 1000.0,
                backends()));
    worst = Math.max(worst, healed.toMillis() / 1000.0);
    Figures.record("P10", "cut", worst);
    assertThat(backends()).isLessThanOrEqualTo(2 * POOL);
  }

  private void verify(Rush rush, List<Acknowledged> told, List<Officer.Benefit> benefits)
      throws SQLException {
    var shares = new HashMap<UUID, String>();
    benefits.forEach(benefit -> shares.put(benefit.id(), benefit.share()));
    try (var connection = DriverManager.getConnection(database)) {
      var audit = new Audit(Book.read(connection, shares.keySet()), told, shares);
      assertThat(audit.faults()).isEmpty();
      assertThat(audit.untold()).as("rows whose key never got an answer").isZero();
    }
    assertThat(rush.unsettled()).isEmpty();
    assertThat(rush.answers().keySet()).isSubsetOf(0, 200, 201, 409, 503);
    assertThat(rush.bareRefusals()).as("answers 503 without Retry-After").isZero();
    assertThat(told).hasSizeGreaterThan(200);
  }

  private int backends() throws SQLException {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
