package niangjia.engine.rule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Authz;
import niangjia.platform.Faults;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trials of a version before it is enacted, over HTTP. */
@RestController
@RequestMapping("/api/rule")
class TryOutController {

  private final TryOuts tryOuts;
  private final RuleBooks books;
  private final People people;
  private final Unions unions;

  TryOutController(TryOuts tryOuts, RuleBooks books, People people, Unions unions) {
    this.tryOuts = tryOuts;
    this.books = books;
    this.people = people;
    this.unions = unions;
  }

  /** Facts to try a version on; without a number the newest. */
  record RuleTried(@Nullable Integer number, @NotNull Map<String, @Nullable Object> facts) {}

  /**
   * What a version says to them.
   *
   * @param reason why nothing comes out, null where something does
   * @param clauses the clauses that match
   * @param derived what was worked out of the facts
   * @param outputs what comes out, a line for each clause that counts
   */
  record RuleAnswer(
      Ruling.@Nullable Reason reason,
      List<String> clauses,
      Map<String, Object> derived,
      List<Map<String, Object>> outputs) {}

  /** Somebody whose known facts are wanted. */
  record RulePerson(@NotNull Person.Id person) {}

  /** The version to be tried: the draft with that edit number, or the newest with nought. */
  record RuleReportWanted(@Min(0) int edit) {}

  /** A number added up over the cases that both decide. */
  record RuleSum(String key, String before, String after) {}

  /**
   * A report.
   *
   * @param current whether the newest text of the table is the one that was tried
   */
  record RuleReport(
      UUID id,
      UUID rule,
      boolean current,
      Instant madeAt,
      int cases,
      int same,
      int changed,
      int failed,
      boolean whole,
      List<RuleSum> sums) {

    static RuleReport of(Report report, String newest) {
      return new RuleReport(
          report.id(),
          report.book(),
          report.hash().equals(newest),
          report.madeAt(),
          report.cases(),
          report.same(),
          report.changed(),
          report.failed(),
          report.whole(),
          report.sums().stream()
              .map(
                  sum ->
                      new RuleSum(
                          sum.key(), sum.before().toPlainString(), sum.after().toPlainString()))
              .toList());
    }
  }

  /**
   * A past case in a report.
   *
   * @param id the decision's
   * @param person the masked name, empty where it is nobody's matter
   * @param before the clauses that it was decided by, in the words of their version
   * @param after those that match now
   */
  record RuleCase(
      UUID id,
      String person,
      Union union,
      LocalDate on,
      Report.Change change,
      Ruling.@Nullable Reason reason,
      Map<String, Object> facts,
      List<Words> before,
      List<Words> after,
      List<Map<String, Object>> was,
      List<Map<String, Object>> becomes) {}

  /** Tries a version on facts; nothing is decided by it. */
  @PostMapping("/tables/{id}/try")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleAnswer tryRule(@PathVariable UUID id, @RequestBody @Valid RuleTried wanted) {
    var verdict = tryOuts.one(version(id, wanted.number()), wanted.facts());
    var faults = new Faults();
    for (var fault : verdict.faults()) {
      faults.of(
          "facts",
          () -> {
            throw fault;
          });
    }
    faults.end();
    return new RuleAnswer(
        verdict.reason(),
        verdict.result().clauses(),
        verdict.result().derived(),
        verdict.result().outputs());
  }

  private RuleBook.Version version(UUID id, @Nullable Integer number) {
    return number == null
        ? books.versions(List.of(books.inScope(id).id())).getFirst()
        : books.version(id, number);
  }

  /** What the register knows of somebody, of the facts that the table asks for. */
  @PostMapping("/tables/{id}/known")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule", opens = true)
  Map<String, Object> knownFacts(@PathVariable UUID id, @RequestBody @Valid RulePerson wanted) {
    var table = books.ready(version(id, null)).sheet().table();
    return tryOuts.known(table, wanted.person());
  }

  /** Tries the newest text on the past cases of its union. */
  @PostMapping("/tables/{id}/reports")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  RuleReport makeReport(@PathVariable UUID id, @RequestBody @Valid RuleReportWanted wanted) {
    var version = version(id, null);
    if (wanted.edit() != (version.enactedAt() == null ? version.edit() : 0)) {
      throw new Refused(RuleBooks.Changed.Reason.EDITED_ELSEWHERE, Map.of());
    }
    return RuleReport.of(tryOuts.report(id, version), version.hash());
  }

  /** The reports of a table, newest first. */
  @GetMapping("/tables/{id}/reports")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rule")
  List<RuleReport> reports(@PathVariable UUID id) {
    var newest = version(id, null).hash();
    return tryOuts.reports(id).stream().map(report -> RuleReport.of(report, newest)).toList();
  }

  @GetMapping("/reports/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "ruleReport")
  RuleReport report(@PathVariable UUID id) {
    var report = tryOuts.get(id);
    return RuleReport.of(report, version(report.book(), null).hash());
  }

  /** The cases of a report, those of one kind of change where it says so. */
  @GetMapping("/reports/{id}/cases")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "ruleReport", opens = true)
  Page<RuleCase> reportCases(
      @PathVariable UUID id,
      @RequestParam(required = false) Report.@Nullable Change change,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "30") @Min(1) @Max(Page.LIMIT) int limit) {
    var report = tryOuts.get(id);
    var cases = tryOuts.cases(id, change, after, limit + 1);
    var names =
        people.profiles(
            cases.stream()
                .map(each -> each.decision().about().person())
                .filter(Objects::nonNull)
                .map(Person.Id::new)
                .collect(Collectors.toSet()));
    int total =
        switch (change) {
          case null -> report.cases();
          case SAME -> report.same();
          case CHANGED -> report.changed();
          case FAILED -> report.failed();
        };
    var now = books.table(report.hash());
    var tables = new HashMap<UUID, RuleTable>();
    return Page.cut(cases, limit, total, each -> each.decision().id().toString())
        .map(
            each -> {
              var person = each.decision().about().person();
              var profile = person == null ? null : names.get(new Person.Id(person));
              var name = profile == null ? "" : People.masked(profile.name());
              var was = tables.computeIfAbsent(each.decision().version(), books::table);
              return line(each, name, was, now);
            });
  }

  private RuleCase line(Report.Case each, String person, RuleTable was, RuleTable now) {
    var decision = each.decision();
    return new RuleCase(
        decision.id(),
        person,
        unions.nearest(decision.path()),
        decision.on(),
        each.change(),
        each.reason(),
        decision.facts(),
        was.words(decision.clauses()),
        now.words(each.clauses()),
        decision.outputs(),
        each.outputs());
  }
}
