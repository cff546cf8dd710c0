package niangjia.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second instance off a home directory. The kernel gives the lock back when its holder
 * dies, however that happens.
 */
final class HomeLock implements AutoCloseable {

  /** Opening and closing a locked file a second time in one process would free the lock. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /** Takes the home, making the directory when there is none, or says who has it. */
  static HomeLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      Path home = directory.toRealPath();
      if (!HELD_HERE.add(home)) {
        throw refusal(home, String.valueOf(ProcessHandle.current().pid()));
      }
      boolean taken = false;
      try {
        HomeLock lock = new HomeLock(home, lock(home));
        taken = true;
        return lock;
      } finally {
        if (!taken) {
          HELD_HERE.remove(home);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    Path file = home.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw refusal(home, Files.readString(file).strip());
    }
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static IllegalStateException refusal(Path home, String pid) {
    return new IllegalStateException(
        "Another Niangjia (process %s) is running on %s: stop it, or set NIANGJIA_HOME"
            .formatted(pid, home));
  }

  /** The home directory, without symbolic links. */
  Path home() {
    return home;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(home);
    }
  }
}
