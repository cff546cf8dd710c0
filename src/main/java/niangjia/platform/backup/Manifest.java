package niangjia.platform.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a base copy consists of.
 *
 * @param server PostgreSQL's version as a number, 180006
 * @param system the identity of the database cluster
 * @param segmentBytes the size of one file of the log
 * @param firstSegment the file of the log that recovery begins with
 * @param lastSegment the file without which the copy is not whole; both are in it
 * @param directories all directories, since empty ones are needed too
 */
record Manifest(
    int format,
    int server,
    String system,
    int segmentBytes,
    String firstSegment,
    String lastSegment,
    Instant begunAt,
    Instant endedAt,
    List<String> directories,
    List<Item> files) {

  /** One file. */
  record Item(String path, long bytes, String sha256) {}

  static final int FORMAT = 1;

  private static final String NAME = "manifest.json";
  private static final String SUM = "manifest.sha256";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Manifest {
    directories = List.copyOf(directories);
    files = List.copyOf(files);
  }

  Segment first() {
    return Segment.parse(firstSegment, segmentBytes).orElseThrow();
  }

  Segment last() {
    return Segment.parse(lastSegment, segmentBytes).orElseThrow();
  }

  void write(Path base) throws IOException {
    var bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    Digests.write(base.resolve(NAME), bytes);
    Digests.write(base.resolve(SUM), Digests.of(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads it.
   *
   * @throws Refusal when it is not the one that was written
   */
  static Manifest read(Path base) throws IOException {
    var file = base.resolve(NAME);
    if (!Files.exists(file) || !Files.exists(base.resolve(SUM))) {
      throw new Refusal(file + " is missing");
    }
    var bytes = Files.readAllBytes(file);
    if (!Digests.of(bytes).equals(Files.readString(base.resolve(SUM)).strip())) {
      throw new Refusal(file + " is damaged");
    }
    try {
      var manifest = JSON.readValue(bytes, Manifest.class);
      if (manifest.format() != FORMAT) {
        throw new Refusal(file + " has the unknown format " + manifest.format());
      }
      return manifest;
    } catch (JacksonException e) {
      throw new Refusal(file + " cannot be read: " + e.getOriginalMessage());
    }
  }

  /** What is wrong with the copy, each naming its file. */
  List<String> faults(Path base) throws IOException {
    var faults = new ArrayList<String>();
    for (var item : files) {
      var file = base.resolve(item.path()).normalize();
      if (!file.startsWith(base.normalize())) {
        faults.add(item.path() + " leaves the copy");
      } else if (!Files.isRegularFile(file)) {
        faults.add(file + " is missing");
      } else if (Files.size(file) != item.bytes()
          || !Digests.of(file, item.bytes()).equals(item.sha256())) {
        faults.add(file + " is damaged");
      }
    }
    return faults;
  }
}
