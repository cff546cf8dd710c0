package niangjia.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of one database cluster, its password and its settings, and the processes that
 * still work on it.
 *
 * @param root {@code <home>/postgres}, a real path: processes are recognised by it
 */
record DataDirectory(Path root) {

  static final String SUPERUSER = "niangjia";

  private static final int PORT_LINE = 3;
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LARGE_LOG_BYTES = 10_000_000;

  /** Finds the cluster below the home, or makes one. */
  static DataDirectory prepare(Path home, Binaries binaries) {
    DataDirectory directory = new DataDirectory(home.resolve("postgres"));
    try {
      Files.createDirectories(directory.root);
      if (Files.isDirectory(directory.data())) {
        directory.checkVersion();
      } else {
        directory.initialise(binaries);
      }
      if (Files.exists(directory.log()) && Files.size(directory.log()) > LARGE_LOG_BYTES) {
        Files.move(
            directory.log(),
            directory.root.resolve("postgres.log.old"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("postgres.log");
  }

  String password() {
    try {
      return Files.readString(root.resolve("password")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The database's password cannot be read", e);
    }
  }

  /** The port of the server that runs on this directory, as its own file says. */
  Optional<Integer> listening() {
    try {
      var lines = Files.readAllLines(data().resolve("postmaster.pid"));
      boolean alive =
          ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .map(ProcessHandle::isAlive)
              .orElse(false);
      return alive ? Optional.of(Integer.parseInt(lines.get(PORT_LINE).strip())) : Optional.empty();
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }

  /**
   * Writes the settings that are ours to choose. Limits on statements and transactions come from
   * the application's connections, so that they are the same on any PostgreSQL.
   */
  void configure(int port) {
    try {
      Files.writeString(
          data().resolve("niangjia.conf"),
          """
          # Written by Niangjia at every start. Your own settings belong into postgresql.conf,
          # below the line that includes this file.
          listen_addresses = '127.0.0.1'
          port = %d
          unix_socket_directories = ''
          max_connections = 120
          shared_buffers = 128MB
          fsync = on
          synchronous_commit = on
          wal_compression = on
          # Whoever follows the log and stays away must not fill the disk.
          max_slot_wal_keep_size = 8GB
          # There only while a backup is being restored.
          include_if_exists = 'niangjia-restore.conf'
          timezone = 'UTC'
          log_timezone = 'UTC'
          # The application reports its own failed statements; in a rush they would fill the disk.
          log_min_messages = log
          log_checkpoints = off
          """
              .formatted(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this very process is a PostgreSQL on this directory; process numbers are reused. */
  boolean isOurs(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(data())
          && Files.readString(process.resolve("comm")).strip().equals("postgres");
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Ends whatever still works on the directory: a server whose application died with its watchdog,
   * or backends whose postmaster was killed and which still hold the shared memory. The caller
   * holds the home's lock, so nothing here belongs to a living application.
   */
  void endLeftovers(Binaries binaries) {
    try {
      Path pidFile = data().resolve("postmaster.pid");
      if (Files.exists(pidFile)) {
        stopServer(Files.readAllLines(pidFile), binaries);
      }
      List<ProcessHandle> orphans = processes();
      if (!orphans.isEmpty()) {
        log.warn("Ending {} processes of a killed PostgreSQL on {}", orphans.size(), data());
        orphans.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
      }
      // With nobody left the file is stale; were its number in use again, PostgreSQL would refuse.
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stopServer(List<String> pidFile, Binaries binaries) {
    if (pidFile.isEmpty() || !pidFile.getFirst().strip().matches("[0-9]{1,10}")) {
      return;
    }
    long pid = Long.parseLong(pidFile.getFirst().strip());
    if (!isOurs(pid)) {
      return;
    }
    log.warn("PostgreSQL (process {}) was left running on {}; stopping it", pid, data());
    try {
      binaries.run("pg_ctl", "stop", "-D", data().toString(), "-m", "fast", "-w", "-t", "30");
    } catch (IllegalStateException e) {
      log.warn("It did not stop when asked; killing it", e);
    }
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(process -> isOurs(process.pid())).toList();
  }

  private void awaitEnd() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Killed processes still work on " + data());
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while ending old processes", e);
      }
    }
  }

  private void checkVersion() throws IOException {
    String found = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!Binaries.VERSION.startsWith(found + ".")) {
      throw new IllegalStateException(
          "%s was written by PostgreSQL %s, and this is %s: start the older Niangjia and export"
              .formatted(data(), found, Binaries.VERSION));
    }
  }

  /** Works aside and renames at the end, so that a start cut short leaves nothing half made. */
  private void initialise(Binaries binaries) throws IOException {
    long began = System.nanoTime();
    Path part = root.resolve("data.part");
    FileSystemUtils.deleteRecursively(part);
    Path password = root.resolve("password");
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    Files.writeString(password, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    binaries.run(
        "initdb",
        "--pgdata=" + part,
        "--username=" + SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order of texts on every machine, whatever its C library.
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--data-checksums");
    Files.writeString(
        part.resolve("postgresql.conf"),
        "\ninclude = 'niangjia.conf'\n",
        StandardOpenOption.APPEND);
    force(password);
    force(part.resolve("postgresql.conf"));
    Files.move(part, data(), StandardCopyOption.ATOMIC_MOVE);
    force(root);
    long millis = (System.nanoTime() - began) / 1_000_000;
    log.info("Made a new database cluster in {} in {} ms", data(), millis);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
