package niangjia.engine.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.form.FormField.Kind;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a form asks, in its order. A question depends on earlier ones only, so that one pass shows
 * which are asked.
 *
 * @param personal whether answers are sealed
 * @param once whether a person sends it once only
 * @param total a sum that is shown below, null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormDefinition(
    Words title,
    @Nullable Words lead,
    boolean personal,
    boolean once,
    List<FormField> fields,
    @Nullable FormTotal total) {

  /** The sum of some numbers, or of some amounts of money. */
  public record FormTotal(Words label, List<String> fields) {

    public FormTotal {
      FormField.words("label", label, TITLE);
      fields = fields == null ? List.of() : List.copyOf(fields);
    }
  }

  /** The most questions that a form has. */
  public static final int MOST_FIELDS = 100;

  private static final int TITLE = 80;
  private static final int LEAD = 1_000;

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final TypeReference<Map<String, @Nullable Object>> ANSWERS =
      new TypeReference<>() {};

  public FormDefinition {
    FormField.words("title", title, TITLE);
    if (lead != null) {
      FormField.words("lead", lead, LEAD);
    }
    fields = fields == null ? List.of() : List.copyOf(fields);
    if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
      throw new Invalid("fields", "range", 1, MOST_FIELDS);
    }
    var known = new HashMap<String, FormField>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      condition("fields[" + i + "].showIf", field.showIf(), known);
      if (known.put(field.key(), field) != null) {
        throw new Invalid("fields[" + i + "].key", "duplicate");
      }
    }
    if (total != null) {
      total(total, known);
    }
  }

  private static void condition(
      String name, FormField.@Nullable FormCondition condition, Map<String, FormField> earlier) {
    if (condition == null) {
      return;
    }
    var asked = earlier.get(condition.field());
    if (asked == null || !asked.chooses()) {
      throw new Invalid(name + ".field", "earlierChoice");
    }
    var values = asked.options().stream().map(FormField.FormOption::value).toList();
    if (!values.containsAll(condition.anyOf())) {
      throw new Invalid(name + ".anyOf", "unknown");
    }
  }

  private static void total(FormTotal total, Map<String, FormField> known) {
    Kind kind = null;
    for (var key : total.fields()) {
      var field = known.get(key);
      boolean sums = field != null && (field.kind() == Kind.NUMBER || field.kind() == Kind.MONEY);
      if (field == null || !sums || (kind != null && kind != field.kind())) {
        throw new Invalid("total.fields", "sumsAlike");
      }
      kind = field.kind();
    }
    if (total.fields().size() < 2) {
      throw new Invalid("total.fields", "sumsAlike");
    }
  }

  /** Reads a definition; {@link Invalid} names what it does not know or what cannot be. */
  public static FormDefinition parse(Map<String, ?> json) {
    try {
      return STRICT.convertValue(json, FormDefinition.class);
    } catch (JacksonException e) {
      throw fault(e);
    }
  }

  static FormDefinition read(String text) {
    return STRICT.readValue(text, FormDefinition.class);
  }

  String text() {
    return STRICT.writeValueAsString(this);
  }

  static Map<String, @Nullable Object> readAnswers(String text) {
    return STRICT.readValue(text, ANSWERS);
  }

  static String text(Map<String, ?> answers) {
    return STRICT.writeValueAsString(answers);
  }

  private static Invalid fault(JacksonException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Invalid invalid) {
      return path.isEmpty() ? invalid : invalid.within(path.toString());
    }
    boolean unknown = e instanceof tools.jackson.databind.exc.UnrecognizedPropertyException;
    var where = path.isEmpty() ? "fields" : path.toString();
    return new Invalid(where, unknown ? "unknownProperty" : "unreadable");
  }

  /** The sum over what was answered, empty when the form has none. */
  public Optional<BigDecimal> sum(Map<String, ?> answers) {
    return Optional.ofNullable(total)
        .map(
            wanted ->
                wanted.fields().stream()
                    .map(answers::get)
                    .filter(Number.class::isInstance)
                    .map(number -> new BigDecimal(number.toString()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
