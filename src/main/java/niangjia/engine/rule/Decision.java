package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was decided by a rule, and why. Numbers are {@link BigDecimal}, days are texts.
 *
 * @param path the union whose matter it is
 * @param on the day whose rule applies
 * @param by the account of whoever asked, null for the system
 * @param clauses the clauses that matched
 * @param facts what it was decided on
 * @param derived what was worked out of the facts
 * @param outputs a line for each clause that counts; with a sum, one
 */
public record Decision(
    UUID id,
    String code,
    String path,
    UUID version,
    LocalDate on,
    Instant at,
    @Nullable UUID by,
    About about,
    List<String> clauses,
    Map<String, Object> facts,
    Map<String, Object> derived,
    List<Map<String, Object>> outputs) {

  /**
   * What a decision is about.
   *
   * @param kind the kind of thing, for example {@code aid.case}
   * @param person the person whose matter it is, null where it is nobody's
   */
  public record About(String kind, @Nullable UUID id, @Nullable UUID person) {}

  public Decision {
    clauses = List.copyOf(clauses);
    outputs = List.copyOf(outputs);
  }

  /** A number of the first line. */
  public BigDecimal number(String key) {
    return outputs.getFirst().get(key) instanceof BigDecimal number
        ? number
        : new BigDecimal(text(key));
  }

  /** A number of yuan of the first line as fen; a rule that splits a fen is a fault. */
  public long fen(String key) {
    return number(key).movePointRight(2).longValueExact();
  }

  /** A value of the first line as a text. */
  public String text(String key) {
    var value = outputs.getFirst().get(key);
    if (value == null) {
      throw new IllegalArgumentException("the rule " + code + " has no " + key);
    }
    return value.toString();
  }
}
