package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks for numbers finds them where they were planted, and nothing else. */
class LeaksTests {

  @TempDir private Path folder;

  @Test
  void plantedNumbersAreFoundAndOthersAreNot() throws IOException {
    // The example of GB 11643-1999.
    Files.writeString(folder.resolve("identity"), "\0\1name 11010519491231002X;");
    Files.writeString(folder.resolve("phone"), "{\"phone\":\"14000000001\"}");
    Files.writeString(
        folder.resolve("sound"), "140****0001 110105194912310021 14000000002 114000000001");
    assertThat(new Leaks(List.of("14000000001")).lookInto(folder).found())
        .containsExactly(
            "11010519491231002X in " + folder.resolve("identity"),
            "14000000001 in " + folder.resolve("phone"));
  }
}
