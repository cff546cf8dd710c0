package niangjia.engine.casework;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import niangjia.engine.casework.Event.Kind;
import niangjia.engine.casework.Event.What;
import niangjia.engine.casework.Moves.Result;
import niangjia.engine.casework.Outcome.Reason;
import niangjia.platform.Duty;
import niangjia.platform.Invalid;
import niangjia.platform.Role;

/** The rules of whose a case is: taken, handed over, lent, and whom its owner asks. Pure. */
final class Owners {

  private final Moment m;

  Owners(Moment m) {
    this.m = m;
  }

  Result take() {
    var task = m.now().at();
    boolean own = m.who().account() != null && m.who().account().equals(task.lender());
    if (!own && !m.who().covers(task.queue(), m.now().path())) {
      return Result.no(Reason.NOT_THEIR_TASK);
    }
    if (!own && task.holder() != null && !m.who().above(task.queue(), m.now().path())) {
      return Result.no(Reason.HELD_BY_ANOTHER);
    }
    if (Objects.equals(task.holder(), m.who().account())) {
      return Result.no(Reason.HELD_BY_ANOTHER);
    }
    if (m.barred(m.now().step(), m.who().account())) {
      return Result.no(Reason.KEPT_APART);
    }
    return Result.done(
        m.now().with(task.owned(m.who().account())),
        Kind.TAKEN,
        What.to(task.holder(), null, null));
  }

  Result hand(Act.HandOver act) {
    var task = m.now().at();
    var me = m.who().account();
    boolean mine = me != null && me.equals(task.holder()) && task.lender() == null;
    boolean free = task.holder() == null && m.who().covers(task.queue(), m.now().path());
    if (!mine && !free && !m.who().above(task.queue(), m.now().path())) {
      return Result.no(task.holder() == null ? Reason.NOT_THEIR_TASK : Reason.HELD_BY_ANOTHER);
    }
    var path = act.path() == null ? m.now().path() : act.path();
    var veil = m.now().origin().veil();
    if (veil != null && new Duty(Role.OFFICER, veil).covers(path)) {
      return Result.no(Reason.HIDDEN_THERE);
    }
    if (act.to() == null && path.equals(m.now().path())) {
      throw new Invalid("to", "required");
    }
    if (act.to() != null) {
      if (!m.there(act.to(), task.queue(), path)) {
        return Result.no(Reason.NOT_THEIR_TASK);
      }
      if (m.barred(m.now().step(), act.to())) {
        return Result.no(Reason.KEPT_APART);
      }
    }
    var clock = path.equals(m.now().path()) ? task.clock() : m.clocks().moved(task.clock());
    var next = new Case.Task(task.queue(), act.to(), null, List.of(), false, clock);
    var moved = m.now().over(path, next);
    return Result.done(moved, Kind.HANDED_OVER, What.to(act.to(), path, act.note()));
  }

  Result lend(Act.Lend act) {
    var task = m.now().at();
    if (!task.asked().isEmpty()) {
      return Result.no(Reason.VIEWS_OPEN);
    }
    if (act.to().equals(task.holder()) || !m.there(act.to(), task.queue(), m.now().path())) {
      return Result.no(Reason.NOT_THEIR_TASK);
    }
    var next = task.lent(act.to());
    return Result.done(m.now().with(next), Kind.LENT, What.to(act.to(), null, act.note()));
  }

  Result giveBack(String note) {
    var task = m.now().at();
    if (task.lender() == null) {
      return Result.no(Reason.NOT_ON_LOAN);
    }
    if (!Objects.equals(task.holder(), m.who().account())) {
      return Result.no(Reason.HELD_BY_ANOTHER);
    }
    return Result.done(
        m.now().with(task.owned(task.lender())),
        Kind.GIVEN_BACK,
        What.to(task.lender(), null, note));
  }

  Result ask(Act.Ask act) {
    var task = m.now().at();
    if (!task.asked().isEmpty()) {
      return Result.no(Reason.VIEWS_OPEN);
    }
    if (act.of().isEmpty()
        || act.of().size() > 20
        || new HashSet<>(act.of()).size() < act.of().size()) {
      throw new Invalid("of", "range", 1, 20);
    }
    for (var one : act.of()) {
      if (one.equals(m.who().account()) || !m.reads(one)) {
        return Result.no(Reason.NOT_THEIR_TASK);
      }
    }
    var next = task.asking(act.of(), act.all());
    return Result.done(m.now().with(next), Kind.ASKED, What.noted(act.note()));
  }

  Result sign(Act.Sign act) {
    var task = m.now().at();
    var me = m.who().account();
    if (me == null || !task.asked().contains(me)) {
      return Result.no(Reason.NOT_ASKED);
    }
    if (!act.agrees() && act.note() == null) {
      throw new Invalid("note", "required");
    }
    var left = new ArrayList<>(task.asked());
    left.remove(me);
    if (act.agrees() && !task.all()) {
      left.clear();
    }
    var next = task.asking(left, task.all());
    var kind = act.agrees() ? Kind.AGREED : Kind.DISAGREED;
    return Result.done(m.now().with(next), kind, What.noted(act.note()));
  }

  Result stopAsking() {
    var task = m.now().at();
    return task.asked().isEmpty()
        ? Result.no(Reason.NOT_ASKED)
        : Result.done(m.now().with(task.owned(task.holder())), Kind.STOPPED_ASKING, What.NOTHING);
  }

  /** Nobody who is no longer there owns, lends or is asked. */
  Result gone() {
    var task = m.now().at();
    var lender = task.lender() != null && m.there(task.lender()) ? task.lender() : null;
    var holder = task.holder() != null && m.there(task.holder()) ? task.holder() : null;
    var asked = task.asked().stream().filter(m::reads).toList();
    var owner = holder == null ? lender : holder;
    boolean alone = owner == null || owner.equals(lender);
    var next =
        new Case.Task(
            task.queue(),
            owner,
            alone ? null : lender,
            owner == null ? List.of() : asked,
            task.all(),
            task.clock());
    return next.equals(task)
        ? Result.no(Reason.NOT_YET)
        : Result.done(m.now().with(next), Kind.REVISED, What.to(task.holder(), null, null));
  }
}
