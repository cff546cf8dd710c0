package niangjia.feature.benefit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Pattern;
import niangjia.engine.booking.Offering;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The same draft at another time: everything moves by as much as the opening does. */
final class Moved {

  /** How often a benefit comes again. */
  enum Every {
    WEEK,
    MONTH;

    /**
     * The opening of a turn, at the same hour of Shanghai; a day that its month does not have
     * becomes the month's last.
     *
     * @param turn 0 for the first
     */
    Instant opening(Instant first, int turn) {
      var step = this == WEEK ? Period.ofWeeks(turn) : Period.ofMonths(turn);
      return first.atZone(Offering.ZONE).plus(step).toInstant();
    }
  }

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");

  private Moved() {}

  /**
   * The draft, opening then: every time in it moves, whatever it is for. Calendar days have 24
   * hours here, as Shanghai knows no summer time.
   */
  static JsonNode to(JsonNode draft, Instant opensAt) {
    var before = instant(draft.path("opensAt"));
    if (before == null) {
      throw new Invalid("opensAt", "required");
    }
    if (opensAt.isBefore(EARLIEST) || opensAt.isAfter(LATEST)) {
      throw new Invalid("opensAt", "range", day(EARLIEST), day(LATEST));
    }
    return later(draft, Duration.between(before, opensAt));
  }

  /** The day of an instant, as people mean it. */
  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, Offering.ZONE);
  }

  private static JsonNode later(JsonNode node, Duration by) {
    if (node instanceof ObjectNode object) {
      var moved = JsonNodeFactory.instance.objectNode();
      object.forEachEntry((name, value) -> moved.set(name, later(value, by)));
      return moved;
    }
    if (node instanceof ArrayNode array) {
      var moved = JsonNodeFactory.instance.arrayNode();
      array.forEach(value -> moved.add(later(value, by)));
      return moved;
    }
    var at = instant(node);
    return at == null ? node : StringNode.valueOf(at.plus(by).toString());
  }

  /** The instant that a value is, null for every other text. */
  private static @Nullable Instant instant(JsonNode value) {
    var text = value.isString() ? value.asString() : "";
    if (!INSTANT.matcher(text).matches()) {
      return null;
    }
    return Instant.parse(text);
  }
}
