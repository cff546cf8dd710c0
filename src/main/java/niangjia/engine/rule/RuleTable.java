package niangjia.engine.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A decision table (决策表): what it asks, what it answers, and its clauses in their order. A table
 * that came from outside may be anything; {@link RuleCheck} says what is wrong with it.
 *
 * @param title what it decides, in words
 * @param hit what happens when several clauses match
 * @param inputs the facts that it asks for, and those that it works out of them
 * @param outputs what it answers
 */
public record RuleTable(
    Words title, Hit hit, List<Column> inputs, List<Column> outputs, List<Clause> clauses) {

  /** What happens when several clauses match; the names are DMN's hit policies. */
  @Schema(name = "RuleHit")
  public enum Hit {
    /** At most one may match; several are a fault of the table. */
    UNIQUE,
    /** The first in their order counts. */
    FIRST,
    /** All count, in their order. */
    RULE_ORDER,
    /** All count, and their one number is added up (DMN: collect, sum). */
    SUM
  }

  /** What kind of value a column holds. */
  @Schema(name = "RuleKind")
  public enum Kind {
    /** A number with at most as many decimals as the column says. */
    NUMBER,
    /** Some words. */
    TEXT,
    /** One of the choices. */
    CHOICE,
    /** Yes or no. */
    BOOLEAN,
    /** A day. */
    DATE
  }

  /** What the register knows of a person, which a trial on one of them fills in. */
  @Schema(name = "RuleKnown")
  public enum Known {
    /** Whether they are a member now. */
    MEMBER,
    /** Whether they are in new forms of employment. */
    NEW_EMPLOYMENT,
    /** Whether they work outdoors. */
    OUTDOOR,
    /** Whether they are a model worker. */
    MODEL_WORKER,
    /** Whether they are registered as in hardship. */
    HARDSHIP,
    /** The path of their union. */
    UNION
  }

  /** One of the values that a column may have. */
  @Schema(name = "RuleChoice")
  public record Choice(String key, Words name) {}

  /**
   * A column.
   *
   * @param key its name in formulas: lower-case letters, digits and _
   * @param unit what a number counts
   * @param decimals how many decimals a number may have; null for whole numbers
   * @param range which values can be at all, as a condition; null for any
   * @param formula how an input is worked out of those before it; null where it is asked for
   * @param known where the register knows it; null where somebody says it
   */
  @Schema(name = "RuleColumn")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Column(
      String key,
      Words name,
      Kind kind,
      @Nullable Words unit,
      @Nullable Integer decimals,
      List<Choice> choices,
      @Nullable String range,
      @Nullable String formula,
      @Nullable Known known) {

    public Column {
      choices = choices == null ? List.of() : List.copyOf(choices);
    }

    /** Whether it is worked out of other columns. */
    @JsonIgnore
    boolean derived() {
      return formula != null;
    }

    /** The decimals of a number. */
    @JsonIgnore
    int scale() {
      return decimals == null ? 0 : decimals;
    }
  }

  /**
   * A clause (条款): a row of the table.
   *
   * @param id its name, which stays when rows are moved
   * @param when a condition for each input; - is always true
   * @param then a value or a formula for each output
   * @param text where the written rule says so, for example 《…办法》第三条(二)
   */
  @Schema(name = "RuleClause")
  public record Clause(String id, List<String> when, List<String> then, Words text) {

    public Clause {
      when = when == null ? List.of() : List.copyOf(when);
      then = then == null ? List.of() : List.copyOf(then);
    }
  }

  public RuleTable {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
    clauses = clauses == null ? List.of() : List.copyOf(clauses);
  }

  /** The facts that somebody has to give. */
  @JsonIgnore
  public List<Column> asked() {
    return inputs.stream().filter(column -> !column.derived()).toList();
  }

  /** Where the written rule says those clauses; one that is not there says its name. */
  List<Words> words(List<String> ids) {
    return ids.stream()
        .map(id -> clause(id).map(Clause::text).orElseGet(() -> new Words(id, null)))
        .toList();
  }

  /** The clause of that name. */
  Optional<Clause> clause(String id) {
    return clauses.stream().filter(clause -> clause.id().equals(id)).findFirst();
  }
}
