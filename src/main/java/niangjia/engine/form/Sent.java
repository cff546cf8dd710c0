package niangjia.engine.form;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sent.
 *
 * @param person who, null for an answer without a person
 * @param path where they belonged then
 * @param values by the keys of the questions that were asked
 */
public record Sent(
    UUID id,
    UUID form,
    int version,
    @Nullable UUID person,
    String path,
    Instant at,
    Map<String, @Nullable Object> values) {

  /** What came of sending. */
  public sealed interface Outcome {

    /** It is there, now or since an earlier try with the same key. */
    record Taken(Sent sent) implements Outcome {}

    /** It was not taken. */
    record No(Reason reason) implements Outcome {}
  }

  /** Why an answer or a draft is not taken. */
  public enum Reason {
    /** The form takes no more answers. */
    CLOSED,
    /** The form is another union's. */
    OTHER_UNION,
    /** Another version is in force since the form was opened. */
    VERSION_CHANGED,
    /** This form is sent once only, and the person has. */
    ALREADY_SENT,
    /** The key was used for something else. */
    KEY_USED,
    /** Another device has saved the draft since this one read it. */
    SAVED_ELSEWHERE
  }
}
