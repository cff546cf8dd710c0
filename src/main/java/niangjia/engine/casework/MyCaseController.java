package niangjia.engine.casework;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.casework.CaseViews.CodeWords;
import niangjia.engine.people.Person;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.NotFound;
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
import org.springframework.web.bind.annotation.RestController;

/** A worker's own matters, in plain words, over HTTP. */
@RestController
@RequestMapping("/api/casework/mine")
class MyCaseController {

  /**
   * One's own matter.
   *
   * @param told where it stands, in plain words
   * @param who the union that has it
   * @param dueAt until when that union has to act; null while it rests and once it is over
   */
  record MyCase(
      UUID id,
      String number,
      CodeWords type,
      Words category,
      @Nullable String subject,
      boolean confidential,
      boolean open,
      boolean paused,
      Words told,
      Union who,
      @Nullable Instant dueAt,
      Instant openedAt,
      @Nullable Instant closedAt,
      int version) {}

  /** Something that happened, as far as it concerns the person. */
  record MyCaseEvent(
      Instant at, Event.Kind kind, boolean mine, Words told, @Nullable String note) {}

  /** One's own matter and what has happened. */
  record MyCasePage(MyCase matter, List<MyCaseEvent> timeline) {}

  /** Words to be added. */
  record MyNote(@Min(1) int seen, @NotBlank @Size(max = 2000) String note) {}

  /** Taking a matter back. */
  record MyWithdrawal(@Min(1) int seen, @Nullable @Size(max = 2000) String note) {}

  private static final int MOST = 100;
  private static final Set<Event.Kind> SHOWN =
      Set.of(
          Event.Kind.OPENED,
          Event.Kind.DECIDED,
          Event.Kind.HANDED_OVER,
          Event.Kind.PAUSED,
          Event.Kind.RESUMED,
          Event.Kind.WITHDRAWN,
          Event.Kind.MERGED,
          Event.Kind.REOPENED);

  private final Cases cases;
  private final WorkList list;
  private final CaseTypes types;
  private final Unions unions;

  MyCaseController(Cases cases, WorkList list, CaseTypes types, Unions unions) {
    this.cases = cases;
    this.list = list;
    this.types = types;
    this.unions = unions;
  }

  /** One's own matters, latest first. */
  @GetMapping
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<MyCase> myCases() {
    var me = new Person.Id(Actor.current().self());
    return list.of(me, MOST).stream().map(this::view).toList();
  }

  /** One of them, with what has happened. */
  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "my-case")
  MyCasePage myCase(@PathVariable UUID id) {
    return page(own(id));
  }

  /** Adds words to it. */
  @PostMapping("/{id}/notes")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "my-case")
  MyCasePage noteOnMyCase(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid MyNote wanted) {
    return act(id, key, wanted.seen(), new Act.Write(wanted.note().strip(), true));
  }

  /** Takes it back. */
  @PostMapping("/{id}/withdraw")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "my-case")
  MyCasePage withdrawMyCase(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody @Valid MyWithdrawal wanted) {
    return act(id, key, wanted.seen(), new Act.Withdraw(wanted.note()));
  }

  private MyCasePage act(UUID id, UUID key, int seen, Act act) {
    return switch (cases.act(own(id).id(), key, seen, act)) {
      case Outcome.Done(Case now) -> page(now);
      case Outcome.No(Outcome.Reason reason, Case now) ->
          throw new Refused(reason, Map.of("version", now.version()));
    };
  }

  private Case own(UUID id) {
    var one = cases.get(new Case.Id(id));
    var person = one.origin().person();
    if (person == null || !person.value().equals(Actor.current().self())) {
      throw new NotFound();
    }
    return one;
  }

  private MyCasePage page(Case one) {
    var type = types.version(one.origin().type(), one.origin().typeVersion());
    var events =
        cases.events(one.id()).stream()
            .filter(event -> event.what().told() || SHOWN.contains(event.kind()))
            .map(event -> view(type, event))
            .toList();
    return new MyCasePage(view(one), events);
  }

  private static MyCaseEvent view(CaseType type, Event event) {
    var at = event.to() == null ? event.step() : event.to();
    var note = event.what().told() ? event.what().note() : null;
    boolean mine = event.source() == Event.Source.PERSON;
    return new MyCaseEvent(event.at(), event.kind(), mine, type.step(at).told(), note);
  }

  private MyCase view(Case one) {
    var origin = one.origin();
    var type = types.version(origin.type(), origin.typeVersion());
    var task = one.task();
    var end = one.end();
    return new MyCase(
        one.id().value(),
        one.number(),
        new CodeWords(type.code(), type.name()),
        types
            .category(origin.type(), origin.category())
            .map(Category::name)
            .orElseGet(() -> new Words(origin.category(), null)),
        origin.subject(),
        origin.veil() != null,
        task != null,
        one.paused(),
        end == null ? type.step(one.step()).told() : CaseViews.outcome(type, end.outcome()),
        unions.nearest(one.path()),
        task == null || one.paused() ? null : task.clock().dueAt(),
        origin.openedAt(),
        end == null ? null : end.at(),
        one.version());
  }
}
