package niangjia.engine.casework;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.engine.casework.Event.Kind;
import niangjia.engine.casework.Event.What;
import niangjia.engine.casework.Moves.Result;
import niangjia.engine.casework.Outcome.Reason;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/** The rules of where a case is and by when: decided, sent back, resting, overdue. Pure. */
final class Steps {

  private final Moment m;

  Steps(Moment m) {
    this.m = m;
  }

  Result decide(Act.Decide act) {
    var task = m.now().at();
    var choice = m.step().choice(act.choice()).orElseThrow(() -> new Invalid("choice", "unknown"));
    if (!task.asked().isEmpty()) {
      return Result.no(Reason.VIEWS_OPEN);
    }
    if (m.barred(m.now().step(), m.who().account())) {
      return Result.no(Reason.KEPT_APART);
    }
    var reasons = choice.reasons().stream().map(CaseType.Named::code).toList();
    if (reasons.isEmpty() ? act.reason() != null : !reasons.contains(act.reason())) {
      throw new Invalid("reason", act.reason() == null ? "required" : "unknown");
    }
    if (choice.note() && act.note() == null) {
      throw new Invalid("note", "required");
    }
    var what = What.chosen(choice.code(), act.reason(), act.note());
    return choice.to() == null
        ? Result.done(
            m.now()
                .ended(new Case.End(Objects.requireNonNull(choice.end()), m.around().now(), null)),
            Kind.DECIDED,
            what)
        : Result.done(m.entering(choice.to(), decider(choice.to())), Kind.DECIDED, what);
  }

  /** What the person whose matter it is decides themselves, whoever holds the case. */
  Result own(Act.Decide act) {
    boolean theirs = m.step().choice(act.choice()).map(CaseType.Choice::person).orElse(false);
    if (!theirs) {
      return Result.no(Reason.NOT_TAKEN);
    }
    return m.now().paused() ? Result.no(Reason.RESTING) : decide(act);
  }

  /** Whoever decides goes on with the next step, unless it has to be somebody else. */
  private @Nullable UUID decider(String next) {
    boolean apart = m.around().type().step(next).apart().contains(m.now().step());
    return apart ? null : m.who().account();
  }

  Result sendBack(Act.SendBack act) {
    var step = m.around().type().find(act.step()).orElseThrow(() -> new Invalid("step", "unknown"));
    boolean been = m.past().stream().anyMatch(event -> event.step().equals(step.code()));
    if (!been || step.code().equals(m.now().step())) {
      return Result.no(Reason.NEVER_THERE);
    }
    var last =
        m.past().stream()
            .filter(e -> e.kind() == Kind.DECIDED && e.step().equals(step.code()))
            .map(Event::by)
            .filter(Objects::nonNull)
            .reduce((_, later) -> later)
            .orElse(null);
    return Result.done(m.entering(step.code(), last), Kind.SENT_BACK, What.noted(act.note()));
  }

  /** The step as it was, its deadline included: it has only been away. */
  Result recall() {
    var last = m.past().getLast();
    if (last.kind() != Kind.DECIDED || !Objects.equals(last.by(), m.who().account())) {
      return Result.no(Reason.MOVED_ON);
    }
    var step = m.around().type().step(last.step());
    var earlier = m.past().subList(0, m.past().size() - 1);
    var entered =
        earlier.stream()
            .filter(e -> step.code().equals(e.to()))
            .map(Event::at)
            .reduce((_, later) -> later)
            .orElse(m.now().origin().openedAt());
    var clock = m.clocks().since(entered, m.allowed(step), Clocks.rests(earlier, entered));
    var task = new Case.Task(step.role(), m.who().account(), null, List.of(), false, clock);
    return Result.done(m.now().at(step.code(), task), Kind.RECALLED, What.NOTHING);
  }

  Result pause(Act.Pause act) {
    if (m.around().type().pauses().stream().noneMatch(one -> one.code().equals(act.reason()))) {
      throw new Invalid("reason", "unknown");
    }
    var today = m.clocks().today();
    var last = today.plusDays(Moves.LONGEST_REST);
    if (!act.until().isAfter(today) || act.until().isAfter(last)) {
      throw new Invalid("until", "range", today.plusDays(1), last);
    }
    var task = m.now().at();
    var next = task.ticking(m.clocks().pause(task.clock(), act.until()));
    return Result.done(m.now().with(next), Kind.PAUSED, What.because(act.reason(), act.note()));
  }

  Result resume() {
    var task = m.now().at();
    if (!m.now().paused()) {
      return Result.no(Reason.NOT_RESTING);
    }
    var next = task.ticking(m.clocks().resume(task.clock(), m.rests()));
    return Result.done(m.now().with(next), Kind.RESUMED, What.NOTHING);
  }

  Result edit(Act.Edit act) {
    var had = m.now().origin();
    var category = act.category() == null ? had.category() : act.category();
    var origin =
        new Case.Origin(
            had.type(),
            had.typeVersion(),
            category,
            act.urgent() == null ? had.urgent() : act.urgent(),
            had.veil(),
            had.person(),
            had.by(),
            act.subject() == null ? had.subject() : act.subject(),
            had.openedAt());
    var task = m.now().at();
    var allowed = m.allowed(m.step(), category);
    var clock =
        allowed.equals(task.clock().allowed())
            ? task.clock()
            : m.clocks().recount(task.clock(), allowed, m.rests());
    var edited = m.now().edited(origin, task.ticking(clock));
    return Result.done(edited, Kind.EDITED, What.chosen(category, null, null));
  }

  Result reopen(Act.Reopen act) {
    if (m.now().open()) {
      return Result.no(Reason.CASE_OPEN);
    }
    if (m.now().end() != null && m.now().end().into() != null) {
      return Result.no(Reason.CASE_CLOSED);
    }
    return Result.done(
        m.entering(act.step(), null), Kind.REOPENED, What.because(act.reason(), act.note()));
  }

  Result wake() {
    var task = m.now().at();
    if (task.clock().wakeAt().isAfter(m.around().now())) {
      return Result.no(Reason.NOT_YET);
    }
    if (m.now().paused()) {
      return resume();
    }
    var told = task.clock().watch() == null ? m.now().path() : task.clock().watch();
    var next = m.around().above().apply(told).orElse(told);
    var clock = m.clocks().escalate(task.clock(), m.step().escalate(), next);
    return Result.done(
        m.now().with(task.ticking(clock)), Kind.ESCALATED, What.to(null, next, null));
  }

  Result recount() {
    var task = m.now().at();
    var clock = m.clocks().recount(task.clock(), task.clock().allowed(), m.rests());
    return clock.equals(task.clock())
        ? Result.no(Reason.NOT_YET)
        : Result.done(m.now().with(task.ticking(clock)), Kind.REVISED, What.NOTHING);
  }
}
