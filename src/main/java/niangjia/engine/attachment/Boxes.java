package niangjia.engine.attachment;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import niangjia.engine.attachment.Attachments.Reason;

/**
 * Files of boxes (ISO/IEC 14496-12): MP4 and M4A, and the photos of ISO/IEC 23008-12. What
 * describes a film is overwritten where it stands, so that nothing moves.
 */
final class Boxes {

  /**
   * A box.
   *
   * @param from where its content begins
   * @param to where it ends
   * @param head where it begins itself
   */
  record Box(String type, long head, long from, long to) {}

  private static final Set<String> INTO = Set.of("moov", "trak", "mdia", "moof", "traf");
  private static final Set<String> DESCRIBING = Set.of("udta", "meta", "uuid");
  private static final int MOST = 20_000;
  private static final int DEEPEST = 8;
  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private int seen;

  private Boxes(FileChannel file) {
    this.file = file;
  }

  /** Whether there are pictures in it. */
  static boolean films(Path path) throws IOException {
    try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
      var boxes = new Boxes(file);
      return boxes.films(0, file.size(), 0);
    }
  }

  private boolean films(long from, long to, int depth) throws IOException {
    for (var box : in(from, to)) {
      if (box.type().equals("hdlr") && text(box.from() + 8).equals("vide")) {
        return true;
      }
      if (INTO.contains(box.type()) && depth < DEEPEST && films(box.from(), box.to(), depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Takes out who made it where and when. */
  static void clear(Path path) throws IOException {
    try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var boxes = new Boxes(file);
      boolean photo = false;
      for (var box : boxes.in(0, file.size())) {
        if (box.type().equals("meta")) {
          new HeicStrip(boxes, box).run();
          photo = true;
        }
      }
      if (!photo) {
        boxes.clear(0, file.size(), 0);
      }
    }
  }

  private void clear(long from, long to, int depth) throws IOException {
    for (var box : in(from, to)) {
      if (DESCRIBING.contains(box.type())) {
        write(box.head() + 4, "free".getBytes(StandardCharsets.US_ASCII));
        zero(box.from(), box.to());
      } else if (INTO.contains(box.type()) && depth < DEEPEST) {
        clear(box.from(), box.to(), depth + 1);
      }
    }
  }

  /** The boxes that stand there one after the other. */
  List<Box> in(long from, long to) throws IOException {
    var found = new ArrayList<Box>();
    for (long at = from; at + 8 <= to; ) {
      if (++seen > MOST) {
        throw new Unfit(Reason.UNREADABLE);
      }
      long length = Integer.toUnsignedLong(number(at, 4).getInt());
      int head = length == 1 ? 16 : 8;
      if (length == 1) {
        length = number(at + 8, 8).getLong();
      } else if (length == 0) {
        length = to - at;
      }
      if (length < head || length > to - at) {
        throw new Unfit(Reason.UNREADABLE);
      }
      found.add(new Box(text(at + 4), at, at + head, at + length));
      at += length;
    }
    return found;
  }

  ByteBuffer number(long at, int bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  String text(long at) throws IOException {
    return new String(number(at, 4).array(), StandardCharsets.ISO_8859_1);
  }

  void zero(long from, long to) throws IOException {
    if (from < 0 || to > file.size()) {
      throw new Unfit(Reason.UNREADABLE);
    }
    for (long at = from; at < to; at += BUFFER) {
      write(at, new byte[(int) Math.min(BUFFER, to - at)]);
    }
  }

  private void write(long at, byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      file.write(buffer, at + buffer.position());
    }
  }
}
