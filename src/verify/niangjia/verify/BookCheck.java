package niangjia.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Works the hash chain of a published book out again, line by line, as its page in the worker app
 * describes it.
 */
final class BookCheck {

  /** A line seen on an earlier day: its number and its hash. */
  record Seen(long number, String hash) {

    /** Reads {@code 37:3f2a…}. */
    static Seen of(String text) {
      var parts = text.split(":", 2);
      if (parts.length < 2 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(text + " is no number:hash");
      }
      return new Seen(Long.parseLong(parts[0]), parts[1]);
    }
  }

  private static final int LINE = 32 + 8 + 16 + 16 + 1 + 8;

  private final Published published;
  private final String path;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> drawn = new HashMap<>();
  private int met;
  private long number;
  private byte[] hash;

  BookCheck(Published published, UUID offering) {
    this.published = published;
    this.path = "/api/booking/offerings/" + offering + "/chain";
    var bytes = ByteBuffer.allocate(16);
    put(bytes, offering);
    this.hash = Digests.sm3(bytes.array());
  }

  /**
   * Everything that is wrong with the book; empty when all of it is sound.
   *
   * @param seen a line that must still be there as it was
   */
  List<String> faults(@Nullable Seen seen) {
    var first = published.get(path + "?limit=0");
    if (first.isMissingNode()) {
      throw new Published.Unreadable("there is no such offering");
    }
    long last = first.path("number").asLong();
    if (seen != null && seen.number() == 0) {
      same("the start", HexFormat.of().formatHex(hash), seen.hash());
    }
    while (faults.isEmpty() && number < last) {
      var lines = published.get(path + "?after=" + number + "&limit=1000").path("lines");
      if (lines.isEmpty()) {
        faults.add("line " + (number + 1) + " of " + last + " is missing");
      }
      for (var line : lines) {
        if (faults.isEmpty() && number < last) {
          next(line, seen);
        }
      }
    }
    if (faults.isEmpty()) {
      same("the head at number " + last, HexFormat.of().formatHex(hash), text(first, "head"));
    }
    if (seen != null && seen.number() > last) {
      faults.add("the book ends at " + last + " and line " + seen.number() + " is gone");
    }
    return List.copyOf(faults);
  }

  /** How many lines were worked out. */
  long lines() {
    return number;
  }

  /** The hash of the last line that was worked out. */
  String head() {
    return HexFormat.of().formatHex(hash);
  }

  /**
   * Compares with a draw from now on: a line that it made has its place, or waits.
   *
   * @param lines each booking's place, empty for the waiting list; empty when nothing was drawn
   */
  BookCheck against(Map<String, String> lines) {
    drawn.putAll(lines);
    return this;
  }

  /** How many lines of the draw are not in the book, because their people held another one. */
  int missing() {
    return drawn.size() - met;
  }

  private void drawn(JsonNode line) {
    var place = drawn.get(text(line, "booking"));
    if (place == null) {
      faults.add("line " + number + " was not drawn");
      return;
    }
    met++;
    boolean waits = line.path("waits").asBoolean();
    if (waits != place.isEmpty() || (!waits && !place.equals(text(line, "place")))) {
      faults.add("line " + number + " is not what was drawn");
    }
  }

  private void next(JsonNode line, @Nullable Seen seen) {
    number++;
    if (line.path("number").asLong() != number) {
      faults.add("line " + line.path("number") + " stands where line " + number + " belongs");
      return;
    }
    var bytes = ByteBuffer.allocate(LINE).put(hash).putLong(number);
    put(bytes, UUID.fromString(text(line, "booking")));
    put(bytes, UUID.fromString(text(line, "place")));
    bytes.put((byte) (line.path("waits").asBoolean() ? 1 : 0));
    if (!drawn.isEmpty()) {
      drawn(line);
    }
    hash = Digests.sm3(bytes.putLong(line.path("atMicros").asLong()).array());
    same("line " + number, HexFormat.of().formatHex(hash), text(line, "hash"));
    if (seen != null && seen.number() == number && !seen.hash().equals(text(line, "hash"))) {
      faults.add("line " + number + " is not the one that was seen before: " + seen.hash());
    }
  }

  private void same(String what, String computed, String published) {
    if (!computed.equals(published)) {
      faults.add(what + " does not match: computed " + computed + ", published " + published);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  private static void put(ByteBuffer buffer, UUID id) {
    buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }
}
