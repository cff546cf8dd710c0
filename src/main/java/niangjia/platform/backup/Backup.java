package niangjia.platform.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import niangjia.platform.postgres.EmbeddedPostgres;

/**
 * The command {@code backup}: takes a base copy beside a running application or without one, or
 * checks the newest. It ends with 0 when all is well, 1 when something is wrong with the backup.
 */
final class Backup {

  private Backup() {}

  /** Takes the home and the store, and {@code check} for checking only. */
  static void main(String[] args) {
    System.exit(
        run(Path.of(args[0]), new Store(Path.of(args[1])), List.of(args).contains("check")));
  }

  private static int run(Path home, Store store, boolean check) {
    try {
      return check ? check(store) : take(home, store);
    } catch (SQLException | IOException | IllegalStateException | Refusal e) {
      IO.println("No backup: " + e.getMessage());
      return 1;
    }
  }

  private static int take(Path home, Store store) throws SQLException, IOException {
    var house = House.of(home);
    var url = House.setting("NIANGJIA_DB_URL").orElse("embedded");
    Path base;
    if (url.equals("embedded")) {
      var running = EmbeddedPostgres.running(home);
      if (running.isPresent()) {
        var in = running.get();
        base = BaseCopy.take(new Origin(in.url(), in.user(), in.password()), house, store);
      } else {
        try (var server = EmbeddedPostgres.start(home)) {
          var origin = new Origin(server.url("niangjia"), server.user(), server.password());
          base = BaseCopy.take(origin, house, store);
        }
      }
    } else {
      base = BaseCopy.take(external(url), house, store);
    }
    tell(base, house);
    return 0;
  }

  private static Origin external(String url) {
    var user = House.setting("NIANGJIA_BACKUP_USER").or(() -> House.setting("NIANGJIA_DB_USER"));
    var password =
        House.setting("NIANGJIA_BACKUP_USER").isPresent()
            ? House.setting("NIANGJIA_BACKUP_PASSWORD")
            : House.setting("NIANGJIA_DB_PASSWORD");
    return new Origin(url, user.orElse(""), password.orElse(""));
  }

  private static void tell(Path base, House house) throws IOException {
    var manifest = Manifest.read(base);
    long bytes = manifest.files().stream().mapToLong(Manifest.Item::bytes).sum();
    IO.println(
        "Backup %s: %d files, %d MB, begun %s, ended %s"
            .formatted(
                base,
                manifest.files().size(),
                bytes / 1_000_000,
                manifest.begunAt(),
                manifest.endedAt()));
    if (house.passphrase().isEmpty()) {
      IO.println(
          "It holds NO KEYRING, because NIANGJIA_BACKUP_PASSPHRASE is not set. Keep a copy of "
              + house.keyring()
              + " in another place: without it the backup is of no use.");
    }
  }

  private static int check(Store store) throws IOException {
    var base = store.newest(Optional.empty());
    var faults = store.faults(base);
    faults.forEach(IO::println);
    IO.println(faults.isEmpty() ? base + " and the log after it are whole" : "NOT WHOLE: " + base);
    return faults.isEmpty() ? 0 : 1;
  }
}
