package niangjia.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What officers may write in a table, and what nobody may. */
class RuleCheckTests {

  private static final Map<Kind, RuleTable.Column> COLUMNS =
      Map.of(
          Kind.NUMBER, Tables.number("n", 2, null),
          Kind.CHOICE, Tables.choice("c", "A", "B"),
          Kind.TEXT, Tables.of("t", Kind.TEXT),
          Kind.BOOLEAN, Tables.of("b", Kind.BOOLEAN),
          Kind.DATE, Tables.of("d", Kind.DATE));

  private static RuleCell cell(Kind kind, String text) {
    return RuleCell.parse(java.util.Objects.requireNonNull(COLUMNS.get(kind)), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBER|-|-",
        "NUMBER|≥3|>= 3",
        "NUMBER|［1000..2000）|[1000..2000)",
        "NUMBER|]1..2[|(1..2)",
        "NUMBER|1，2、3.50|1,2,3.5",
        "NUMBER|not( < 0 )|not(< 0)",
        "CHOICE|A、选B|\"A\",\"B\"",
        "CHOICE|not(\"A\")|not(\"A\")",
        "TEXT|朝阳, \"a, b\"|\"朝阳\",\"a, b\"",
        "BOOLEAN|是|true",
        "DATE|< 2026-01-31|< date(\"2026-01-31\")",
        "DATE|[2026-01-01..2026-02-01)|[date(\"2026-01-01\")..date(\"2026-02-01\"))"
      })
  void cellsAreReadAsPeopleWriteThem(Kind kind, String written, String standard) {
    assertThat(cell(kind, written).text()).isEqualTo(standard);
    assertThat(cell(kind, standard).text()).isEqualTo(standard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMBER|three",
        "NUMBER|[5..3]",
        "NUMBER|(3..3]",
        "NUMBER|1.234",
        "NUMBER|1e9",
        "NUMBER|n + 1",
        "NUMBER|for i in 1..1000000000 return i",
        "NUMBER|some x in [1] satisfies true",
        "NUMBER|99999999999999",
        "CHOICE|C",
        "CHOICE|< \"A\"",
        "TEXT|matches(?, \"(a+)+b\")",
        "TEXT|function(x) external {java: {class: \"java.lang.Runtime\"}}",
        "DATE|2026-02-30",
        "DATE|date(now())",
        "BOOLEAN|maybe"
      })
  void anythingElseIsRefused(Kind kind, String written) {
    assertThatThrownBy(() -> cell(kind, written)).isInstanceOf(Invalid.class);
  }

  @Test
  void conditionsHaveALength() {
    assertThatThrownBy(() -> cell(Kind.TEXT, "a".repeat(401))).hasMessageContaining("tooLong");
    assertThatThrownBy(() -> cell(Kind.NUMBER, "1,".repeat(61) + "1"))
        .hasMessageContaining("mostAlternatives");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 1..1000000000 return i",
        "a ** 9999999",
        "count(1..1000000000)",
        "sum(for i in 1..9 return i)",
        "function(x) external { java: {class: \"java.lang.Math\"} }(1)",
        "matches(\"aaaa\", \"(a+)+b\")",
        "if a > 1 then 2 else 3",
        "a[1]",
        "{x: 1}.x",
        "\"text\"",
        "unknown + 1",
        "round up(a)",
        "a +",
        "(a",
        "now()",
        "exp(a)",
        ""
      })
  void formulasOnlyReckon(String formula) {
    assertThatThrownBy(() -> RuleFormula.parse(formula, Set.of("a"))).isInstanceOf(Invalid.class);
  }

  @Test
  void formulasAreBoundInLengthAndDepth() {
    assertThatThrownBy(() -> RuleFormula.parse("-".repeat(30) + "a", Set.of("a")))
        .hasMessageContaining("formulaTooDeep");
    assertThatThrownBy(() -> RuleFormula.parse("a+".repeat(70) + "a", Set.of("a")))
        .hasMessageContaining("formulaTooDeep");
    assertThatThrownBy(() -> RuleFormula.parse("a+".repeat(160) + "a", Set.of("a")))
        .hasMessageContaining("tooLong");
    assertThat(RuleFormula.parse("（a-b）× 2÷ min(a,3)", Set.of("a", "b")).text())
        .isEqualTo("(a - b) * 2 / min(a, 3)");
  }

  @Test
  void allFaultsOfATableComeAtOnce() {
    var good = Tables.aid("3000");
    var bad =
        new RuleTable(
            good.title(),
            Hit.UNIQUE,
            good.inputs(),
            good.outputs(),
            List.of(
                Tables.clause("a", List.of("FIRE", "many"), List.of("none")),
                Tables.clause("a", List.of("-"), List.of("1"))));
    assertThatThrownBy(() -> RuleCheck.check(bad))
        .hasMessageContaining("clauses[0].when[0]")
        .hasMessageContaining("clauses[0].when[1]")
        .hasMessageContaining("clauses[0].then[0]")
        .hasMessageContaining("clauses[1].id");
  }

  @Test
  void gapsOverlapsAndIdleClausesAreFound() {
    var aid = Tables.aid("3000");
    var findings = RuleGaps.of(RuleCheck.check(aid));
    assertThat(findings.whole()).isTrue();
    assertThat(findings.findings())
        .containsExactly(
            new RuleGaps.Finding(
                RuleGaps.Finding.Matter.GAP, List.of("\"ILLNESS\"", "0"), List.of()));
    var more = new java.util.ArrayList<>(aid.clauses());
    more.add(Tables.clause("e", List.of("-", "[5..8]"), List.of("1")));
    var overlapping = new RuleTable(aid.title(), Hit.UNIQUE, aid.inputs(), aid.outputs(), more);
    assertThat(RuleGaps.of(RuleCheck.check(overlapping)).findings())
        .filteredOn(RuleGaps.Finding::bars)
        .extracting(RuleGaps.Finding::clauses)
        .containsExactlyInAnyOrder(List.of("a", "e"), List.of("c", "e"), List.of("d", "e"));
    var first = new RuleTable(aid.title(), Hit.FIRST, aid.inputs(), aid.outputs(), more);
    assertThat(RuleGaps.of(RuleCheck.check(first)).findings())
        .extracting(RuleGaps.Finding::matter)
        .contains(RuleGaps.Finding.Matter.NEVER);
  }

  @Test
  void filesWithADocumentTypeAreNotRead() {
    var dmn = DmnText.write(RuleCheck.check(Tables.aid("3000")));
    assertThatCode(() -> DmnReader.read(dmn)).doesNotThrowAnyException();
    var evil =
        dmn.replaceFirst(
            "<definitions", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions");
    assertThatThrownBy(() -> DmnReader.read(evil)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> DmnReader.read("<a/>")).hasMessageContaining("oneTable");
    assertThatThrownBy(() -> DmnReader.read("nothing")).isInstanceOf(Invalid.class);
  }

  /** A loop gets past no check; were there a way, it would be stopped. */
  @Test
  void whatTakesTooLongIsGivenUp() {
    var table = Tables.aid("3000");
    var dmn = DmnText.write(RuleCheck.check(table));
    var loop = dmn.replace("3000", "count(for i in 1..1000000000 return i * i)");
    assertThat(loop).isNotEqualTo(dmn);
    assertThatThrownBy(() -> RuleCheck.check(DmnReader.read(loop))).hasMessageContaining("formula");
    var evaluator = new Evaluator();
    var ready = new Evaluator.Ready(RuleCheck.check(table), DmnModel.compile(loop, table));
    var facts = Map.of("cause", "ACCIDENT", "days", BigDecimal.ONE);
    long from = System.nanoTime();
    var verdicts = evaluator.judge(ready, List.of(facts), Duration.ofMillis(300));
    assertThat(verdicts.getFirst().reason()).isEqualTo(Ruling.Reason.TOOK_TOO_LONG);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    assertThat(evaluator.judge(ready, Map.of("cause", "ACCIDENT", "days", 0)).reason()).isNull();
    evaluator.end();
  }

  @Test
  void modelsAreKeptUpToANumber() {
    var evaluator = new Evaluator();
    var dmn = DmnText.write(RuleCheck.check(Tables.aid("3000")));
    var hash = RuleRepository.hash(dmn);
    var ready = evaluator.ready(hash, () -> dmn);
    assertThat(
            evaluator.ready(
                hash,
                () -> {
                  throw new IllegalStateException("read again");
                }))
        .isSameAs(ready);
    assertThat(evaluator.kept()).containsExactly(hash);
    evaluator.end();
  }
}
