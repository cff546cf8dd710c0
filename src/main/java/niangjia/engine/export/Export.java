package niangjia.engine.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One file that somebody asked for.
 *
 * @param path the union whose rows they are
 * @param subject what it is of, for the source of that name
 * @param whole whether names and numbers of people stand there whole
 * @param rows how many rows there were when it was asked for
 * @param done how many are written
 * @param words what the second officer said
 * @param attempt how often a node has begun to write it
 */
public record Export(
    UUID id,
    String path,
    String source,
    UUID subject,
    String titleZh,
    @Nullable String titleEn,
    Format format,
    String language,
    boolean whole,
    Purpose purpose,
    @Nullable String note,
    State state,
    int rows,
    int done,
    long bytes,
    UUID askedBy,
    Instant askedAt,
    @Nullable UUID decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String words,
    int attempt,
    @Nullable Instant readyAt,
    @Nullable Fault fault) {

  /** What kind of file. */
  public enum Format {
    XLSX,
    CSV
  }

  /** What it is needed for. */
  public enum Purpose {
    /** To hand things out. */
    HAND_OUT,
    /** To reach people. */
    CONTACT,
    /** To compare with other records. */
    RECONCILE,
    /** For figures, which need nobody's name. */
    REPORT,
    /**
     * For a partner outside the union, whom the note names; only those stand there whole who
     * agreed.
     */
    PASS_ON,
    /** Anything else, said in a note. */
    OTHER
  }

  /** Where it stands. */
  public enum State {
    /** Waits for a second officer. */
    ASKED,
    QUEUED,
    RUNNING,
    READY,
    REFUSED,
    FAILED,
    /** The file's day is over. */
    REMOVED
  }

  /** Why there is no file. */
  public enum Fault {
    /** It was begun several times and never ended. */
    BROKEN,
    /** Who asked may not any more. */
    NO_LONGER_ALLOWED,
    /** More rows came than may leave without a second officer. */
    GREW,
    NOBODY_DECIDED
  }
}
