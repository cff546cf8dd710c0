package niangjia.engine.rule;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNDecisionResult.DecisionEvaluationStatus;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.event.AfterEvaluateDecisionTableEvent;
import org.kie.dmn.api.core.event.DMNRuntimeEventListener;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** A table compiled by Apache KIE; any number of threads evaluate it at once. */
final class DmnModel {

  /**
   * What a table answered.
   *
   * @param clauses the ids of the rows that count, in their order
   * @param outputs a line for each clause, or one with the sum; empty when none matched or failed
   * @param derived the facts that it worked out
   * @param several whether more rows matched than may
   * @param failed whether something could not be worked out
   */
  record Result(
      List<String> clauses,
      List<Map<String, Object>> outputs,
      Map<String, Object> derived,
      boolean several,
      boolean failed) {}

  /** The rows that matched in the evaluation on this thread. */
  private static final ThreadLocal<@Nullable Matched> MATCHED = new ThreadLocal<>();

  /** Which rows matched, and which of them count, by KIE counted from one. */
  private record Matched(List<Integer> all, List<Integer> selected) {}

  private static final DMNRuntimeEventListener LISTENER =
      new DMNRuntimeEventListener() {
        @Override
        public void afterEvaluateDecisionTable(AfterEvaluateDecisionTableEvent event) {
          MATCHED.set(
              new Matched(List.copyOf(event.getMatches()), List.copyOf(event.getSelected())));
        }
      };

  private final DMNRuntime runtime;
  private final DMNModel model;
  private final RuleTable table;

  private DmnModel(DMNRuntime runtime, DMNModel model, RuleTable table) {
    this.runtime = runtime;
    this.model = model;
    this.table = table;
  }

  /** A table of ours that KIE refuses to compile. */
  static final class Refused extends RuntimeException {

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  static DmnModel compile(String dmn) {
    return compile(dmn, DmnReader.read(dmn));
  }

  /** Compiles a text whatever stands in it; only tests come with what was not checked. */
  static DmnModel compile(String dmn, RuleTable table) {
    var resource = ResourceFactory.newReaderResource(new StringReader(dmn));
    var runtime =
        DMNRuntimeBuilder.fromDefaults()
            .buildConfiguration()
            .fromResources(List.of(resource))
            .getOrElseThrow(e -> new Refused(e.toString()));
    var model = runtime.getModels().getFirst();
    if (model.hasErrors()) {
      throw new Refused(model.getMessages().toString());
    }
    runtime.addListener(LISTENER);
    return new DmnModel(runtime, model, table);
  }

  /** Loads KIE; quick once it is loaded. */
  static void warm() {
    Warm.load();
  }

  /** Whoever comes first loads it, everybody else waits for that. */
  private static final class Warm {
    private static final DmnModel SMALLEST = compile(smallest());

    private static String smallest() {
      var words = new niangjia.platform.Words("-", null);
      var number = RuleTable.Kind.NUMBER;
      var in = new RuleTable.Column("a", words, number, null, null, List.of(), null, null, null);
      var out = new RuleTable.Column("b", words, number, null, null, List.of(), null, null, null);
      var clause = new RuleTable.Clause("row", List.of(">= 1"), List.of("a + 1"), words);
      return DmnText.write(
          RuleCheck.check(
              new RuleTable(
                  words, RuleTable.Hit.UNIQUE, List.of(in), List.of(out), List.of(clause))));
    }

    static void load() {
      SMALLEST.evaluate(Map.of("a", BigDecimal.ONE));
    }
  }

  /** Evaluates the table on facts of the right kinds. */
  Result evaluate(Map<String, Object> facts) {
    MATCHED.remove();
    var context = runtime.newContext();
    facts.forEach(context::set);
    var result = runtime.evaluateAll(model, context);
    var matched = MATCHED.get();
    MATCHED.remove();
    var derived = new LinkedHashMap<String, Object>();
    boolean failed = false;
    for (var column : table.inputs()) {
      if (column.derived()) {
        var value = result.getContext().get(column.key());
        if (value == null) {
          failed = true;
        } else {
          derived.put(column.key(), plain(column, value));
        }
      }
    }
    var decided = result.getDecisionResultByName(DmnText.DECIDE);
    boolean done = decided.getEvaluationStatus() == DecisionEvaluationStatus.SUCCEEDED;
    if (failed || matched == null) {
      return new Result(List.of(), List.of(), derived, false, true);
    }
    if (matched.all.size() > 1 && table.hit() == RuleTable.Hit.UNIQUE) {
      return new Result(ids(matched.all), List.of(), derived, true, false);
    }
    if (matched.all.isEmpty()) {
      return new Result(
          List.of(), List.of(), derived, false, !done && !result.getMessages().isEmpty());
    }
    var lines = lines(decided.getResult());
    boolean whole =
        done && lines.stream().allMatch(line -> line.keySet().size() == table.outputs().size());
    return new Result(
        ids(table.hit() == RuleTable.Hit.FIRST ? matched.selected : matched.all),
        whole ? lines : List.of(),
        derived,
        false,
        !whole);
  }

  private List<String> ids(List<Integer> rows) {
    return rows.stream().sorted().map(row -> table.clauses().get(row - 1).id()).toList();
  }

  /** KIE gives a value, a map of values, or a list of either. */
  private List<Map<String, Object>> lines(@Nullable Object result) {
    var all = result instanceof List<?> list ? list : java.util.Collections.singletonList(result);
    var lines = new ArrayList<Map<String, Object>>();
    for (var one : all) {
      var line = new LinkedHashMap<String, Object>();
      for (var column : table.outputs()) {
        var value = one instanceof Map<?, ?> map ? map.get(column.key()) : one;
        if (value != null) {
          line.put(column.key(), plain(column, value));
        }
      }
      lines.add(line);
    }
    return lines;
  }

  /** Numbers with their decimals, days as they are written. */
  private static Object plain(RuleTable.Column column, Object value) {
    return switch (value) {
      case BigDecimal number -> number.setScale(column.scale(), RoundingMode.HALF_UP);
      case LocalDate day -> day.toString();
      default -> value;
    };
  }
}
