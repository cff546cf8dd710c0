package niangjia.engine.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import niangjia.engine.attachment.FileType;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param key its name in answers: lower-case letters, digits and _
 * @param showIf when it is asked at all, null for always
 * @param options what a choice offers; empty for other kinds
 * @param unit what a number counts
 * @param min the least number, or fen
 * @param max the greatest number, or fen
 * @param decimals how many decimals a number may have, none by default
 * @param most the longest text in characters, or how many of several choices or files
 * @param accept which kinds of files are taken; null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormField(
    String key,
    Kind kind,
    Words label,
    @Nullable Words hint,
    boolean required,
    @Nullable FormCondition showIf,
    List<FormOption> options,
    @Nullable Words unit,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable Integer decimals,
    @Nullable Integer most,
    @Nullable List<FileType.Kind> accept) {

  /** What kind of answer a question takes. */
  public enum Kind {
    /** One line. */
    TEXT,
    /** Several lines. */
    LONG_TEXT,
    /** A number within its bounds. */
    NUMBER,
    /** One of the options. */
    CHOICE,
    /** Some of the options. */
    MULTI,
    /** A day. */
    DATE,
    /** An amount of money, counted in fen. */
    MONEY,
    /** A mobile number. */
    PHONE,
    /** A place in words, with its position where the device knows it. */
    PLACE,
    /** Photos, papers, recordings. */
    FILE,
    /** Words between questions, which take no answer. */
    NOTE
  }

  /** One thing to choose. */
  public record FormOption(String value, Words label) {

    public FormOption {
      plain("value", value);
      words("label", label, LABEL);
    }
  }

  /** A question is asked if an earlier choice is one of these. */
  public record FormCondition(String field, List<String> anyOf) {

    public FormCondition {
      plain("field", field);
      anyOf = anyOf == null ? List.of() : List.copyOf(anyOf);
      if (anyOf.isEmpty() || anyOf.size() > MOST_OPTIONS) {
        throw new Invalid("anyOf", "range", 1, MOST_OPTIONS);
      }
    }
  }

  static final int MOST_OPTIONS = 50;
  static final int LINE = 200;
  static final int MOST_FILES = 9;
  static final int PARAGRAPH = 2_000;

  /** No number and no amount is beyond it, so that sums stay exact. */
  static final BigDecimal WIDEST = BigDecimal.valueOf(1_000_000_000_000_000L);

  private static final Set<Kind> MEASURED =
      Set.of(Kind.TEXT, Kind.LONG_TEXT, Kind.MULTI, Kind.FILE);
  private static final int LABEL = 120;
  private static final int HINT = 400;
  private static final int DECIMALS = 6;
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  public FormField {
    plain("key", key);
    if (kind == null) {
      throw new Invalid("kind", "required");
    }
    words("label", label, kind == Kind.NOTE ? HINT : LABEL);
    if (hint != null) {
      words("hint", hint, HINT);
    }
    if (unit != null) {
      words("unit", unit, LABEL);
    }
    options = options == null ? List.of() : List.copyOf(options);
    options(kind, options);
    bounds(kind, min, max);
    only("required", required, kind != Kind.NOTE);
    only("unit", unit != null, kind == Kind.NUMBER);
    only("decimals", decimals != null, kind == Kind.NUMBER);
    within("decimals", decimals, 0, DECIMALS);
    only("most", most != null, MEASURED.contains(kind));
    only("accept", accept != null, kind == Kind.FILE);
    accept = accept == null || accept.isEmpty() ? null : List.copyOf(accept);
    within("most", most, 1, longest(kind));
  }

  /** Whether it offers options. */
  boolean chooses() {
    return kind == Kind.CHOICE || kind == Kind.MULTI;
  }

  /** Whether a file of that kind is taken. */
  boolean takes(FileType.Kind file) {
    return accept == null || accept.contains(file);
  }

  /** How long a text may be, or how many may be chosen. */
  int limit() {
    return most == null ? longest(kind) : most;
  }

  private static int longest(Kind kind) {
    return switch (kind) {
      case LONG_TEXT -> PARAGRAPH;
      case MULTI -> MOST_OPTIONS;
      case FILE -> MOST_FILES;
      case TEXT, NUMBER, CHOICE, DATE, MONEY, PHONE, PLACE, NOTE -> LINE;
    };
  }

  private static void options(Kind kind, List<FormOption> options) {
    boolean chooses = kind == Kind.CHOICE || kind == Kind.MULTI;
    only("options", !options.isEmpty(), chooses);
    if (chooses && (options.size() < 2 || options.size() > MOST_OPTIONS)) {
      throw new Invalid("options", "range", 2, MOST_OPTIONS);
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < options.size(); i++) {
      if (!seen.add(options.get(i).value())) {
        throw new Invalid("options[" + i + "].value", "duplicate");
      }
    }
  }

  private static void bounds(Kind kind, @Nullable BigDecimal min, @Nullable BigDecimal max) {
    boolean counts = kind == Kind.NUMBER || kind == Kind.MONEY;
    only("min", min != null, counts);
    only("max", max != null, counts);
    sane("min", min, kind);
    sane("max", max, kind);
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw new Invalid("max", "after", min.toPlainString());
    }
  }

  private static void sane(String name, @Nullable BigDecimal bound, Kind kind) {
    if (bound == null) {
      return;
    }
    var least = kind == Kind.MONEY ? BigDecimal.ZERO : WIDEST.negate();
    if (bound.compareTo(least) < 0 || bound.compareTo(WIDEST) > 0) {
      throw new Invalid(name, "range", least.toPlainString(), WIDEST.toPlainString());
    }
    if (bound.stripTrailingZeros().scale() > (kind == Kind.MONEY ? 0 : DECIMALS)) {
      throw new Invalid(name, "unreadable");
    }
  }

  private static void within(String name, @Nullable Integer value, int least, int greatest) {
    if (value != null && (value < least || value > greatest)) {
      throw new Invalid(name, "range", least, greatest);
    }
  }

  private static void only(String name, boolean there, boolean allowed) {
    if (there && !allowed) {
      throw new Invalid(name, "notForThisKind");
    }
  }

  static void words(String name, Words words, int limit) {
    if (words == null) {
      throw new Invalid(name, "required");
    }
    if (!words.within(limit)) {
      throw new Invalid(name, "tooLong", limit);
    }
  }

  static void plain(String name, String text) {
    if (text == null || text.isEmpty()) {
      throw new Invalid(name, "required");
    }
    if (!PLAIN.matcher(text).matches()) {
      throw new Invalid(name, "plainKey");
    }
  }
}
