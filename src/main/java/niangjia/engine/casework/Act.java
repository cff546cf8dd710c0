package niangjia.engine.casework;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that somebody does to a case. */
public sealed interface Act {

  /** Takes it out of its queue; somebody above may take it from whoever holds it. */
  record Take() implements Act {}

  /** Puts it back into its queue. */
  record PutBack(@Nullable String note) implements Act {}

  /** Decides the step. */
  record Decide(String choice, @Nullable String reason, @Nullable String note) implements Act {}

  /** Sends it back to a step that it has been at (退回). */
  record SendBack(String step, String note) implements Act {}

  /** Takes one's own decision back, as long as nobody has taken the case since (撤回). */
  record Recall() implements Act {}

  /** Gives it to an officer, or to another union's queue, for good (转办). */
  record HandOver(@Nullable UUID to, @Nullable String path, String note) implements Act {}

  /** Has somebody else work on it and give it back (委派). */
  record Lend(UUID to, String note) implements Act {}

  /** Gives back what one had on loan. */
  record GiveBack(String note) implements Act {}

  /** Asks others for their view before one decides (会签): all of them, or any one. */
  record Ask(List<UUID> of, boolean all, String note) implements Act {

    public Ask {
      of = List.copyOf(of);
    }
  }

  /** Gives one's view. */
  record Sign(boolean agrees, @Nullable String note) implements Act {}

  /** Asks no more. */
  record StopAsking() implements Act {}

  /** Lets it rest until a day, for one of the type's reasons. */
  record Pause(String reason, LocalDate until, @Nullable String note) implements Act {}

  /** Goes on before that day. */
  record Resume() implements Act {}

  /** Ends it, because whoever brought it no longer wants it. */
  record Withdraw(@Nullable String note) implements Act {}

  /** Ends it, because it is the same matter as another open one. */
  record Merge(Case.Id into) implements Act {}

  /** Makes it a part of a larger matter, or of none. */
  record Link(Case.@Nullable Id parent) implements Act {}

  /**
   * Writes something down.
   *
   * @param told whether the person may read it
   */
  record Write(String note, boolean told) implements Act {}

  /** Says better what it is; the deadline counts from where it did. */
  record Edit(@Nullable String category, @Nullable String subject, @Nullable Boolean urgent)
      implements Act {}

  /** Opens it again at a step, for a feature whose matter is not over after all. */
  record Reopen(String step, String reason, @Nullable String note) implements Act {}

  /** Its time has come: it goes on from its rest, or is reported as overdue one union higher. */
  record Wake() implements Act {}

  /** The calendar has learnt of a year, or the holder is no longer there. */
  record Revise(boolean gone) implements Act {}
}
