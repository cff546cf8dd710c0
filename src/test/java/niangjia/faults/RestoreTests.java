package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import niangjia.platform.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The drill: workers book, a base copy is taken in the middle, the machine dies and its disk with
 * it, and the house is brought back from the backups. What is lost may be the last minute's only.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RestoreTests {

  private static final Duration MOST_LOST = Duration.ofSeconds(60);
  private static final String PASSPHRASE = "a passphrase for the drill";

  @TempDir private Path work;

  @Test
  void afterTheDiskIsGoneOnlyTheLastMomentsAreLost() throws Exception {
    var home = work.resolve("home");
    var backups = work.resolve("backups");
    var settings =
        Map.of("NIANGJIA_BACKUPS", backups.toString(), "NIANGJIA_BACKUP_PASSPHRASE", PASSPHRASE);
    try (var node = Node.start(home, settings);
        var log = new Acknowledged.Log(work.resolve("acknowledged.log"))) {
      var caller = new Caller(node.address(), Duration.ofSeconds(4));
      var officer = new Officer(caller);
      var benefits =
          List.of(
              officer.give("", List.of(60), Map.of()), officer.give("", List.of(15, 80), Map.of()));
      var rush = new Rush(caller, benefits, log, 400);
      rush.begin(officer.workers(120), 11);
      Thread.sleep(2000);
      assertThat(command("niangjia.platform.backup.Backup", home, backups)).isZero();
      Thread.sleep(6000);
      var diedAt = Instant.now();
      node.kill();
      killPostgres(home);
      FileSystemUtils.deleteRecursively(home);
      long began = System.nanoTime();
      assertThat(command("niangjia.platform.backup.Restore", home, backups)).isZero();
      assertThat(command("niangjia.engine.audit.Verify", home)).isZero();
      var told = log.read();
      assertThat(told).hasSizeGreaterThan(300);
      verify(home, told, benefits, diedAt);
      node.restart();
      IO.println("restore: back after %.1f s".formatted((System.nanoTime() - began) / 1e9));
      rush.end();
      assertThat(log.read()).hasSizeGreaterThan(told.size());
    }
    assertThat(command("niangjia.engine.audit.Verify", home)).isZero();
  }

  private void verify(
      Path home, List<Acknowledged> told, List<Officer.Benefit> benefits, Instant diedAt)
      throws SQLException {
    var shares = new HashMap<UUID, String>();
    benefits.forEach(benefit -> shares.put(benefit.id(), benefit.share()));
    var faults = new Audit(read(home, shares), told, shares).faults();
    var lostAt = new HashMap<UUID, Instant>();
    for (var one : told) {
      if (faults.stream().anyMatch(f -> f.startsWith("lost:") && f.contains(one.key() + ""))) {
        lostAt.merge(one.key(), one.at(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    var lostFor =
        lostAt.values().stream()
            .min(Comparator.naturalOrder())
            .map(at -> Duration.between(at, diedAt))
            .orElse(Duration.ZERO);
    IO.println(
        "restore: %d acknowledgements, lost %d, all of the last %.1f s"
            .formatted(told.size(), lostAt.size(), lostFor.toMillis() / 1e3));
    assertThat(lostFor).isLessThanOrEqualTo(MOST_LOST);
    assertThat(faults).allMatch(fault -> fault.startsWith("lost:"));
  }

  private static int command(String main, Path... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(main);
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("NIANGJIA_BACKUP_PASSPHRASE", PASSPHRASE);
    return builder.start().waitFor();
  }

  private static Book read(Path home, Map<UUID, String> shares) throws SQLException {
    try (var server = EmbeddedPostgres.start(home);
        var connection =
            DriverManager.getConnection(server.url("niangjia"), server.user(), server.password())) {
      return Book.read(connection, shares.keySet());
    }
  }

  private static void killPostgres(Path home) throws IOException {
    var file = home.resolve("postgres/data/postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    ProcessHandle.of(pid)
        .ifPresent(
            main -> {
              var all = new ArrayList<>(List.of(main));
              all.addAll(main.descendants().toList());
              all.forEach(ProcessHandle::destroyForcibly);
            });
  }
}
