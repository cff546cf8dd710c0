package niangjia.engine.form;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has begun to fill in and not yet sent.
 *
 * @param edit how often it was saved
 * @param answers as they were typed, right or not
 */
public record Begun(int version, int edit, Instant savedAt, Map<String, @Nullable Object> answers) {

  /** What came of saving. */
  public sealed interface Outcome {

    /** It is saved. */
    record Saved(Begun begun) implements Outcome {}

    /** It is not; if another device has saved meanwhile, what that one left. */
    record No(Sent.Reason reason, @Nullable Begun theirs) implements Outcome {}
  }
}
