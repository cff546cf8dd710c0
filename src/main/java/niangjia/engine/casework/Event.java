package niangjia.engine.casework;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a case.
 *
 * @param id the key under which it was asked for; the same again changes nothing
 * @param turn its number in the case, from one
 * @param by the officer's account, null for the person and for the system
 * @param step where the case was
 * @param to where it went, null when it stayed or ended
 * @param what what it did, as far as its kind says
 * @param dueAt when the step was due
 */
public record Event(
    UUID id,
    Case.Id of,
    int turn,
    Instant at,
    Kind kind,
    Source source,
    @Nullable UUID by,
    String step,
    @Nullable String to,
    What what,
    @Nullable Instant dueAt) {

  /** What happened. */
  public enum Kind {
    OPENED,
    TAKEN,
    PUT_BACK,
    DECIDED,
    SENT_BACK,
    RECALLED,
    HANDED_OVER,
    LENT,
    GIVEN_BACK,
    ASKED,
    AGREED,
    DISAGREED,
    STOPPED_ASKING,
    PAUSED,
    RESUMED,
    WITHDRAWN,
    MERGED,
    RECEIVED,
    LINKED,
    WRITTEN,
    EDITED,
    REOPENED,
    ESCALATED,
    REVISED
  }

  /** Who did it. */
  public enum Source {
    STAFF,
    PERSON,
    SYSTEM
  }

  /**
   * What it did.
   *
   * @param choice what was decided, or how a case ended
   * @param reason out of the type's list
   * @param target the officer whom it concerns
   * @param path the union it went to, or was reported to
   * @param other the case it concerns
   * @param told whether the person may read the note
   * @param note words, null once they are forgotten
   */
  public record What(
      @Nullable String choice,
      @Nullable String reason,
      @Nullable UUID target,
      @Nullable String path,
      Case.@Nullable Id other,
      boolean told,
      @Nullable String note) {

    static final What NOTHING = new What(null, null, null, null, null, false, null);

    static What noted(@Nullable String note) {
      return new What(null, null, null, null, null, false, note);
    }

    static What to(@Nullable UUID target, @Nullable String path, @Nullable String note) {
      return new What(null, null, target, path, null, false, note);
    }

    static What chosen(String choice, @Nullable String reason, @Nullable String note) {
      return new What(choice, reason, null, null, null, false, note);
    }

    static What because(String reason, @Nullable String note) {
      return new What(null, reason, null, null, null, false, note);
    }

    static What with(Case.@Nullable Id other) {
      return new What(null, null, null, null, other, false, null);
    }

    static What told(String note, boolean told) {
      return new What(null, null, null, null, null, told, note);
    }
  }
}
