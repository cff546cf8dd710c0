package niangjia.engine.form;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.people.Phone;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers by a definition, in one pass over its questions: what is not asked is dropped, what
 * it does not know is a fault.
 */
final class AnswerCheck {

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2199, 12, 31);
  private static final Set<String> PLACE = Set.of("words", "lat", "lon");
  private static final int PLACE_WORDS = 100;
  private static final int KEY_SHOWN = 60;
  private static final int MICRO = 6;

  /** What was read: the values of the questions that are asked, and all faults. */
  record Checked(Map<String, Object> values, List<Invalid> faults) {}

  private final FormDefinition definition;
  private final Map<String, ?> given;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<Invalid> faults = new ArrayList<>();

  private AnswerCheck(FormDefinition definition, Map<String, ?> given) {
    this.definition = definition;
    this.given = given;
  }

  static Checked check(FormDefinition definition, Map<String, ?> given) {
    var check = new AnswerCheck(definition, given);
    check.run();
    return new Checked(check.values, List.copyOf(check.faults));
  }

  private void run() {
    for (var field : definition.fields()) {
      if (asked(field) && field.kind() != FormField.Kind.NOTE) {
        take(field);
      }
    }
    var known =
        definition.fields().stream()
            .filter(field -> field.kind() != FormField.Kind.NOTE)
            .map(FormField::key)
            .toList();
    for (var key : given.keySet()) {
      if (!known.contains(key)) {
        var shown = key.length() > KEY_SHOWN ? key.substring(0, KEY_SHOWN) : key;
        faults.add(new Invalid("answers." + shown, "unknown"));
      }
    }
  }

  /** A condition looks at what was read, so that nothing hangs on a question that is not asked. */
  private boolean asked(FormField field) {
    var condition = field.showIf();
    if (condition == null) {
      return true;
    }
    return switch (values.get(condition.field())) {
      case String one -> condition.anyOf().contains(one);
      case List<?> many -> many.stream().anyMatch(condition.anyOf()::contains);
      case null, default -> false;
    };
  }

  private void take(FormField field) {
    var name = "answers." + field.key();
    try {
      var value = given.get(field.key());
      var read = empty(value) ? null : read(field, name, value);
      if (read != null) {
        values.put(field.key(), read);
      } else if (field.required()) {
        throw new Invalid(name, "required");
      }
    } catch (Invalid e) {
      faults.add(e);
    }
  }

  private static boolean empty(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isBlank();
      case List<?> many -> many.isEmpty();
      default -> false;
    };
  }

  private static @Nullable Object read(FormField field, String name, @Nullable Object value) {
    return switch (field.kind()) {
      case TEXT -> text(field.limit(), false, name, value);
      case LONG_TEXT -> text(field.limit(), true, name, value);
      case NUMBER -> number(field, name, value);
      case MONEY -> number(field, name, value).longValueExact();
      case CHOICE -> choice(field, name, value);
      case MULTI -> choices(field, name, value);
      case DATE -> date(name, value);
      case PHONE -> phone(name, value);
      case PLACE -> place(name, value);
      case FILE -> files(field, name, value);
      case NOTE -> null;
    };
  }

  private static String string(String name, @Nullable Object value) {
    if (value instanceof String text) {
      return text.strip();
    }
    throw new Invalid(name, "unreadable");
  }

  private static String text(int most, boolean lines, String name, @Nullable Object value) {
    var text = string(name, value).replace("\r\n", "\n");
    if (text.codePoints().anyMatch(c -> unwritten(c) && !(lines && (c == '\n' || c == '\t')))) {
      throw new Invalid(name, "unreadable");
    }
    if (text.codePointCount(0, text.length()) > most) {
      throw new Invalid(name, "tooLong", most);
    }
    return text;
  }

  /** Control characters, and halves of a character. */
  private static boolean unwritten(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  private static BigDecimal number(FormField field, String name, @Nullable Object value) {
    var number = decimal(name, value);
    boolean money = field.kind() == FormField.Kind.MONEY;
    var least = field.min() != null ? field.min() : least(money);
    var greatest = field.max() != null ? field.max() : FormField.WIDEST;
    if (number.compareTo(least) < 0 || number.compareTo(greatest) > 0) {
      var places = money ? 2 : 0;
      throw new Invalid(name, "range", shown(least, places), shown(greatest, places));
    }
    int decimals = field.decimals() == null ? 0 : field.decimals();
    var plain = number.stripTrailingZeros();
    if (plain.scale() > decimals) {
      throw new Invalid(name, "decimals", decimals);
    }
    return plain.scale() < 0 ? plain.setScale(0, RoundingMode.UNNECESSARY) : plain;
  }

  private static BigDecimal least(boolean money) {
    return money ? BigDecimal.ZERO : FormField.WIDEST.negate();
  }

  /** Fen are shown as yuan. */
  private static String shown(BigDecimal bound, int places) {
    return bound.movePointLeft(places).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal decimal(String name, @Nullable Object value) {
    try {
      if (value instanceof Number number) {
        return new BigDecimal(number.toString());
      }
    } catch (NumberFormatException _) {
      // Infinite: read from a number that no field takes.
    }
    throw new Invalid(name, "unreadable");
  }

  private static String choice(FormField field, String name, @Nullable Object value) {
    var chosen = string(name, value);
    if (field.options().stream().noneMatch(option -> option.value().equals(chosen))) {
      throw new Invalid(name, "unknown");
    }
    return chosen;
  }

  /** In the order of the options, whatever the order of the choosing. */
  private static List<String> choices(FormField field, String name, @Nullable Object value) {
    if (!(value instanceof List<?> many)) {
      throw new Invalid(name, "unreadable");
    }
    for (var one : many) {
      choice(field, name, one);
    }
    if (many.stream().distinct().count() < many.size()) {
      throw new Invalid(name, "duplicate");
    }
    if (many.size() > field.limit()) {
      throw new Invalid(name, "mostChoices", field.limit());
    }
    return field.options().stream()
        .map(FormField.FormOption::value)
        .filter(option -> many.stream().anyMatch(one -> option.equals(string(name, one))))
        .toList();
  }

  /** The keys of files, in the order of the choosing; whoever sends them claims them. */
  private static List<String> files(FormField field, String name, @Nullable Object value) {
    if (!(value instanceof List<?> many)) {
      throw new Invalid(name, "unreadable");
    }
    if (many.size() > field.limit()) {
      throw new Invalid(name, "mostFiles", field.limit());
    }
    var keys = many.stream().map(one -> key(name, one)).toList();
    if (keys.stream().distinct().count() < keys.size()) {
      throw new Invalid(name, "duplicate");
    }
    return keys;
  }

  private static String key(String name, @Nullable Object value) {
    try {
      return UUID.fromString(string(name, value)).toString();
    } catch (IllegalArgumentException _) {
      throw new Invalid(name, "unreadable");
    }
  }

  private static String date(String name, @Nullable Object value) {
    try {
      var day = LocalDate.parse(string(name, value));
      if (day.isBefore(FIRST) || day.isAfter(LAST)) {
        throw new Invalid(name, "range", FIRST.toString(), LAST.toString());
      }
      return day.toString();
    } catch (DateTimeException _) {
      throw new Invalid(name, "unreadable");
    }
  }

  private static String phone(String name, @Nullable Object value) {
    var text = string(name, value);
    try {
      return new Phone(text).digits();
    } catch (Invalid _) {
      throw new Invalid(name, "phone");
    }
  }

  private static Map<String, Object> place(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> place) || !PLACE.containsAll(place.keySet())) {
      throw new Invalid(name, "unreadable");
    }
    var read = new LinkedHashMap<String, Object>();
    var words = place.get("words");
    if (empty(words)) {
      throw new Invalid(name, "required");
    }
    read.put("words", text(PLACE_WORDS, false, name, words));
    var lat = place.get("lat");
    var lon = place.get("lon");
    if (lat != null || lon != null) {
      read.put("lat", degrees(90, name, lat));
      read.put("lon", degrees(180, name, lon));
    }
    return read;
  }

  private static BigDecimal degrees(int most, String name, @Nullable Object value) {
    var degrees = decimal(name, value);
    if (degrees.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new Invalid(name, "range", -most, most);
    }
    var rounded = degrees.setScale(MICRO, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
  }
}
