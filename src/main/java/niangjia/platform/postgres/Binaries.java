package niangjia.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path into a cache directory that all Niangjias of
 * this user share: {@code ~/.cache/niangjia/postgres-<version>}, or below {@code NIANGJIA_CACHE}.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path directory) {

  /** The version of the archive on the class path. */
  static final String VERSION = "18.6.0";

  private static final Logger log = LoggerFactory.getLogger(Binaries.class);

  /** Finds the unpacked programs, or unpacks them; several processes may ask at the same time. */
  static Binaries unpack() {
    try {
      Path cache = cache();
      Path directory = cache.resolve("postgres-" + VERSION);
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(cache);
        unpackAlone(cache, directory);
      }
      return new Binaries(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command line of one of the programs. They refuse to run as root, so root runs them in a
   * user namespace of its own, where it is nobody and still owns its files.
   */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix());
    command.add(directory.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Goes in front of a command that starts one of the programs. */
  static List<String> prefix() {
    return isRoot() ? List.of("unshare", "-U") : List.of();
  }

  /** Runs one of the programs to its end and gives what it said, or fails with that. */
  String run(String program, String... arguments) {
    return run(command(program, arguments));
  }

  private static String run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      withoutSettings(builder);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = read(process.getInputStream());
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d: %s%s".formatted(String.join(" ", command), code, said, hint(said)));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command, e);
    }
  }

  private static String read(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Keeps settings that belong to another PostgreSQL of the user away from ours. */
  static void withoutSettings(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
  }

  private static String hint(String said) {
    return said.contains("unshare")
        ? "\nPostgreSQL refuses to run as root, and this machine forbids user namespaces."
            + " Start Niangjia as an ordinary user, or set NIANGJIA_DB_URL."
        : "";
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("NIANGJIA_CACHE"))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "niangjia"))
        .toAbsolutePath();
  }

  /** One process unpacks, the others wait; a half unpacked directory never has the final name. */
  private static synchronized void unpackAlone(Path cache, Path directory) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!lock.isValid() || Files.isDirectory(directory)) {
        return;
      }
      long began = System.nanoTime();
      Path part = cache.resolve(directory.getFileName() + ".part");
      FileSystemUtils.deleteRecursively(part);
      try (InputStream archive = archive()) {
        unpack(archive, part);
      }
      // After a power cut the name must not stand for files that never reached the disk.
      run(List.of("sync", "-f", part.toString()));
      Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
      long millis = (System.nanoTime() - began) / 1_000_000;
      log.info("Unpacked PostgreSQL {} into {} in {} ms", VERSION, directory, millis);
    }
  }

  private static InputStream archive() {
    String architecture = System.getProperty("os.arch");
    String name = "aarch64".equals(architecture) ? "arm_64" : "x86_64";
    InputStream archive = Binaries.class.getResourceAsStream("/postgres-linux-" + name + ".txz");
    if (archive == null || !System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException(
          "No PostgreSQL comes along for %s on %s: set NIANGJIA_DB_URL to a server of your own"
              .formatted(System.getProperty("os.name"), architecture));
    }
    return archive;
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IllegalStateException("The archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          boolean program = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }
}
