package niangjia.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.engine.rule.RuleBooks.Changed;
import niangjia.platform.NotFound;
import org.junit.jupiter.api.Test;

/** A version tried on past cases before it is enacted. */
@ApplicationTest
class ReportTests extends RuleDesk {

  @Test
  void overlappingClausesAreNotProposed() {
    var aid = Tables.aid("1");
    var rows = new java.util.ArrayList<>(aid.clauses());
    rows.add(Tables.clause("z", List.of("-", "> 100"), List.of("7")));
    var table = new RuleTable(aid.title(), aid.hit(), aid.inputs(), aid.outputs(), rows);
    var book = made(CITY, code(), table);
    tried(book);
    no(
        maker.doing(() -> books.propose(book.id(), 1, from(today, null))),
        Changed.Reason.CLAUSES_OVERLAP);
  }

  @Test
  void reportComparesPastCasesAndAddsUp() {
    var code = code();
    var book = inForce(CITY, code, "3000");
    decide(maker, code, today, ACCIDENT);
    decide(maker, code, today, Map.of("cause", "ACCIDENT", "days", 0));
    decide(maker, code, today, Map.of("cause", "ILLNESS", "days", 3));
    var next = Tables.aid("2500");
    var rows = next.clauses().stream().filter(row -> !row.id().equals("c")).toList();
    var table = new RuleTable(next.title(), next.hit(), next.inputs(), next.outputs(), rows);
    maker.doing(() -> books.save(book.id(), 0, table));
    var report = tried(book);
    assertThat(report)
        .returns(3, Report::cases)
        .returns(1, Report::same)
        .returns(1, Report::changed)
        .returns(1, Report::failed)
        .returns(true, Report::whole);
    var sum = report.sums().getFirst();
    assertThat(sum.before()).isEqualByComparingTo("3500");
    assertThat(sum.after()).isEqualByComparingTo("3000");
    var cases = in(maker, () -> tryOuts.cases(report.id(), null, null, 10));
    assertThat(cases).hasSize(3);
    var changed = in(maker, () -> tryOuts.cases(report.id(), Report.Change.CHANGED, null, 10));
    assertThat(changed.getFirst().decision().number("amount")).isEqualByComparingTo("3000");
    assertThat(changed.getFirst().outputs().getFirst().get("amount")).hasToString("2500");
    var failed = in(maker, () -> tryOuts.cases(report.id(), Report.Change.FAILED, null, 10));
    assertThat(failed.getFirst().reason()).isEqualTo(Ruling.Reason.NO_CLAUSE);
    var first = cases.getFirst().decision().id();
    var page = in(maker, () -> tryOuts.cases(report.id(), null, first, 10));
    assertThat(page).hasSize(2);
  }

  @Test
  void reportIsExportedWithTheWordsOfBothVersions() {
    var code = code();
    var book = inForce(CITY, code, "3000");
    decide(maker, code, today, ACCIDENT);
    var next = Tables.aid("2500");
    var rows = new java.util.ArrayList<>(next.clauses());
    var words = niangjia.platform.Words.of("新第三条", "New article 3");
    rows.set(0, new RuleTable.Clause("a", rows.getFirst().when(), List.of("2500"), words));
    var table = new RuleTable(next.title(), next.hit(), next.inputs(), next.outputs(), rows);
    maker.doing(() -> books.save(book.id(), 0, table));
    var report = tried(book);
    var query =
        new niangjia.engine.export.Source.Query(
            report.id(), "", 10, _ -> java.util.Set.of(), java.util.Locale.CHINESE);
    var cells = maker.doing(() -> source.rows(query)).getFirst().cells();
    assertThat(cells.subList(4, 9).toString()).isEqualTo("[变化, 第a条, 3000, 新第三条, 2500]");
    assertThat(maker.doing(() -> source.subject(report.id())).rows()).isEqualTo(1);
    assertThatThrownBy(() -> actor("bj.d110101", null).doing(() -> source.subject(report.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void casesOfAUnionWithItsOwnTableAreNotTried() {
    var code = code();
    var city = inForce(CITY, code, "2000");
    inForce(DISTRICT, code, "3000");
    decide(maker, code, today, ACCIDENT);
    maker.doing(() -> books.save(city.id(), 0, Tables.aid("1")));
    assertThat(tried(city).cases()).isZero();
  }
}
