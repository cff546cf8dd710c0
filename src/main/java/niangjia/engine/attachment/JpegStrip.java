package niangjia.engine.attachment;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import niangjia.engine.attachment.Attachments.Reason;

/**
 * Copies a JPEG (ITU-T T.81) segment by segment without comments, Exif, XMP and IPTC, and without
 * anything behind its end. The way up (Exif 2.32, tag 0112) and the colours' profile stay.
 */
final class JpegStrip {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ORIENTATION = 0x0112;
  private static final int MOST_TAGS = 500;

  private final DataInputStream in;
  private final OutputStream out;
  private boolean framed;

  private JpegStrip(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  static void strip(DataInputStream in, OutputStream out) throws IOException {
    new JpegStrip(in, out).run();
  }

  private void run() throws IOException {
    if (in.read() != 0xff || in.read() != SOI) {
      throw new Unfit(Reason.UNREADABLE);
    }
    marker(SOI);
    for (int marker = next(); marker != EOI; ) {
      marker = segment(marker);
    }
    if (!framed) {
      throw new Unfit(Reason.UNREADABLE);
    }
    marker(EOI);
  }

  private void marker(int marker) throws IOException {
    out.write(0xff);
    out.write(marker);
  }

  /** The next marker; what fills the space before it is left out. */
  private int next() throws IOException {
    if (in.readUnsignedByte() != 0xff) {
      throw new Unfit(Reason.UNREADABLE);
    }
    int marker = 0xff;
    while (marker == 0xff) {
      marker = in.readUnsignedByte();
    }
    return marker;
  }

  /** Copies a segment or leaves it out; answers the marker after it. */
  private int segment(int marker) throws IOException {
    int length = in.readUnsignedShort();
    if (length < 2 || marker < 0xc0) {
      throw new Unfit(Reason.UNREADABLE);
    }
    var body = Stripped.exactly(in, length - 2);
    if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
      frame(body);
    }
    if (marker == APP1 && starts(body, EXIF)) {
      upright(body);
    } else if (stays(marker, body)) {
      marker(marker);
      out.write(length >> 8);
      out.write(length);
      out.write(body);
    }
    return marker == SOS ? scan() : next();
  }

  private void frame(byte[] body) {
    if (body.length < 5) {
      throw new Unfit(Reason.UNREADABLE);
    }
    var frame = ByteBuffer.wrap(body);
    Stripped.points(
        Short.toUnsignedLong(frame.getShort(3)), Short.toUnsignedLong(frame.getShort(1)));
    framed = true;
  }

  private static boolean stays(int marker, byte[] body) {
    boolean described = (marker >= APP0 && marker <= APP15) || marker == COM;
    return !described
        || (marker == APP0 && starts(body, JFIF))
        || (marker == APP2 && starts(body, PROFILE))
        || marker == APP14;
  }

  /** Copies the points up to the next marker, and answers that. */
  private int scan() throws IOException {
    while (true) {
      int value = in.readUnsignedByte();
      if (value != 0xff) {
        out.write(value);
        continue;
      }
      int marker = in.readUnsignedByte();
      while (marker == 0xff) {
        marker = in.readUnsignedByte();
      }
      if (marker != 0 && (marker < 0xd0 || marker > 0xd7)) {
        return marker;
      }
      marker(marker);
    }
  }

  /** Of all that Exif tells, only which side is up. */
  private void upright(byte[] body) throws IOException {
    int orientation = orientation(body);
    if (orientation < 2 || orientation > 8) {
      return;
    }
    var exif = ByteBuffer.allocate(EXIF.length + 26).put(EXIF);
    exif.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) ORIENTATION).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    marker(APP1);
    int length = exif.capacity() + 2;
    out.write(length >> 8);
    out.write(length);
    out.write(exif.array());
  }

  private static int orientation(byte[] body) {
    try {
      var tiff = ByteBuffer.wrap(body, EXIF.length, body.length - EXIF.length).slice();
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int at = tiff.getInt(4);
      int tags = Math.min(Short.toUnsignedInt(tiff.getShort(at)), MOST_TAGS);
      for (int i = 0; i < tags; i++) {
        int entry = at + 2 + i * 12;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
          return Short.toUnsignedInt(tiff.getShort(entry + 8));
        }
      }
      return 0;
    } catch (IndexOutOfBoundsException e) {
      return 0;
    }
  }

  private static boolean starts(byte[] body, byte[] with) {
    return body.length >= with.length
        && java.util.Arrays.equals(body, 0, with.length, with, 0, with.length);
  }
}
