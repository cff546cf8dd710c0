package niangjia.engine.attachment;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import niangjia.engine.attachment.Attachments.Reason;

/** Copies a WebP (RFC 9649) chunk by chunk without Exif and XMP. */
final class WebpStrip {

  private static final Set<String> STAYS =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");
  private static final int DESCRIBED = 0x0c;
  private static final int THREE_BYTES = 0xffffff;
  private static final int FOURTEEN_BITS = 0x3fff;

  private WebpStrip() {}

  static void strip(DataInputStream in, OutputStream out) throws IOException {
    var head = ByteBuffer.wrap(Stripped.exactly(in, 12)).order(ByteOrder.LITTLE_ENDIAN);
    long left = Integer.toUnsignedLong(head.getInt(4)) - 4;
    var kept = new ByteArrayOutputStream();
    boolean sized = false;
    while (left >= 8) {
      var chunk = ByteBuffer.wrap(Stripped.exactly(in, 8)).order(ByteOrder.LITTLE_ENDIAN);
      var type = new String(chunk.array(), 0, 4, StandardCharsets.US_ASCII);
      long length = Integer.toUnsignedLong(chunk.getInt(4));
      if (length > FileType.Kind.PHOTO.most()) {
        throw new Unfit(Reason.UNREADABLE);
      }
      var body = Stripped.exactly(in, (int) (length + length % 2));
      left -= 8 + body.length;
      if (STAYS.contains(type)) {
        sized |= sized(type, body);
        kept.write(chunk.array());
        kept.write(body);
      }
    }
    if (!sized) {
      throw new Unfit(Reason.UNREADABLE);
    }
    head.putInt(4, kept.size() + 4);
    out.write(head.array());
    kept.writeTo(out);
  }

  /** Looks at the size, where the chunk tells one; takes the mark of descriptions away. */
  private static boolean sized(String type, byte[] body) {
    var bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    try {
      switch (type) {
        case "VP8X" -> {
          body[0] &= ~DESCRIBED;
          points((bytes.getInt(4) & THREE_BYTES) + 1, (bytes.getInt(6) >>> 8) + 1);
        }
        case "VP8L" -> {
          int bits = bytes.getInt(1);
          points((bits & FOURTEEN_BITS) + 1, (bits >>> 14 & FOURTEEN_BITS) + 1);
        }
        case "VP8 " -> points(bytes.getShort(6) & FOURTEEN_BITS, bytes.getShort(8) & FOURTEEN_BITS);
        default -> {
          return false;
        }
      }
      return true;
    } catch (IndexOutOfBoundsException e) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  private static void points(int width, int height) {
    Stripped.points(width, height);
  }
}
