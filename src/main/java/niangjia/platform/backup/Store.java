package niangjia.platform.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of backups: {@code base-<instant>/} for each copy of the whole database, {@code
 * wal/} with the log of changes since the oldest, {@code anchors/} with the signed heads of the
 * audit trail, {@code files/} with the sealed attachments that any of them or the log names.
 */
record Store(Path root) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'base-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  Path log() {
    return root.resolve("wal");
  }

  Path anchors() {
    return root.resolve("anchors");
  }

  /** The sealed attachments. */
  StoredFiles files() {
    return new StoredFiles(root.resolve("files"));
  }

  /** Where a copy begun at that instant goes. */
  Path base(Instant begunAt) {
    return root.resolve(NAME.format(begunAt));
  }

  /** All finished copies, the oldest first. */
  List<Path> bases() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var found = Files.list(root)) {
      return found
          .filter(path -> path.getFileName().toString().matches("base-[0-9]{8}T[0-9]{6}Z"))
          .sorted()
          .toList();
    }
  }

  /** The newest copy that ended before an instant, or the newest of all. */
  Path newest(Optional<Instant> until) throws IOException {
    for (var base : bases().reversed()) {
      if (until.isEmpty() || !Manifest.read(base).endedAt().isAfter(until.get())) {
        return base;
      }
    }
    throw new Refusal(
        "there is no base copy in %s%s"
            .formatted(root, until.map(instant -> " from before " + instant).orElse("")));
  }

  /** Keeps the newest copies and the log since the oldest of them. */
  void keep(int most) throws IOException {
    var bases = bases();
    for (var old : bases.subList(0, Math.max(0, bases.size() - most))) {
      FileSystemUtils.deleteRecursively(old);
    }
    if (!bases.isEmpty()) {
      var oldest = Manifest.read(bases().getFirst());
      ChangeLog.forget(log(), oldest.segmentBytes(), oldest.first());
      var wanted = new HashSet<String>();
      for (var base : bases()) {
        wanted.addAll(StoredFiles.read(base.resolve(BaseCopy.FILES)));
      }
      // What came later may be named by the log alone.
      files().forget(wanted, oldest.begunAt());
    }
  }

  /** What is wrong with a copy and with the log that continues it. */
  List<String> faults(Path base) throws IOException {
    var manifest = Manifest.read(base);
    var faults = new ArrayList<>(manifest.faults(base));
    faults.addAll(ChangeLog.faults(log(), manifest.segmentBytes(), manifest.last()));
    faults.addAll(files().faults(StoredFiles.read(base.resolve(BaseCopy.FILES))));
    return faults;
  }
}
