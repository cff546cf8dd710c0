package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage promises. */
abstract class StorageContract {

  @TempDir Path directory;

  abstract Storage storage();

  private String name(Path file) throws IOException {
    return HexFormat.of().formatHex(Hashes.of(file));
  }

  private Path file(int seed, int length) throws IOException {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return Files.write(Files.createTempFile(directory, "own", ""), bytes);
  }

  @Test
  void whatIsPutIsThereUntilItIsDeleted() throws IOException {
    var file = file(1, 200_000);
    var name = name(file);
    assertThat(storage().exists(name)).isFalse();
    storage().put(name, file);
    assertThat(storage().exists(name)).isTrue();
    try (var in = storage().open(name)) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    storage().delete(name);
    storage().delete(name);
    assertThat(storage().exists(name)).isFalse();
    assertThatThrownBy(() -> storage().open(name).close()).isInstanceOf(IOException.class);
  }

  @Test
  void manyMayPutTheSameAtOnce() throws Exception {
    var file = file(2, 50_000);
    var name = name(file);
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> put =
          () -> {
            storage().put(name, file);
            return name;
          };
      for (var done : crowd.invokeAll(Collections.nCopies(20, put))) {
        assertThat(done.get()).isEqualTo(name);
      }
    }
    try (var in = storage().open(name)) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }
}
