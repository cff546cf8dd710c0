package niangjia.engine.casework;

import org.jspecify.annotations.Nullable;

/** What came of an act. */
public sealed interface Outcome {

  /** It is done, and this is the case now. */
  record Done(Case now) implements Outcome {}

  /**
   * It is not.
   *
   * @param now the case as it stands
   */
  record No(Reason reason, Case now) implements Outcome {}

  /** Why not. */
  enum Reason {
    /** Somebody did something to the case since it was read. */
    CHANGED_MEANWHILE,
    /** The key was used for something else. */
    KEY_USED,
    /** The case is closed. */
    CASE_CLOSED,
    /** The case is open. */
    CASE_OPEN,
    /** Another officer holds it. */
    HELD_BY_ANOTHER,
    /** It lies in the queue: it has to be taken first. */
    NOT_TAKEN,
    /** Whoever has it on loan gives it back, and decides nothing. */
    ON_LOAN,
    /** It is not on loan. */
    NOT_ON_LOAN,
    /** Views that were asked for have not come yet. */
    VIEWS_OPEN,
    /** Nobody asked for this view. */
    NOT_ASKED,
    /** It rests. */
    RESTING,
    /** It does not rest. */
    NOT_RESTING,
    /** Whoever decided an earlier step may not take this one. */
    KEPT_APART,
    /** That officer does not take cases of this step there. */
    NOT_THEIR_TASK,
    /** It is confidential, and hidden from that union. */
    HIDDEN_THERE,
    /** The last decision was not one's own, or the case has moved on since. */
    MOVED_ON,
    /** The case has not been at that step. */
    NEVER_THERE,
    /** The decision needs facts that the feature's own page asks for. */
    NEEDS_ITS_PAGE,
    /** Only an open case of the same type can take it in. */
    NOT_ALIKE,
    /** A part has no parts, and a case with parts is no part. */
    ONE_LEVEL_ONLY,
    /** Its time has not come. */
    NOT_YET
  }

  /** The case as it stands now. */
  Case now();

  /** The reason, null when it is done. */
  default @Nullable Reason reason() {
    return this instanceof No(Reason why, Case _) ? why : null;
  }
}
