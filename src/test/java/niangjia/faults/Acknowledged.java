package niangjia.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What the application told a worker with a success status: this booking, so. Kept one a line in a
 * file, in the order in which they came.
 */
record Acknowledged(
    Instant at, UUID key, UUID person, UUID offering, UUID place, long number, String state) {

  /** The acknowledgement in the answer to a request of that person. */
  static Acknowledged of(UUID person, JsonNode booking) {
    return new Acknowledged(
        Instant.now(),
        id(booking, "id"),
        person,
        id(booking, "offering"),
        id(booking.path("place"), "id"),
        booking.path("number").asLong(),
        booking.path("state").asString());
  }

  private static UUID id(JsonNode node, String field) {
    return UUID.fromString(node.path(field).asString());
  }

  private static Acknowledged parse(String line) {
    var words = line.split(" ", 7);
    return new Acknowledged(
        Instant.parse(words[0]),
        UUID.fromString(words[1]),
        UUID.fromString(words[2]),
        UUID.fromString(words[3]),
        UUID.fromString(words[4]),
        Long.parseLong(words[5]),
        words[6]);
  }

  private String line() {
    return String.join(
        " ",
        at.toString(),
        key.toString(),
        person.toString(),
        offering.toString(),
        place.toString(),
        Long.toString(number),
        state);
  }

  /** The file that they are written to, each before its receiver goes on. */
  static final class Log implements AutoCloseable {

    private final Path file;
    private final java.io.BufferedWriter writer;

    Log(Path file) throws IOException {
      this.file = file;
      this.writer = Files.newBufferedWriter(file);
    }

    synchronized void write(Acknowledged one) {
      try {
        writer.write(one.line());
        writer.newLine();
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads the file. */
    synchronized List<Acknowledged> read() throws IOException {
      var all = new ArrayList<Acknowledged>();
      for (var line : Files.readAllLines(file)) {
        all.add(parse(line));
      }
      return all;
    }

    @Override
    public synchronized void close() throws IOException {
      writer.close();
    }
  }

  /** The longest time without any. */
  static Duration longestGap(List<Acknowledged> all) {
    var longest = Duration.ZERO;
    var times = all.stream().map(Acknowledged::at).sorted().toList();
    for (int i = 1; i < times.size(); i++) {
      var gap = Duration.between(times.get(i - 1), times.get(i));
      longest = gap.compareTo(longest) > 0 ? gap : longest;
    }
    return longest;
  }
}
