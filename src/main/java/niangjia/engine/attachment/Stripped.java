package niangjia.engine.attachment;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import niangjia.engine.attachment.Attachments.Reason;

/** Writes a picture anew without its descriptions; its points are copied as they are. */
final class Stripped {

  /** A phone's largest camera has two hundred million points; nothing honest has more. */
  private static final long MOST_POINTS = 200_000_000;

  private static final int LONGEST_SIDE = 30_000;

  private Stripped() {}

  /** Copies what belongs to the picture. */
  @FunctionalInterface
  interface Strip {
    void copy(DataInputStream in, OutputStream out) throws IOException;
  }

  static void of(Path file, Strip strip) throws IOException {
    var clean = file.resolveSibling(file.getFileName() + ".clean");
    try {
      try (var in =
              new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)));
          var out = new BufferedOutputStream(Files.newOutputStream(clean))) {
        strip.copy(in, out);
      }
      Files.move(clean, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(clean);
    }
  }

  /** Refuses a picture that would fill the memory of whoever looks at it. */
  static void points(long width, long height) {
    if (width < 1 || height < 1) {
      throw new Unfit(Reason.UNREADABLE);
    }
    if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_POINTS) {
      throw new Unfit(Reason.TOO_MANY_POINTS, Map.of("width", width, "height", height));
    }
  }

  /** So many bytes, or the picture is cut off. */
  static byte[] exactly(DataInputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
