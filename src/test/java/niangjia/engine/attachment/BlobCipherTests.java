package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed opens again, and nothing else does. */
class BlobCipherTests {

  private static final int PIECE = (1 << 16) + 16;

  @TempDir Path directory;

  private final byte[] key = BlobCipher.key();

  private byte[] sealed(byte[] plain) throws IOException {
    var from = Files.write(directory.resolve("plain"), plain);
    var to = directory.resolve("sealed");
    assertThat(BlobCipher.seal(from, to, key)).isEqualTo(Hashes.of(to));
    return Files.readAllBytes(to);
  }

  private byte[] opened(byte[] sealed) throws IOException {
    return BlobCipher.open(new ByteArrayInputStream(sealed), key).readAllBytes();
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void everyLengthComesBack() throws IOException {
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 300_000}) {
      var plain = bytes(length);
      var sealed = sealed(plain);
      assertThat(opened(sealed)).isEqualTo(plain);
      assertThat(sealed).hasSizeGreaterThan(length);
    }
  }

  @Test
  void aChangedByteDoesNotOpen() throws IOException {
    var sealed = sealed(bytes(100_000));
    for (int at : new int[] {0, 70_000, sealed.length - 1}) {
      var changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opened(changed)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void noPieceCanBeTakenAwayMovedOrRepeated() throws IOException {
    var sealed = sealed(bytes(200_000));
    var cut = Arrays.copyOf(sealed, 2 * PIECE);
    assertThatThrownBy(() -> opened(cut)).isInstanceOf(IOException.class);
    var moved = sealed.clone();
    System.arraycopy(sealed, 0, moved, PIECE, PIECE);
    System.arraycopy(sealed, PIECE, moved, 0, PIECE);
    assertThatThrownBy(() -> opened(moved)).isInstanceOf(IOException.class);
    var repeated = Arrays.copyOf(sealed, sealed.length + PIECE);
    assertThatThrownBy(() -> opened(repeated)).isInstanceOf(IOException.class);
  }

  @Test
  void noTwoFilesAreSealedAlike() throws IOException {
    var plain = bytes(1000);
    var first = sealed(plain);
    var from = Files.write(directory.resolve("again"), plain);
    var to = directory.resolve("other");
    BlobCipher.seal(from, to, BlobCipher.key());
    assertThat(Files.readAllBytes(to)).isNotEqualTo(first);
  }
}
