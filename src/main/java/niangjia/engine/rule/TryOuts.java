package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.people.Group;
import niangjia.engine.people.Members;
import niangjia.engine.people.Membership;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.engine.rule.RuleTable.Known;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Tries a version before it is enacted: on one set of facts, and on all past cases. */
@Service
class TryOuts {

  /** The most past cases that a report looks at: the newest. */
  static final int MOST = 5_000;

  /** The most reports that a table shows. */
  static final int REPORTS = 30;

  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final RuleBooks books;
  private final DecisionRepository decisions;
  private final ReportRepository reports;
  private final Evaluator evaluator;
  private final Surroundings surroundings;

  /** What a trial needs besides rules. */
  @org.springframework.stereotype.Component
  record Surroundings(
      Members members, People people, TransactionOperations transactions, InstantSource clock) {}

  TryOuts(
      RuleBooks books,
      DecisionRepository decisions,
      ReportRepository reports,
      Evaluator evaluator,
      Surroundings surroundings) {
    this.books = books;
    this.decisions = decisions;
    this.reports = reports;
    this.evaluator = evaluator;
    this.surroundings = surroundings;
  }

  /** What a version says to facts; nothing is decided by it. */
  Evaluator.Verdict one(RuleBook.Version version, Map<String, ?> facts) {
    return evaluator.judge(books.ready(version), facts);
  }

  /** What the register knows of somebody in the officer's scope, of what the table asks. */
  @Transactional(readOnly = true)
  Map<String, Object> known(RuleTable table, Person.Id person) {
    surroundings.members.get(person);
    var profile = surroundings.people.profile(person);
    var facts = new LinkedHashMap<String, Object>();
    for (var column : table.asked()) {
      var known = column.known();
      if (known != null) {
        facts.put(
            column.key(),
            switch (known) {
              case MEMBER -> profile.state() == Membership.State.ACTIVE;
              case UNION -> profile.path();
              case NEW_EMPLOYMENT, OUTDOOR, MODEL_WORKER, HARDSHIP ->
                  profile.groups().contains(group(known));
            });
      }
    }
    return facts;
  }

  private static Group group(Known known) {
    return Group.valueOf(known.name());
  }

  /** Tries a version on the past cases of its union, and keeps what came out. */
  Report report(UUID bookId, RuleBook.Version version) {
    var book = books.inScope(bookId);
    var ready = books.ready(version);
    var found =
        Objects.requireNonNull(
            surroundings.transactions.execute(
                _ -> decisions.past(book.code(), book.path(), MOST + 1)));
    boolean whole = found.size() <= MOST;
    var past = whole ? found : found.subList(0, MOST);
    var verdicts = evaluator.judge(ready, past.stream().map(Decision::facts).toList(), LONGEST);
    var cases = new ArrayList<Report.Case>();
    for (int i = 0; i < past.size(); i++) {
      cases.add(compared(past.get(i), verdicts.get(i)));
    }
    var report = summed(book, version, ready.sheet().table(), cases, whole);
    surroundings.transactions.executeWithoutResult(_ -> reports.enter(report, book.path(), cases));
    return report;
  }

  private static Report.Case compared(Decision before, Evaluator.Verdict now) {
    if (now.reason() != null) {
      var clauses = now.result().clauses();
      return new Report.Case(before, Report.Change.FAILED, now.reason(), clauses, List.of());
    }
    var outputs = now.result().outputs();
    var same = DecisionRepository.same(before.outputs(), outputs);
    return new Report.Case(
        before,
        same ? Report.Change.SAME : Report.Change.CHANGED,
        null,
        now.result().clauses(),
        outputs);
  }

  private Report summed(
      RuleBook book,
      RuleBook.Version version,
      RuleTable table,
      List<Report.Case> cases,
      boolean whole) {
    var sums = new ArrayList<Report.Sum>();
    for (var column : table.outputs()) {
      if (column.kind() == Kind.NUMBER) {
        var before = BigDecimal.ZERO;
        var after = BigDecimal.ZERO;
        for (var each : cases) {
          if (each.reason() == null) {
            before = before.add(total(each.decision().outputs(), column.key()));
            after = after.add(total(each.outputs(), column.key()));
          }
        }
        sums.add(new Report.Sum(column.key(), before, after));
      }
    }
    return new Report(
        Ids.next(),
        book.id(),
        version.hash(),
        surroundings.clock.instant(),
        Actor.current().account(),
        cases.size(),
        count(cases, Report.Change.SAME),
        count(cases, Report.Change.CHANGED),
        count(cases, Report.Change.FAILED),
        whole,
        sums);
  }

  private static int count(List<Report.Case> cases, Report.Change change) {
    return (int) cases.stream().filter(each -> each.change() == change).count();
  }

  private static BigDecimal total(List<Map<String, Object>> lines, String key) {
    var total = BigDecimal.ZERO;
    for (var line : lines) {
      if (line.get(key) instanceof Number number) {
        total = total.add(new BigDecimal(number.toString()));
      }
    }
    return total;
  }

  /** The reports of a table, newest first. */
  @Transactional(readOnly = true)
  List<Report> reports(UUID book) {
    books.inScope(book);
    return reports.of(book, REPORTS);
  }

  /** A report on a table of the officer's unions. */
  @Transactional(readOnly = true)
  Report get(UUID id) {
    var report = reports.find(id).orElseThrow(NotFound::new);
    Actor.current().require(books.inScope(report.book()).path(), Role.OFFICER);
    return report;
  }

  /** Its cases in their order, one more than the limit where there are more. */
  @Transactional(readOnly = true)
  List<Report.Case> cases(
      UUID report, Report.@Nullable Change change, @Nullable UUID after, int limit) {
    int place = after == null ? 0 : reports.place(report, after);
    return reports.cases(report, change, place, limit);
  }
}
