package niangjia.promises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Figures that tests found, one small file each below {@code target/promises}. */
public final class Figures {

  private static final Path FOLDER = Path.of("target/promises");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Figures() {}

  /**
   * A figure.
   *
   * @param on the day of the run
   */
  record Figure(String value, String on) {}

  /**
   * Writes a figure of a promise down.
   *
   * @param key its name among those of the promise
   */
  public static void record(String promise, String key, Object value) {
    var on = LocalDate.now(ZoneOffset.UTC).toString();
    try {
      Files.createDirectories(FOLDER);
      var json = JSON.writeValueAsString(Map.of("value", value.toString(), "on", on));
      Files.writeString(file(promise, key), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figure that a run left behind. */
  static Optional<Figure> read(String promise, String key) throws IOException {
    var file = file(promise, key);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), Figure.class))
        : Optional.empty();
  }

  private static Path file(String promise, String key) {
    return FOLDER.resolve(promise + "." + key + ".json");
  }
}
