package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Files in a directory. */
class DiskStorageTests extends StorageContract {

  @Override
  Storage storage() {
    return new DiskStorage(directory.resolve("files"));
  }

  @Test
  void noNameLeadsOutOfTheDirectory() {
    assertThatThrownBy(() -> storage().exists("../../../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingHalfIsLeftBehind() throws IOException {
    var file = Files.writeString(directory.resolve("one"), "x");
    storage().put("0".repeat(64), file);
    try (var found = Files.list(directory.resolve("files/00"))) {
      assertThat(found).hasSize(1);
    }
  }
}
