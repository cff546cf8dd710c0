package niangjia.engine.attachment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import niangjia.engine.attachment.Attachments.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Copies a PNG (ISO/IEC 15948) chunk by chunk without texts, times and Exif, and without anything
 * behind its end.
 */
final class PngStrip {

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int HEADER = 13;
  private static final int BUFFER = 1 << 16;
  private static final Set<String> STAYS =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
          "pHYs", "cICP", "acTL", "fcTL", "fdAT");

  private PngStrip() {}

  static void strip(DataInputStream in, OutputStream to) throws IOException {
    var out = new DataOutputStream(to);
    if (in.readLong() != SIGNATURE) {
      throw new Unfit(Reason.UNREADABLE);
    }
    out.writeLong(SIGNATURE);
    boolean first = true;
    boolean points = false;
    for (var type = ""; !type.equals("IEND"); first = false) {
      int length = in.readInt();
      type = new String(Stripped.exactly(in, 4), StandardCharsets.US_ASCII);
      if (length < 0 || first != type.equals("IHDR") || (first && length != HEADER)) {
        throw new Unfit(Reason.UNREADABLE);
      }
      points |= type.equals("IDAT");
      chunk(in, length, type, STAYS.contains(type) ? out : null);
    }
    if (!points) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  /** Goes through a chunk and its check sum; nothing to write to leaves it out. */
  private static void chunk(
      DataInputStream in, int length, String type, @Nullable DataOutputStream out)
      throws IOException {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    if (out != null) {
      out.writeInt(length);
      out.write(name);
    }
    for (int left = length; left > 0; ) {
      var part = Stripped.exactly(in, Math.min(left, BUFFER));
      if (type.equals("IHDR")) {
        var header = ByteBuffer.wrap(part);
        Stripped.points(
            Integer.toUnsignedLong(header.getInt(0)), Integer.toUnsignedLong(header.getInt(4)));
      }
      sum.update(part);
      if (out != null) {
        out.write(part);
      }
      left -= part.length;
    }
    int said = in.readInt();
    if (said != (int) sum.getValue()) {
      throw new Unfit(Reason.UNREADABLE);
    }
    if (out != null) {
      out.writeInt(said);
    }
  }
}
