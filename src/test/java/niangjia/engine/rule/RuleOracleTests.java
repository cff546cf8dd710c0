package niangjia.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import niangjia.engine.rule.RuleTable.Clause;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import org.junit.jupiter.api.Test;

/**
 * Random tables answered by KIE and by a few lines of Java that share nothing with it: each
 * condition is made together with its predicate, and the predicate is never read from the text.
 */
class RuleOracleTests {

  private static final int TABLES = 60;
  private static final int CASES = 40;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private record Condition(String text, Predicate<Object> holds) {}

  private record Row(Clause clause, List<Condition> conditions, int factor) {}

  private record Made(RuleTable table, List<Row> rows) {}

  private static BigDecimal decimal(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static Condition number(Random random) {
    var low = decimal(random.nextInt(-5, 12) * 50);
    var high = low.add(decimal(random.nextInt(0, 8) * 50));
    return switch (random.nextInt(7)) {
      case 0 -> new Condition("-", _ -> true);
      case 1 -> new Condition("< " + high, v -> ((BigDecimal) v).compareTo(high) < 0);
      case 2 -> new Condition(">= " + low, v -> ((BigDecimal) v).compareTo(low) >= 0);
      case 3 ->
          new Condition(
              "[" + low + ".." + high + "]",
              v -> ((BigDecimal) v).compareTo(low) >= 0 && ((BigDecimal) v).compareTo(high) <= 0);
      case 4 ->
          new Condition(
              "(" + low + ".." + high.add(BigDecimal.ONE) + ")",
              v ->
                  ((BigDecimal) v).compareTo(low) > 0
                      && ((BigDecimal) v).compareTo(high.add(BigDecimal.ONE)) < 0);
      case 5 ->
          new Condition(
              "not(" + low + ", > " + high + ")",
              v -> ((BigDecimal) v).compareTo(low) != 0 && ((BigDecimal) v).compareTo(high) <= 0);
      default ->
          new Condition(
              low + "," + high,
              v -> ((BigDecimal) v).compareTo(low) == 0 || ((BigDecimal) v).compareTo(high) == 0);
    };
  }

  private static Condition choice(Random random) {
    var some = List.of("A", "B", "C", "D").subList(0, random.nextInt(1, 4));
    return switch (random.nextInt(3)) {
      case 0 -> new Condition("-", _ -> true);
      case 1 -> new Condition(String.join("、", some), some::contains);
      default -> new Condition("not(" + String.join(",", some) + ")", v -> !some.contains(v));
    };
  }

  private static Condition day(Random random) {
    var from = DAY.plusDays(random.nextInt(6));
    var to = from.plusDays(random.nextInt(1, 5));
    return switch (random.nextInt(3)) {
      case 0 -> new Condition("-", _ -> true);
      case 1 -> new Condition("> " + from, v -> ((LocalDate) v).isAfter(from));
      default ->
          new Condition(
              "[" + from + ".." + to + ")",
              v -> !((LocalDate) v).isBefore(from) && ((LocalDate) v).isBefore(to));
    };
  }

  private static Condition truth(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Condition("true", v -> v.equals(true));
      case 1 -> new Condition("否", v -> v.equals(false));
      default -> new Condition("-", _ -> true);
    };
  }

  private static Made made(Random random) {
    var hit = List.of(Hit.values()).get(random.nextInt(4));
    var inputs =
        List.of(
            Tables.number("n", 2, null),
            Tables.choice("c", "A", "B", "C", "D"),
            Tables.of("d", Kind.DATE),
            Tables.of("b", Kind.BOOLEAN),
            Tables.derived("mid", 1, "n / 2 + 1"));
    var rows = new ArrayList<Row>();
    for (int i = 0; i < random.nextInt(1, 9); i++) {
      var conditions =
          List.of(number(random), choice(random), day(random), truth(random), number(random));
      int factor = random.nextInt(-9, 10);
      // Of one decimal, as the derived column is.
      var half = conditions.get(4).text().replaceAll("(\\.\\d)\\d", "$1");
      var when = new ArrayList<>(conditions.stream().map(Condition::text).toList());
      when.set(4, half);
      var clause = Tables.clause("r" + i, when, List.of("n * " + factor + " - mid / 3"));
      rows.add(new Row(clause, conditions, factor));
    }
    var output = List.of(Tables.number("out", 2, null));
    var table =
        new RuleTable(
            Tables.words("表"), hit, inputs, output, rows.stream().map(Row::clause).toList());
    return new Made(table, rows);
  }

  private static Map<String, Object> facts(Random random) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("n", decimal(random.nextInt(-300, 900) / 10 * 10));
    facts.put("c", List.of("A", "B", "C", "D").get(random.nextInt(4)));
    facts.put("d", DAY.plusDays(random.nextInt(12)));
    facts.put("b", random.nextBoolean());
    return facts;
  }

  private static BigDecimal n(Map<String, Object> facts) {
    return (BigDecimal) java.util.Objects.requireNonNull(facts.get("n"));
  }

  private static BigDecimal half(Map<String, Object> facts) {
    var half = n(facts).divide(BigDecimal.TWO);
    return half.add(BigDecimal.ONE).setScale(1, RoundingMode.HALF_UP);
  }

  private static List<Integer> matching(Made made, Map<String, Object> facts) {
    var values = new ArrayList<>(facts.values());
    values.add(half(facts));
    return IntStream.range(0, made.rows.size())
        .filter(
            row ->
                IntStream.range(0, values.size())
                    .allMatch(
                        at -> made.rows.get(row).conditions.get(at).holds.test(values.get(at))))
        .boxed()
        .toList();
  }

  private static BigDecimal amount(Row row, Map<String, Object> facts) {
    var n = n(facts);
    var third = half(facts).divide(BigDecimal.valueOf(3), 30, RoundingMode.HALF_EVEN);
    return n.multiply(BigDecimal.valueOf(row.factor))
        .subtract(third)
        .setScale(2, RoundingMode.HALF_UP);
  }

  private static String expected(Made made, Map<String, Object> facts) {
    var rows = matching(made, facts);
    if (rows.isEmpty()) {
      return "NO_CLAUSE []";
    }
    var hit = made.table.hit();
    if (hit == Hit.UNIQUE && rows.size() > 1) {
      return "SEVERAL_CLAUSES []";
    }
    var counting = hit == Hit.FIRST ? rows.subList(0, 1) : rows;
    var amounts = counting.stream().map(row -> amount(made.rows.get(row), facts)).toList();
    return "null "
        + (hit == Hit.SUM
            ? List.of(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
            : amounts);
  }

  private static String answered(Evaluator.Verdict verdict) {
    return verdict.reason()
        + " "
        + verdict.result().outputs().stream().map(line -> line.get("out")).toList();
  }

  @Test
  void kieAndTheOracleAgree() {
    var random = new Random(20261123);
    var evaluator = new Evaluator();
    int decided = 0;
    for (int i = 0; i < TABLES; i++) {
      var made = made(random);
      var sheet = RuleCheck.check(made.table);
      var dmn = DmnText.write(sheet);
      assertThat(DmnReader.read(dmn)).as("read back").isEqualTo(sheet.table());
      assertThat(DmnText.write(RuleCheck.check(DmnReader.read(dmn)))).isEqualTo(dmn);
      var ready = evaluator.ready(RuleRepository.hash(dmn), () -> dmn);
      var gaps = RuleGaps.of(sheet);
      for (int j = 0; j < CASES; j++) {
        var facts = facts(random);
        var verdict = evaluator.judge(ready, facts);
        assertThat(answered(verdict))
            .as("table %d: %s on %s", i, made.table, facts)
            .isEqualTo(expected(made, facts));
        decided += verdict.reason() == null ? 1 : 0;
        if (gaps.whole()) {
          agree(sheet, gaps, facts, matching(made, facts));
        }
      }
    }
    assertThat(decided).isGreaterThan(TABLES * CASES / 6);
    evaluator.end();
  }

  /** A case without a clause lies in a gap that was found, and no other case does. */
  private static void agree(
      RuleSheet sheet, RuleGaps.Findings gaps, Map<String, Object> facts, List<Integer> rows) {
    var values = new ArrayList<>(facts.values());
    values.add(half(facts));
    var covering =
        gaps.findings().stream()
            .filter(finding -> finding.matter() != RuleGaps.Finding.Matter.NEVER)
            .filter(finding -> covers(sheet.table().inputs(), finding, values))
            .toList();
    if (rows.isEmpty()) {
      assertThat(covering).as("gaps of %s", facts).hasSize(1);
      assertThat(covering.getFirst().matter()).isEqualTo(RuleGaps.Finding.Matter.GAP);
    } else if (rows.size() > 1 && sheet.table().hit() == Hit.UNIQUE) {
      assertThat(covering).as("overlaps of %s", facts).hasSize(1);
      assertThat(covering.getFirst().clauses())
          .containsExactlyElementsOf(rows.stream().map(row -> "r" + row).toList());
    } else {
      assertThat(covering).as("neither for %s", facts).isEmpty();
    }
  }

  private static boolean covers(
      List<Column> columns, RuleGaps.Finding finding, List<Object> values) {
    return IntStream.range(0, columns.size())
        .allMatch(
            at -> {
              var cell = RuleCell.parse(columns.get(at), finding.when().get(at));
              return cell.holds((Comparable<?>) values.get(at));
            });
  }
}
