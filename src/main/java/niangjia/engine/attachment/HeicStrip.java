package niangjia.engine.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import niangjia.engine.attachment.Attachments.Reason;
import niangjia.engine.attachment.Boxes.Box;
import org.jspecify.annotations.Nullable;

/**
 * A photo of boxes (ISO/IEC 23008-12) keeps Exif and XMP as items beside its pictures: their bytes
 * are overwritten with noughts. Which side is up is told by a property, which stays.
 */
final class HeicStrip {

  private static final Set<String> DESCRIBING = Set.of("Exif", "mime", "uri ");
  private static final int MOST_ITEMS = 10_000;

  private final Boxes boxes;
  private final Box meta;
  private final Set<Long> described = new HashSet<>();
  private @Nullable Box inside;
  private boolean sized;

  HeicStrip(Boxes boxes, Box meta) {
    this.boxes = boxes;
    this.meta = meta;
  }

  void run() throws IOException {
    Box places = null;
    for (var box : boxes.in(meta.from() + 4, meta.to())) {
      switch (box.type()) {
        case "iinf" -> items(box);
        case "iloc" -> places = box;
        case "idat" -> inside = box;
        case "iprp" -> sizes(box);
        default -> {}
      }
    }
    if (!sized) {
      throw new Unfit(Reason.UNREADABLE);
    }
    if (places != null && !described.isEmpty()) {
      clear(new Reader(places));
    }
  }

  private void items(Box box) throws IOException {
    int version = boxes.number(box.from(), 1).get();
    for (var entry : boxes.in(box.from() + (version == 0 ? 6 : 8), box.to())) {
      int kind = boxes.number(entry.from(), 1).get();
      boolean wide = kind == 3;
      long id =
          wide
              ? Integer.toUnsignedLong(boxes.number(entry.from() + 4, 4).getInt())
              : Short.toUnsignedLong(boxes.number(entry.from() + 4, 2).getShort());
      if (kind >= 2 && DESCRIBING.contains(boxes.text(entry.from() + (wide ? 10 : 8)))) {
        described.add(id);
      }
    }
  }

  private void sizes(Box box) throws IOException {
    for (var container : boxes.in(box.from(), box.to())) {
      if (container.type().equals("ipco")) {
        for (var property : boxes.in(container.from(), container.to())) {
          if (property.type().equals("ispe")) {
            var size = boxes.number(property.from() + 4, 8);
            Stripped.points(
                Integer.toUnsignedLong(size.getInt()), Integer.toUnsignedLong(size.getInt()));
            sized = true;
          }
        }
      }
    }
  }

  /** Goes through the items' places (8.11.3) and overwrites those that describe. */
  private void clear(Reader in) throws IOException {
    int version = (int) (in.next(4) >> 24);
    int widths = (int) in.next(2);
    int offset = widths >> 12;
    int length = widths >> 8 & 0xf;
    int base = widths >> 4 & 0xf;
    int index = version == 0 ? 0 : widths & 0xf;
    long items = in.next(version < 2 ? 2 : 4);
    for (long i = 0; i < items; i++) {
      if (i > MOST_ITEMS) {
        throw new Unfit(Reason.UNREADABLE);
      }
      long id = in.next(version < 2 ? 2 : 4);
      long method = version == 0 ? 0 : in.next(2) & 0xf;
      in.next(2);
      long from = in.next(base);
      long extents = in.next(2);
      for (long e = 0; e < extents; e++) {
        in.next(index);
        long at = from + in.next(offset);
        long bytes = in.next(length);
        if (described.contains(id)) {
          overwrite(method, at, bytes);
        }
      }
    }
  }

  private void overwrite(long method, long at, long bytes) throws IOException {
    var data = inside;
    if (method == 0) {
      boxes.zero(at, at + bytes);
    } else if (method == 1 && data != null && at + bytes <= data.to() - data.from()) {
      boxes.zero(data.from() + at, data.from() + at + bytes);
    } else {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  /** Reads numbers one after the other out of a box. */
  private final class Reader {

    private final Box box;
    private long at;

    Reader(Box box) {
      this.box = box;
      this.at = box.from();
    }

    long next(int bytes) throws IOException {
      if (bytes < 0 || bytes > Long.BYTES || at + bytes > box.to()) {
        throw new Unfit(Reason.UNREADABLE);
      }
      ByteBuffer number = boxes.number(at, bytes);
      at += bytes;
      long value = 0;
      while (number.hasRemaining()) {
        value = value << Byte.SIZE | Byte.toUnsignedLong(number.get());
      }
      return value;
    }
  }
}
