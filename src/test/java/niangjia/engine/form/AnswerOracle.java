package niangjia.engine.form;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which fields of an answer are at fault and which are kept, question by question from the
 * words of the promise; it shares no code with what it checks. Its samples of a kind are right or
 * wrong by being listed so.
 */
final class AnswerOracle {

  /** What is wrong, by field; and the keys of what is kept. */
  record Verdict(TreeMap<String, String> faults, TreeSet<String> kept) {}

  static final String FILE = "01a2067c-309c-7dc0-8cfc-8efa2a842692";

  /** Right answers by kind, for questions without bounds. */
  static final Map<String, List<Object>> RIGHT =
      Map.of(
          "TEXT", List.of("甲", " b ", "𠀀"),
          "LONG_TEXT", List.of("一\n二", "x"),
          "NUMBER", List.of(0, 7, -3, new BigDecimal("5.0")),
          "MONEY", List.of(0, 1, 999_999L),
          "DATE", List.of("2026-02-28", "1900-01-01", "2199-12-31"),
          "PHONE", List.of("13800000000", " 13912345678 "),
          "FILE", List.of(List.of(FILE), List.of(FILE, FILE.replace('a', 'b'))),
          "PLACE", List.of(Map.of("words", "东门"), Map.of("words", "a", "lat", 39.9, "lon", 116)));

  /** Wrong answers by kind, each with the word for its fault. */
  static final Map<String, Map<Object, String>> WRONG =
      Map.of(
          "TEXT",
          Map.of(1, "unreadable", "a\nb", "unreadable", "x".repeat(201), "tooLong"),
          "LONG_TEXT",
          Map.of(true, "unreadable", "a\u0000", "unreadable", "x".repeat(2001), "tooLong"),
          "NUMBER",
          Map.of("7", "unreadable", 0.5, "decimals", 1e16, "range", 1e300, "range"),
          "MONEY",
          Map.of(-1, "range", 1.5, "decimals", List.of(1), "unreadable"),
          "DATE",
          Map.of("2026-02-29", "unreadable", "1899-12-31", "range", 20260101, "unreadable"),
          "FILE",
          Map.of(
              "x",
              "unreadable",
              List.of("x"),
              "unreadable",
              List.of(FILE, FILE),
              "duplicate",
              Collections.nCopies(10, FILE),
              "mostFiles"),
          "PHONE",
          Map.of("123", "phone", 13800000000L, "unreadable"),
          "PLACE",
          Map.of(
              "东门",
              "unreadable",
              Map.of("lat", 1, "lon", 1),
              "required",
              Map.of("words", "a", "lat", 91, "lon", 1),
              "range",
              Map.of("words", "a", "lat", 1),
              "unreadable",
              Map.of("words", "a", "x", 1),
              "unreadable"));

  private AnswerOracle() {}

  static List<Object> right(FormField field) {
    return Objects.requireNonNull(RIGHT.get(field.kind().name()));
  }

  static Map<Object, String> wrong(FormField field) {
    return Objects.requireNonNull(WRONG.get(field.kind().name()));
  }

  static Verdict judge(FormDefinition form, Map<String, Object> given) {
    var faults = new TreeMap<String, String>();
    var kept = new TreeSet<String>();
    for (var key : given.keySet()) {
      var field = field(form, key);
      if (field == null || field.kind().name().equals("NOTE")) {
        faults.put("answers." + key, "unknown");
      }
    }
    for (var field : form.fields()) {
      if (field.kind().name().equals("NOTE") || !shown(form, field, given)) {
        continue;
      }
      var value = given.get(field.key());
      var word = fault(field, value);
      if (!word.isEmpty()) {
        faults.put("answers." + field.key(), word);
      } else if (!nothing(value)) {
        kept.add(field.key());
      }
    }
    return new Verdict(faults, kept);
  }

  /** Shown when nothing is asked of it, or the earlier choice is shown, right, and one of those. */
  private static boolean shown(FormDefinition form, FormField field, Map<String, Object> given) {
    if (field.showIf() == null) {
      return true;
    }
    var earlier = Objects.requireNonNull(field(form, field.showIf().field()));
    var value = given.get(earlier.key());
    if (value == null
        || nothing(value)
        || !shown(form, earlier, given)
        || !fault(earlier, value).isEmpty()) {
      return false;
    }
    for (var wanted : field.showIf().anyOf()) {
      if (value instanceof List<?> many ? many.contains(wanted) : wanted.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable FormField field(FormDefinition form, String key) {
    @Nullable FormField found = null;
    for (var field : form.fields()) {
      found = field.key().equals(key) ? field : found;
    }
    return found;
  }

  private static boolean nothing(@Nullable Object value) {
    return value == null || value.equals("") || value.equals("  ") || value.equals(List.of());
  }

  private static String fault(FormField field, @Nullable Object value) {
    if (value == null || nothing(value)) {
      return field.required() ? "required" : "";
    }
    var offered = field.options().stream().map(FormField.FormOption::value).toList();
    return switch (field.kind().name()) {
      case "CHOICE" ->
          !(value instanceof String) ? "unreadable" : offered.contains(value) ? "" : "unknown";
      case "MULTI" -> several(field, offered, value);
      case "NUMBER", "MONEY" -> {
        var outside = value instanceof Number ? bounded(field, value) : "";
        boolean right = right(field).contains(value) || !outside.isEmpty();
        yield right ? outside : wrong(field, value);
      }
      default -> right(field).contains(value) ? "" : wrong(field, value);
    };
  }

  private static String wrong(FormField field, Object value) {
    return Objects.requireNonNull(wrong(field).get(value), "no such sample");
  }

  private static String bounded(FormField field, Object value) {
    double number = ((Number) value).doubleValue();
    boolean low = field.min() != null && number < field.min().doubleValue();
    boolean high = field.max() != null && number > field.max().doubleValue();
    return low || high ? "range" : "";
  }

  private static String several(FormField field, List<String> offered, Object value) {
    if (!(value instanceof List<?> many)) {
      return "unreadable";
    }
    if (!offered.containsAll(many)) {
      return "unknown";
    }
    if (new TreeSet<Object>(many).size() != many.size()) {
      return "duplicate";
    }
    return field.most() != null && many.size() > field.most() ? "mostChoices" : "";
  }
}
