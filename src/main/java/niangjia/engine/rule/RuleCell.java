package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A condition as an officer writes it, and as DMN has it: the unary tests of S-FEEL (OMG DMN 1.5,
 * section 9.1) with literals only. Nothing else gets into a table, so no condition can call
 * anything or loop. Wide characters, choices by their words, days without {@code date(…)} and words
 * without quotes are understood and written in the standard's way.
 *
 * @param text the condition as the standard writes it
 * @param negated whether it is true of all but the spans
 * @param spans what it is true of; empty with {@code -}, which is true of anything
 */
record RuleCell(String text, boolean negated, List<Span> spans) {

  /** The longest condition. */
  static final int LONGEST = 400;

  /** The most alternatives in a condition. */
  static final int MOST = 60;

  static final RuleCell ANY = new RuleCell("-", false, List.of());

  private static final Pattern NOT = Pattern.compile("not\\s*\\((.*)\\)");
  private static final Pattern INTERVAL = Pattern.compile("([\\[(\\]])(.+?)\\.\\.(.+?)([\\])\\[])");
  private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>|=)(.+)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,13}(\\.\\d{1,6})?");
  private static final Pattern DAY =
      Pattern.compile("(?:date\\s*\\(\\s*)?\"?(\\d{4}-\\d{2}-\\d{2})\"?(?:\\s*\\))?");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\\\p{Cntrl}]*)\"");
  private static final Pattern BARE = Pattern.compile("[^\"\\\\\\p{Cntrl}\\[\\]<>=,]+");
  private static final String WIDE = "＜＞＝（）［］，、。．－≤≥“”；";
  private static final String PLAIN = "<>=()[],,..-{}\"\",";

  /**
   * A stretch of values.
   *
   * @param low where it begins, null where it has no beginning
   * @param high where it ends, null where it has no end
   */
  record Span(
      @Nullable Comparable<?> low, boolean lowIn, @Nullable Comparable<?> high, boolean highIn) {

    static Span of(Comparable<?> value) {
      return new Span(value, true, value, true);
    }

    boolean holds(Comparable<?> value) {
      if (low != null) {
        int below = compare(low, value);
        if (below > 0 || (below == 0 && !lowIn)) {
          return false;
        }
      }
      if (high != null) {
        int above = compare(value, high);
        return above < 0 || (above == 0 && highIn);
      }
      return true;
    }
  }

  /** Compares two values of one kind. */
  @SuppressWarnings("unchecked")
  static int compare(Comparable<?> one, Comparable<?> other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  /** Whether the condition is true of that value. */
  boolean holds(Comparable<?> value) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.holds(value)) != negated;
  }

  /** Reads a condition on a column; {@link Invalid} says what is wrong, without a field. */
  static RuleCell parse(Column column, @Nullable String written) {
    if (written == null || written.isBlank()) {
      return ANY;
    }
    if (written.length() > LONGEST) {
      throw new Invalid("", "tooLong", LONGEST);
    }
    var text = plain(written).strip();
    if (text.equals("-")) {
      return ANY;
    }
    var not = NOT.matcher(text);
    boolean negated = not.matches();
    var spans = new ArrayList<Span>();
    var parts = new ArrayList<String>();
    for (var part : split(negated ? not.group(1) : text)) {
      parts.add(part(column, part.strip(), spans));
    }
    if (parts.size() > MOST) {
      throw new Invalid("", "mostAlternatives", MOST);
    }
    var joined = String.join(",", parts);
    return new RuleCell(negated ? "not(" + joined + ")" : joined, negated, List.copyOf(spans));
  }

  /** Reads one value as a column's literal; its text is as FEEL writes it. */
  static Comparable<?> value(Column column, String written) {
    var text = written.strip();
    return switch (column.kind()) {
      case NUMBER -> number(column, text);
      case DATE -> day(text);
      case BOOLEAN -> truth(text);
      case CHOICE -> choice(column, text);
      case TEXT -> words(text);
    };
  }

  /** A value as FEEL writes it. */
  static String literal(Comparable<?> value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case LocalDate day -> "date(\"" + day + "\")";
      case String words -> "\"" + words + "\"";
      default -> value.toString();
    };
  }

  /** Wide characters as plain ones, but not within quotes. */
  static String plain(String written) {
    var text = new StringBuilder(written.length() + 4);
    boolean quoted = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      int at = WIDE.indexOf(c);
      char plain = at < 0 ? c : PLAIN.charAt(at);
      if (plain == '"') {
        quoted = !quoted;
        text.append('"');
      } else if (quoted || at < 0) {
        text.append(c);
      } else if (plain == '{') {
        text.append("<=");
      } else if (plain == '}') {
        text.append(">=");
      } else {
        text.append(plain);
      }
    }
    return text.toString();
  }

  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == ',' && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String part(Column column, String part, List<Span> spans) {
    boolean ordered = column.kind() == Kind.NUMBER || column.kind() == Kind.DATE;
    var interval = INTERVAL.matcher(part);
    if (ordered && interval.matches()) {
      var low = value(column, interval.group(2));
      var high = value(column, interval.group(3));
      boolean lowIn = interval.group(1).equals("[");
      boolean highIn = interval.group(4).equals("]");
      int order = compare(low, high);
      if (order > 0 || (order == 0 && !(lowIn && highIn))) {
        throw new Invalid("", "emptyInterval");
      }
      spans.add(new Span(low, lowIn, high, highIn));
      return (lowIn ? "[" : "(") + literal(low) + ".." + literal(high) + (highIn ? "]" : ")");
    }
    var compared = COMPARED.matcher(part);
    if (ordered && compared.matches() && !compared.group(1).equals("=")) {
      var value = value(column, compared.group(2));
      var sign = compared.group(1);
      boolean in = sign.endsWith("=");
      spans.add(
          sign.startsWith("<")
              ? new Span(null, false, value, in)
              : new Span(value, in, null, false));
      return sign + " " + literal(value);
    }
    var value = value(column, part.startsWith("=") ? part.substring(1) : part);
    spans.add(Span.of(value));
    return literal(value);
  }

  private static BigDecimal number(Column column, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new Invalid("", "conditionNumber");
    }
    var number = new BigDecimal(text).stripTrailingZeros();
    if (number.scale() > column.scale()) {
      throw new Invalid("", "decimalsOf", column.scale());
    }
    return number;
  }

  private static LocalDate day(String text) {
    var day = DAY.matcher(text);
    try {
      if (day.matches()) {
        return LocalDate.parse(day.group(1));
      }
    } catch (DateTimeException e) {
      throw new Invalid("", "conditionDate");
    }
    throw new Invalid("", "conditionDate");
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "是" -> true;
      case "false", "no", "否" -> false;
      default -> throw new Invalid("", "conditionBoolean");
    };
  }

  private static String choice(Column column, String text) {
    var quoted = QUOTED.matcher(text);
    var word = quoted.matches() ? quoted.group(1) : text;
    for (var choice : column.choices()) {
      if (choice.key().equals(word)
          || choice.name().zh().equals(word)
          || word.equalsIgnoreCase(choice.name().en())) {
        return choice.key();
      }
    }
    throw new Invalid(
        "",
        "conditionChoice",
        String.join(", ", column.choices().stream().map(RuleTable.Choice::key).toList()));
  }

  private static String words(String text) {
    var quoted = QUOTED.matcher(text);
    if (quoted.matches() && RuleCheck.writable(text)) {
      return quoted.group(1);
    }
    if (!BARE.matcher(text).matches() || !RuleCheck.writable(text)) {
      throw new Invalid("", "conditionText");
    }
    return text;
  }
}
