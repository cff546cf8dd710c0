package niangjia.engine.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.export.Source;
import niangjia.engine.people.Person;
import niangjia.engine.people.Rolls;
import niangjia.engine.union.Unions;
import niangjia.platform.Words;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The past cases of a report with what was decided and what would be, for a file. */
@Component
class ReportRows implements Source {

  private static final List<String> COLUMNS =
      List.of(
          "rule.column.holder",
          "rule.column.phone",
          "rule.column.union",
          "rule.column.on",
          "rule.column.change",
          "rule.column.clauseBefore",
          "rule.column.outcomeBefore",
          "rule.column.clauseAfter",
          "rule.column.outcomeAfter");

  private final TryOuts tryOuts;
  private final RuleBooks books;
  private final Rolls rolls;
  private final Unions unions;
  private final MessageSource messages;

  ReportRows(TryOuts tryOuts, RuleBooks books, Rolls rolls, Unions unions, MessageSource messages) {
    this.tryOuts = tryOuts;
    this.books = books;
    this.rolls = rolls;
    this.unions = unions;
    this.messages = messages;
  }

  @Override
  public String name() {
    return "rule-report";
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public Subject subject(UUID id) {
    var report = tryOuts.get(id);
    var book = books.inScope(report.book());
    var title = Words.of("规则试算 " + book.code(), "Trial of the rule " + book.code());
    return new Subject(book.path(), title, report.cases());
  }

  @Override
  public List<Row> rows(Query query) {
    var after = query.after().isEmpty() ? null : UUID.fromString(query.after());
    var cases = tryOuts.cases(query.subject(), null, after, query.limit());
    var holders =
        cases.stream()
            .map(each -> each.decision().about().person())
            .filter(Objects::nonNull)
            .map(Person.Id::new)
            .collect(Collectors.toSet());
    var people = rolls.of(holders, query.whole().apply(holders));
    var now = books.table(tryOuts.get(query.subject()).hash());
    var tables = new HashMap<UUID, RuleTable>();
    var rows = new ArrayList<Row>();
    for (var each : cases) {
      var was = tables.computeIfAbsent(each.decision().version(), books::table);
      var clauses =
          List.of(
              said(was, each.decision().clauses(), query.locale()),
              said(now, each.clauses(), query.locale()));
      rows.add(row(each, people, clauses, query.locale()));
    }
    return rows;
  }

  private static String said(RuleTable table, List<String> clauses, Locale locale) {
    return table.words(clauses).stream()
        .map(words -> words.in(locale))
        .collect(Collectors.joining("; "));
  }

  private Row row(
      Report.Case each, Map<Person.Id, Rolls.Line> people, List<String> clauses, Locale locale) {
    var decision = each.decision();
    var person = decision.about().person();
    var nobody = new Rolls.Line("", "");
    var who = person == null ? nobody : people.getOrDefault(new Person.Id(person), nobody);
    var after =
        each.reason() == null
            ? outcome(each.outputs())
            : messages.getMessage("rule." + each.reason(), null, locale);
    var cells = new ArrayList<Object>();
    cells.add(who.name());
    cells.add(who.phone());
    cells.add(unions.nearest(decision.path()).name().in(locale));
    cells.add(decision.on().toString());
    cells.add(messages.getMessage("rule.change." + each.change(), null, locale));
    cells.add(clauses.getFirst());
    cells.add(outcome(decision.outputs()));
    cells.add(clauses.getLast());
    cells.add(after);
    return new Row(decision.id().toString(), cells);
  }

  private static Object outcome(List<Map<String, Object>> lines) {
    if (lines.size() == 1 && lines.getFirst().size() == 1) {
      var only = lines.getFirst().values().iterator().next();
      return only instanceof Number ? only : only.toString();
    }
    return lines.stream()
        .map(
            line ->
                line.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
