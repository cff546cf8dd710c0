package niangjia.platform.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's log of changes as files, each with a checksum of what is surely in it beside. A file
 * has its full size from the start, as recovery wants it; what was not received yet is zero.
 */
final class ChangeLog implements AutoCloseable {

  private static final String SUM = ".sha256";

  private final Path directory;
  private final int bytes;
  private final int timeline;
  private @Nullable FileChannel file;
  private @Nullable Segment segment;
  private MessageDigest digest = Digests.start();
  private long position;

  /**
   * @param bytes the size of one file
   * @param timeline the timeline that is followed
   */
  ChangeLog(Path directory, int bytes, int timeline) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.bytes = bytes;
    this.timeline = timeline;
  }

  /** Adds what follows; the first piece begins a file, and no byte is left out. */
  void write(long from, ByteBuffer piece) throws IOException {
    if (file == null ? from % bytes != 0 : from != position) {
      throw new IOException("the log goes on at %X after %X".formatted(from, position));
    }
    position = from;
    while (piece.hasRemaining()) {
      var open = open(Segment.of(timeline, position, bytes));
      int offset = (int) Long.remainderUnsigned(position, bytes);
      int some = Math.min(piece.remaining(), bytes - offset);
      var part = piece.slice(piece.position(), some);
      digest.update(part.duplicate());
      while (part.hasRemaining()) {
        offset += open.write(part, offset);
      }
      piece.position(piece.position() + some);
      position += some;
      if (Long.remainderUnsigned(position, bytes) == 0) {
        sync();
        close();
      }
    }
  }

  /** Waits for the disk; gives the position up to which everything is safe. */
  long sync() throws IOException {
    var open = file;
    var current = segment;
    if (open != null && current != null) {
      open.force(false);
      long safe = position - current.begins(bytes);
      var sum = Digests.soFar(digest) + " " + safe + "\n";
      Digests.write(
          directory.resolve(current.name(bytes) + SUM), sum.getBytes(StandardCharsets.US_ASCII));
    }
    return position;
  }

  private FileChannel open(Segment wanted) throws IOException {
    if (file == null) {
      segment = wanted;
      digest = Digests.start();
      file =
          FileChannel.open(
              directory.resolve(wanted.name(bytes)),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (file.size() < bytes) {
        file.write(ByteBuffer.allocate(1), bytes - 1L);
      }
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
      segment = null;
    }
  }

  /** The files of a directory, in order. */
  static NavigableSet<Segment> segments(Path directory, int bytes) throws IOException {
    var found = new TreeSet<Segment>();
    if (Files.isDirectory(directory)) {
      try (var files = Files.list(directory)) {
        files.forEach(
            file -> Segment.parse(file.getFileName().toString(), bytes).ifPresent(found::add));
      }
    }
    return found;
  }

  /**
   * What is wrong with the files from a base copy on, each naming its file: damaged, missing, or
   * not finished although later ones are there.
   *
   * @param last the last one that the base copy has itself
   */
  static List<String> faults(Path directory, int bytes, Segment last) throws IOException {
    var faults = new ArrayList<String>();
    missing(directory, bytes, last)
        .ifPresent(gap -> faults.add(directory.resolve(gap.name(bytes)) + " is missing"));
    var files = segments(directory, bytes).tailSet(last, true);
    for (var one : files) {
      var path = directory.resolve(one.name(bytes));
      long safe = safeBytes(path);
      if (safe < 0) {
        faults.add(path + " is damaged");
      } else if (safe < bytes && files.contains(one.next())) {
        faults.add(path + " is not finished");
      }
    }
    return faults;
  }

  /** The first file that is not there although a later one of its timeline is. */
  static Optional<Segment> missing(Path directory, int bytes, Segment last) throws IOException {
    var before = last;
    for (var one : segments(directory, bytes).tailSet(last, true)) {
      if (one.timeline() == before.timeline() && one.number() > before.number() + 1) {
        return Optional.of(before.next());
      }
      before = one;
    }
    return Optional.empty();
  }

  /** How many of a file's bytes are as they were received; -1 when it is damaged. */
  private static long safeBytes(Path file) throws IOException {
    var sum = file.resolveSibling(file.getFileName() + SUM);
    if (!Files.exists(sum)) {
      // Nothing in it was confirmed yet, and nothing was promised.
      return 0;
    }
    var words = Files.readString(sum).strip().split(" ", -1);
    if (words.length != 2 || !words[1].matches("[0-9]{1,12}")) {
      return -1;
    }
    long safe = Long.parseLong(words[1]);
    boolean sound = safe <= Files.size(file) && Digests.of(file, safe).equals(words[0]);
    return sound ? safe : -1;
  }

  /** Deletes what no base copy needs any more. */
  static void forget(Path directory, int bytes, Segment oldest) throws IOException {
    for (var one : segments(directory, bytes).headSet(oldest, false)) {
      var file = directory.resolve(one.name(bytes));
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + SUM));
    }
  }
}
