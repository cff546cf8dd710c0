package niangjia.engine.casework;

import niangjia.engine.casework.Event.Kind;
import niangjia.engine.casework.Event.What;
import niangjia.engine.casework.Outcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What each act makes of a case, and who may do it. Pure: the same case, act and surroundings
 * always give the same.
 */
final class Moves {

  /** The longest rest, in days. */
  static final int LONGEST_REST = 180;

  /** What came of it. */
  sealed interface Result {

    /** The case after it, except for its version, and what to write down. */
    record Moved(Case after, Kind kind, What what) implements Result {}

    /** Why it cannot be. */
    record No(Reason reason) implements Result {}

    static Result done(Case after, Kind kind, What what) {
      return new Moved(after, kind, what);
    }

    static Result no(Reason reason) {
      return new No(reason);
    }
  }

  private Moves() {}

  /** What an act makes of a case. */
  static Result of(Case now, Act act, Moment.Who who, Moment.Around around) {
    var m = new Moment(now, who, around, new Clocks(around.calendar(), around.now()));
    return switch (act) {
      case Act.Write(String note, boolean told) ->
          Result.done(
              now, Kind.WRITTEN, What.told(note, told || who.source() == Event.Source.PERSON));
      case Act.Link(Case.@Nullable Id parent) ->
          Result.done(now.within(parent), Kind.LINKED, What.with(parent));
      case Act.Reopen reopen -> new Steps(m).reopen(reopen);
      default -> now.open() ? open(m, act) : Result.no(Reason.CASE_CLOSED);
    };
  }

  private static Result open(Moment m, Act act) {
    var owners = new Owners(m);
    var steps = new Steps(m);
    return switch (act) {
      case Act.Take _ -> owners.take();
      case Act.HandOver hand -> owners.hand(hand);
      case Act.Sign sign -> owners.sign(sign);
      case Act.GiveBack(String note) -> owners.giveBack(note);
      case Act.Edit edit -> steps.edit(edit);
      case Act.Wake _ -> steps.wake();
      case Act.Revise(boolean gone) -> gone ? owners.gone() : steps.recount();
      case Act.Recall _ -> steps.recall();
      case Act.Decide decide when m.who().source() == Event.Source.PERSON -> steps.own(decide);
      case Act.Withdraw(String note) when m.who().source() != Event.Source.STAFF ->
          ended(m, Case.Ends.WITHDRAWN, null, Kind.WITHDRAWN, What.noted(note));
      default -> held(m, act);
    };
  }

  /** What only whoever holds the case does, and not while they have it on loan. */
  private static Result held(Moment m, Act act) {
    var task = m.now().at();
    if (task.holder() == null) {
      return Result.no(Reason.NOT_TAKEN);
    }
    if (!task.holder().equals(m.who().account())) {
      return Result.no(Reason.HELD_BY_ANOTHER);
    }
    if (task.lender() != null) {
      return Result.no(Reason.ON_LOAN);
    }
    boolean rests = act instanceof Act.Resume || act instanceof Act.PutBack;
    if (m.now().paused() && !rests) {
      return Result.no(Reason.RESTING);
    }
    var owners = new Owners(m);
    var steps = new Steps(m);
    return switch (act) {
      case Act.PutBack(String note) ->
          Result.done(m.now().with(task.owned(null)), Kind.PUT_BACK, What.noted(note));
      case Act.Decide decide -> steps.decide(decide);
      case Act.SendBack back -> steps.sendBack(back);
      case Act.Lend lend -> owners.lend(lend);
      case Act.Ask ask -> owners.ask(ask);
      case Act.StopAsking _ -> owners.stopAsking();
      case Act.Pause pause -> steps.pause(pause);
      case Act.Resume _ -> steps.resume();
      case Act.Withdraw(String note) ->
          ended(m, Case.Ends.WITHDRAWN, null, Kind.WITHDRAWN, What.noted(note));
      case Act.Merge(Case.Id into) ->
          ended(m, Case.Ends.MERGED, into, Kind.MERGED, What.with(into));
      default -> throw new IllegalStateException("nobody does " + act);
    };
  }

  private static Result ended(Moment m, String how, Case.@Nullable Id into, Kind kind, What what) {
    var end = new Case.End(how, m.around().now(), into);
    return Result.done(m.now().ended(end), kind, what);
  }
}
