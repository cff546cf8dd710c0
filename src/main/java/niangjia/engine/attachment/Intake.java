package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import niangjia.platform.Invalid;
import niangjia.platform.Sealer;
import niangjia.platform.TooMany;
import org.springframework.stereotype.Component;

/**
 * The anteroom: a file comes in here, is looked into and sealed, and is gone from here whatever
 * comes of it. What a killed node left is swept away after an hour.
 */
@Component
class Intake {

  /**
   * A file that is taken.
   *
   * @param content the keyed hash of what is in it
   * @param sealed where it may be sealed to
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(Path file, Path sealed, FileType type, long bytes, byte[] content) {}

  /** What is done with it. */
  @FunctionalInterface
  interface Work<T> {
    T on(Found found) throws IOException;
  }

  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int BUFFER = 1 << 16;
  private static final long MOST = FileType.Kind.VOICE.most();

  private final Path room;
  private final Inspector inspector;
  private final Sealer sealer;
  private final InstantSource clock;
  private final Semaphore desks = new Semaphore(AT_ONCE);

  Intake(AttachmentSettings settings, Inspector inspector, Sealer sealer, InstantSource clock) {
    this.room = settings.room();
    this.inspector = inspector;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** Takes a file in and has something done with it. */
  <T> T take(InputStream body, String name, Work<T> work) throws IOException {
    Files.createDirectories(room);
    var file = Files.createTempFile(room, "in", ".part");
    var sealed = file.resolveSibling(file.getFileName() + ".sealed");
    try {
      receive(body, file);
      return atADesk(
          () -> {
            var type = inspector.inspect(file, name);
            var content = sealer.hash(HexFormat.of().formatHex(Hashes.of(file)));
            return work.on(new Found(file, sealed, type, Files.size(file), content));
          });
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(sealed);
    }
  }

  private static void receive(InputStream body, Path file) throws IOException {
    long size = 0;
    try (var out = Files.newOutputStream(file)) {
      var buffer = new byte[BUFFER];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        size += read;
        if (size > MOST) {
          throw Inspector.tooLarge(FileType.Kind.VOICE);
        }
        out.write(buffer, 0, read);
      }
    }
    if (size == 0) {
      throw new Invalid("body", "required");
    }
  }

  /** What a desk does with a file. */
  @FunctionalInterface
  private interface Look<T> {
    T at() throws IOException;
  }

  /** Looking into files takes memory and time: a few at once, and the others wait or come again. */
  private <T> T atADesk(Look<T> look) throws IOException {
    try {
      if (!desks.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooMany(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooMany(PATIENCE);
    }
    try {
      return look.at();
    } finally {
      desks.release();
    }
  }

  /** Deletes what a killed node left. */
  void sweep() throws IOException {
    if (!Files.isDirectory(room)) {
      return;
    }
    var before = FileTime.from(clock.instant().minus(FORGOTTEN));
    try (var left = Files.newDirectoryStream(room)) {
      for (var file : left) {
        if (Files.getLastModifiedTime(file).compareTo(before) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
