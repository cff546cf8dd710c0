package niangjia.verify;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Draws again from what is published of a draw: commitment, seed, randomness and the list of
 * entries; then compares turn by turn, and with the offering's book.
 */
final class DrawCheck {

  private static final String ALGORITHM = "niangjia-draw-1";

  /**
   * An entry.
   *
   * @param line as it is published
   */
  private record Entry(String receipt, int size, int pot, List<String> wishes, JsonNode line) {}

  private final Published published;
  private final UUID offering;
  private final List<String> faults = new ArrayList<>();
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, String> bookings = new HashMap<>();

  DrawCheck(Published published, UUID offering) {
    this.published = published;
    this.offering = offering;
  }

  /** Everything that is wrong with the draw; empty when all of it is sound or still to come. */
  List<String> faults() {
    var draw = published.get(path(""));
    if (draw.isMissingNode() || draw.path("state").asString().equals("ENTERING")) {
      return List.of();
    }
    read();
    same(
        "the list of entries",
        hex(Digests.sm3(list().getBytes(StandardCharsets.UTF_8))),
        draw.path("listHash").asString());
    if (draw.path("state").asString().equals("DRAWN") && faults.isEmpty()) {
      drawn(draw);
    }
    return List.copyOf(faults);
  }

  /** How many entries are on the list. */
  int entries() {
    return entries.size();
  }

  /** Where each line of the book belongs: the booking's id and its place, or the waiting list. */
  Map<String, String> bookings() {
    return bookings;
  }

  private String path(String rest) {
    return "/api/draw/draws/" + offering + rest;
  }

  private void read() {
    var after = "00000000-0000-0000-0000-000000000000";
    while (true) {
      var lines = published.get(path("/entries?after=" + after)).path("entries");
      if (lines.isEmpty()) {
        return;
      }
      for (var line : lines) {
        after = line.path("receipt").asString();
        var wishes = new ArrayList<String>();
        line.path("wishes").forEach(wish -> wishes.add(wish.asString()));
        int size = line.path("size").asInt();
        entries.put(after, new Entry(after, size, line.path("pot").asInt(), wishes, line));
        if (line.path("bookings").size() != size) {
          faults.add("entry " + after + " has not one line of the book for each of its people");
        }
      }
    }
  }

  private String list() {
    var text = new StringBuilder();
    entries.forEach(
        (receipt, entry) ->
            text.append(receipt + " " + entry.size() + " " + entry.pot() + " ")
                .append(String.join(",", entry.wishes()))
                .append('\n'));
    return text.toString();
  }

  private void drawn(JsonNode draw) {
    var seed = draw.path("seed").asString();
    same(
        "the seed",
        hex(Digests.sm3(HexFormat.of().parseHex(seed))),
        draw.path("commitment").asString());
    var numbers = numbers(draw.path("randomness").asString());
    var key =
        ALGORITHM
            + "/"
            + offering
            + "/"
            + seed
            + "/"
            + numbers
            + "/"
            + draw.path("listHash").asString();
    var room = new HashMap<String, Integer>();
    draw.path("places")
        .forEach(place -> room.put(place.path("id").asString(), place.path("capacity").asInt()));
    var left = new LinkedHashMap<>(entries);
    for (var pot : draw.path("pots")) {
      quota(pot, key, room, left);
    }
    turns(key + "/0", List.copyOf(left.values()), room)
        .forEach((entry, place) -> compare(entry, 0, place, room));
    if (left.values().stream().anyMatch(entry -> !entry.line().path("rank").isNumber())) {
      faults.add("an entry has no turn");
    }
  }

  /** A quota's own draw; who gets a place in it is out of the common one. */
  private void quota(JsonNode pot, String key, Map<String, Integer> room, Map<String, Entry> left) {
    int number = pot.path("pot").asInt();
    var kept = new HashMap<String, Integer>();
    pot.path("kept")
        .forEach(row -> kept.put(row.path("place").asString(), row.path("places").asInt()));
    var own = entries.values().stream().filter(entry -> entry.pot() == number).toList();
    turns(key + "/" + number, own, kept)
        .forEach(
            (entry, turn) -> {
              if (turn.place() != null) {
                compare(entry, number, turn, room);
                room.merge(turn.place(), -entry.size(), Integer::sum);
                left.remove(entry.receipt());
              }
            });
  }

  /** Where an entry's turn came and what it took. */
  private record Turn(int rank, @org.jspecify.annotations.Nullable String place) {}

  private static Map<Entry, Turn> turns(String key, List<Entry> of, Map<String, Integer> room) {
    var turns = new LinkedHashMap<Entry, Turn>();
    var waiting = new ArrayList<>(of);
    for (int number = 0; !waiting.isEmpty(); number++) {
      var text = key.getBytes(StandardCharsets.US_ASCII);
      var bytes =
          ByteBuffer.allocate(8 + text.length).putInt(number).put(text).putInt(number).array();
      var drawn = new BigInteger(hex(Digests.sm3(bytes)), 16);
      var entry = waiting.remove(drawn.mod(BigInteger.valueOf(waiting.size())).intValue());
      String got = null;
      for (var wish : entry.wishes()) {
        if (got == null && entry.size() <= room.getOrDefault(wish, 0)) {
          got = wish;
          room.put(wish, room.getOrDefault(wish, 0) - entry.size());
        }
      }
      turns.put(entry, new Turn(number + 1, got));
    }
    return turns;
  }

  private void compare(Entry entry, int pot, Turn turn, Map<String, Integer> room) {
    var line = entry.line();
    var said = line.path("place").asString("");
    var is = turn.place() == null ? "" : turn.place();
    if (line.path("drawnPot").asInt(-1) != pot
        || line.path("rank").asInt() != turn.rank()
        || !said.equals(is)) {
      faults.add(
          "entry %s: drawn pot %d, turn %d, place %s; published %s %s %s"
              .formatted(
                  entry.receipt(),
                  pot,
                  turn.rank(),
                  is,
                  line.path("drawnPot"),
                  line.path("rank"),
                  said));
    }
    if (!is.isEmpty() && !room.containsKey(is)) {
      faults.add("entry " + entry.receipt() + " got a place that there is not");
    }
    line.path("bookings").forEach(booking -> bookings.put(booking.asString(), is));
  }

  /** Every number of a text without leading zeros, each followed by a full stop. */
  static String numbers(String text) {
    var out = new StringBuilder();
    var matcher = java.util.regex.Pattern.compile("[0-9]+").matcher(text);
    while (matcher.find()) {
      out.append(new BigInteger(matcher.group())).append('.');
    }
    return out.toString();
  }

  private void same(String what, String computed, String said) {
    if (!computed.equals(said)) {
      faults.add(what + " does not match: computed " + computed + ", published " + said);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
