package niangjia.engine.rule;

import java.util.List;
import niangjia.engine.rule.RuleTable.Choice;
import niangjia.engine.rule.RuleTable.Clause;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/** Tables for tests. */
final class Tables {

  private Tables() {}

  static Words words(String zh) {
    return new Words(zh, null);
  }

  static Column number(String key, @Nullable Integer decimals, @Nullable String range) {
    return new Column(
        key, words(key), Kind.NUMBER, words("元"), decimals, List.of(), range, null, null);
  }

  static Column derived(String key, int decimals, String formula) {
    return new Column(key, words(key), Kind.NUMBER, null, decimals, List.of(), null, formula, null);
  }

  static Column of(String key, Kind kind) {
    return new Column(key, words(key), kind, null, null, List.of(), null, null, null);
  }

  static Column choice(String key, String... choices) {
    return new Column(
        key,
        words(key),
        Kind.CHOICE,
        null,
        null,
        List.of(choices).stream().map(each -> new Choice(each, words("选" + each))).toList(),
        null,
        null,
        null);
  }

  static Clause clause(String id, List<String> when, List<String> then) {
    return new Clause(id, when, then, Words.of("第" + id + "条", "Article " + id));
  }

  /** Aid by cause and days in hospital, as a street union has it. */
  static RuleTable aid(String accident) {
    return new RuleTable(
        words("慰问金"),
        Hit.UNIQUE,
        List.of(choice("cause", "ILLNESS", "ACCIDENT"), number("days", 0, ">= 0")),
        List.of(number("amount", 0, null)),
        List.of(
            clause("a", List.of("ACCIDENT", ">= 1"), List.of(accident)),
            clause("b", List.of("ACCIDENT", "0"), List.of("500")),
            clause("c", List.of("\"ILLNESS\"", "[1..7)"), List.of("800")),
            clause("d", List.of("ILLNESS", ">= 7"), List.of("min(100 * days, 2000)"))));
  }
}
