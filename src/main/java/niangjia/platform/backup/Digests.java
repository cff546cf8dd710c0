package niangjia.platform.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums (SHA-256), and files that are whole or not there. */
final class Digests {

  private static final int CHUNK = 1 << 20;

  private Digests() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** What has been digested so far; the digest goes on. */
  static String soFar(MessageDigest digest) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this SHA-256 cannot be copied", e);
    }
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }

  /** The checksum of a file's first bytes. */
  static String of(Path file, long bytes) throws IOException {
    var digest = start();
    try (var in = Files.newInputStream(file)) {
      long left = bytes;
      while (left > 0) {
        var chunk = in.readNBytes((int) Math.min(CHUNK, left));
        if (chunk.length == 0) {
          throw new IOException(file + " ends " + left + " bytes early");
        }
        digest.update(chunk);
        left -= chunk.length;
      }
    }
    return soFar(digest);
  }

  /** Writes a small file beside its place, then puts it there. */
  static void write(Path file, byte[] bytes) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, bytes, StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until the names in a directory are on the disk. */
  static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
