package niangjia.engine.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import niangjia.platform.Keyring;
import niangjia.platform.postgres.EmbeddedPostgres;

/**
 * The command {@code audit verify}: checks the trail as the database's owner, beside a running
 * application or without one. It ends with 0 when the trail is whole, 1 when it is not, 2 when that
 * could not be found out.
 */
final class Verify {

  private Verify() {}

  static void main(String[] args) {
    System.exit(run(Path.of(args.length > 0 ? args[0] : ".niangjia")));
  }

  private static int run(Path home) {
    try {
      var report = verify(home);
      IO.println(words(report));
      return report.clean() ? 0 : 1;
    } catch (SQLException | IOException | IllegalStateException e) {
      IO.println("The trail could not be verified: " + e.getMessage());
      return 2;
    }
  }

  private static Verification.Report verify(Path home) throws SQLException, IOException {
    var file = System.getenv().getOrDefault("NIANGJIA_KEYRING", home.resolve("keyring") + "");
    if (!Files.exists(Path.of(file))) {
      throw new IllegalStateException("there is no keyring " + file);
    }
    var key = Keyring.at(Path.of(file)).anchorKey().getPublic();
    var signed = System.getenv().getOrDefault("NIANGJIA_ANCHORS", home.resolve("anchors") + "");
    var anchors = new Anchors(Path.of(signed)).read(key);
    var url = System.getenv().getOrDefault("NIANGJIA_DB_URL", "embedded");
    if (!url.equals("embedded")) {
      return verify(
          url, System.getenv("NIANGJIA_DB_USER"), System.getenv("NIANGJIA_DB_PASSWORD"), anchors);
    }
    var running = EmbeddedPostgres.running(home);
    if (running.isPresent()) {
      var entrance = running.get();
      return verify(entrance.url(), entrance.user(), entrance.password(), anchors);
    }
    try (var server = EmbeddedPostgres.start(home)) {
      return verify(server.url("niangjia"), server.user(), server.password(), anchors);
    }
  }

  private static Verification.Report verify(
      String url, String user, String password, List<Anchors.Anchor> anchors) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      connection.setAutoCommit(false);
      return Verification.run(connection, anchors);
    }
  }

  /** The report in a few lines. */
  static String words(Verification.Report report) {
    var head =
        "%d entries, %d anchors, signed up to number %d"
            .formatted(report.entries(), report.anchors(), report.anchored());
    return report.clean()
        ? "The trail is whole: " + head
        : "THE TRAIL IS NOT WHOLE: first fault %s at number %d; all faults %s; %s"
            .formatted(report.first(), report.number(), report.faults(), head);
  }
}
