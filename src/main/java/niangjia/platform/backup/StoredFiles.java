package niangjia.platform.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of files that never change and are named by their SHA-256, in folders by the first
 * two signs: what people attached, sealed. Bringing it to another place copies what is not there
 * yet.
 */
final class StoredFiles {

  private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path root;
  private final Map<Path, FileTime> seen = new HashMap<>();

  StoredFiles(Path root) {
    this.root = root;
  }

  /** The names of all files. */
  Set<String> names() throws IOException {
    var names = new HashSet<String>();
    for (var folder : folders()) {
      files(folder).forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private List<Path> folders() throws IOException {
    return Files.isDirectory(root) ? named(root, FOLDER) : List.of();
  }

  private static List<Path> files(Path folder) throws IOException {
    return named(folder, NAME);
  }

  private static List<Path> named(Path folder, Pattern name) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(path -> name.matcher(path.getFileName().toString()).matches()).toList();
    }
  }

  private Path at(String name) {
    return root.resolve(name.substring(0, 2)).resolve(name);
  }

  /** Copies what another place has not; folders in which nothing happened are not looked into. */
  int bring(StoredFiles to) throws IOException {
    int brought = 0;
    for (var folder : folders()) {
      var changed = Files.getLastModifiedTime(folder);
      if (changed.equals(seen.get(folder))) {
        continue;
      }
      for (var file : files(folder)) {
        brought += to.take(file);
      }
      seen.put(folder, changed);
    }
    return brought;
  }

  private int take(Path file) throws IOException {
    var name = file.getFileName().toString();
    var target = at(name);
    if (Files.exists(target)) {
      return 0;
    }
    var folder = Digests.folder(root.resolve(name.substring(0, 2)));
    var part = target.resolveSibling(name + ".part");
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Digests.force(folder);
      return 1;
    } catch (NoSuchFileException e) {
      // Deleted meanwhile: no row names it any more.
      return 0;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What is wrong with those files. */
  List<String> faults(Set<String> wanted) throws IOException {
    var faults = new ArrayList<String>();
    for (var name : wanted) {
      var file = at(name);
      if (!Files.isRegularFile(file)) {
        faults.add(file + " is missing");
      } else if (!Digests.of(file, Files.size(file)).equals(name)) {
        faults.add(file + " is damaged");
      }
    }
    return faults;
  }

  /** Deletes what is not wanted and has been here since before an instant. */
  void forget(Set<String> wanted, Instant before) throws IOException {
    for (var folder : folders()) {
      for (var file : files(folder)) {
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(before);
        if (old && !wanted.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** The names, as a base copy keeps them. */
  static byte[] list(Set<String> names) {
    return (String.join("\n", names.stream().sorted().toList()) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads them again; none where there is no such list. */
  static Set<String> read(Path list) throws IOException {
    var names = new HashSet<String>();
    if (Files.exists(list)) {
      Files.readAllLines(list, StandardCharsets.US_ASCII).stream()
          .filter(line -> NAME.matcher(line).matches())
          .forEach(names::add);
    }
    return names;
  }
}
