package niangjia.engine.casework;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.casework.CaseViews.CaseEventView;
import niangjia.engine.casework.CaseViews.CaseLine;
import niangjia.engine.casework.CaseViews.CodeWords;
import niangjia.engine.casework.CaseViews.OfficerRef;
import niangjia.engine.people.Person;
import niangjia.platform.Authz;
import niangjia.platform.Deed;
import niangjia.platform.Ids;
import niangjia.platform.Page;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases as officers work them, over HTTP. */
@RestController
@RequestMapping("/api/casework")
class CaseController {

  /** A choice that can be made now, and what it asks for. */
  record ChoiceNow(
      String code,
      Words name,
      @Nullable CodeWords to,
      boolean ends,
      List<CodeWords> reasons,
      boolean note,
      boolean held) {}

  /**
   * What the reader can do now.
   *
   * @param acts what can be done
   * @param back the steps it can be sent back to
   * @param takers who may take this step
   * @param readers whose view can be asked for
   */
  record DoNow(
      List<ActWanted.Kind> acts,
      List<ChoiceNow> choices,
      List<CodeWords> back,
      List<CodeWords> pauses,
      List<OfficerRef> takers,
      List<OfficerRef> readers) {}

  /**
   * A case as whoever decides has to see it.
   *
   * @param person the masked name of the person whose matter it is
   * @param personId who that is
   * @param asked whose views are still to come
   * @param parts what belongs to it
   */
  record CasePage(
      CaseLine line,
      int typeVersion,
      @Nullable String person,
      Person.@Nullable Id personId,
      List<OfficerRef> asked,
      boolean askedAll,
      @Nullable CaseLine parent,
      @Nullable UUID mergedInto,
      List<CaseLine> parts,
      List<CaseEventView> timeline,
      DoNow now) {}

  /** A case to be taken, as it was read. */
  record TakeOne(@NotNull UUID id, @Min(1) int seen) {}

  /** Several cases to be taken at once. */
  record TakeMany(@NotNull @Size(min = 1, max = 100) List<@Valid TakeOne> cases) {}

  /** What came of one of them. */
  record Taken(UUID id, Outcome.@Nullable Reason reason, CaseLine line) {}

  private static final int PAGE = 50;

  private final Cases cases;
  private final WorkList list;
  private final CaseViews views;
  private final Possible possible;

  CaseController(Cases cases, WorkList list, CaseViews views, Possible possible) {
    this.cases = cases;
    this.list = list;
    this.views = views;
    this.possible = possible;
  }

  /** The officer's work list. */
  @GetMapping("/work")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  Page<CaseLine> work(
      @RequestParam(defaultValue = "MINE") WorkList.Box box,
      @RequestParam(defaultValue = "false") boolean below,
      @RequestParam(required = false) @Size(max = 40) String type,
      @RequestParam(required = false) @Size(max = 20) String number,
      @RequestParam(required = false) UUID after) {
    var wanted = new WorkList.Wanted(box, below, blank(type), upper(blank(number)), after, PAGE);
    var page = list.page(wanted);
    return new Page<>(views.lines(page.items()), page.next(), page.total());
  }

  private static @Nullable String blank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String upper(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  /** How much lies before the officer. */
  @GetMapping("/counts")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  WorkList.CaseCounts caseCounts() {
    return list.counts();
  }

  /** Takes several cases; each by itself. */
  @PostMapping("/take")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  List<Taken> takeCases(@RequestBody @Valid TakeMany wanted) {
    return wanted.cases().stream()
        .map(
            one -> {
              var id = new Case.Id(one.id());
              var outcome = cases.act(id, Ids.next(), one.seen(), new Act.Take());
              return new Taken(one.id(), outcome.reason(), views.line(outcome.now()));
            })
        .toList();
  }

  /** A case with all that whoever decides has to see. */
  @GetMapping("/cases/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "case",
      opens = true)
  CasePage caseOf(@PathVariable UUID id) {
    return page(cases.get(new Case.Id(id)));
  }

  /** Does something to a case; the same again under the same key changes nothing. */
  @PostMapping("/cases/{id}/acts")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "case")
  CasePage actOn(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid ActWanted wanted) {
    var one = cases.get(new Case.Id(id));
    var act = wanted.asked(possible.path(wanted.union()));
    if (act instanceof Act.Decide decide && possible.held(one, decide.choice())) {
      throw new Refused(Outcome.Reason.NEEDS_ITS_PAGE, Map.of());
    }
    return switch (cases.act(one.id(), key, wanted.seen(), act)) {
      case Outcome.Done(Case now) -> possible.sees(now) ? page(now) : gone(now);
      case Outcome.No(Outcome.Reason reason, Case now) ->
          throw new Refused(reason, Map.of("version", now.version()));
    };
  }

  /** What has left the reader's scope is shown without what it holds. */
  private CasePage gone(Case now) {
    return new CasePage(
        views.line(now),
        now.origin().typeVersion(),
        null,
        null,
        List.of(),
        false,
        null,
        null,
        List.of(),
        List.of(),
        new DoNow(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  private CasePage page(Case now) {
    var person = now.origin().person();
    var deed = Deed.current();
    if (person != null && deed != null) {
      deed.of(person.value());
    }
    var parent = now.parent();
    var end = now.end();
    var task = now.task();
    return new CasePage(
        views.line(now),
        now.origin().typeVersion(),
        views.person(now),
        person,
        task == null ? List.of() : views.officers(task.asked()),
        task != null && task.all(),
        parent == null ? null : possible.find(parent).map(views::line).orElse(null),
        end == null || end.into() == null ? null : end.into().value(),
        views.lines(cases.parts(now.id())),
        views.timeline(now, cases.events(now.id())),
        possible.now(now));
  }
}
