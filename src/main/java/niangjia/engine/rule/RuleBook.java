package niangjia.engine.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A union's table for one matter (规则本), with all its versions.
 *
 * @param path the union's path
 * @param code the matter, for example {@code aid.amount}
 */
public record RuleBook(UUID id, String path, String code, Instant madeAt) {

  /**
   * One version: a draft, one proposed with its days, or an enacted one.
   *
   * @param path that of its table
   * @param hash SHA-256 of its text, in hexadecimal digits
   * @param edit counts how often the draft was saved
   * @param from its first day
   * @param until the first day on which it is not in force any more, null where there is none
   * @param reason why it is proposed
   */
  public record Version(
      UUID id,
      UUID book,
      String path,
      int number,
      String hash,
      int edit,
      Instant savedAt,
      @Nullable UUID savedBy,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable String reason,
      @Nullable Instant proposedAt,
      @Nullable UUID proposedBy,
      @Nullable Instant enactedAt,
      @Nullable UUID enactedBy) {

    /** Whether it is in force on that day. */
    boolean inForce(LocalDate day) {
      return enactedAt != null
          && from != null
          && !day.isBefore(from)
          && (until == null || day.isBefore(until));
    }
  }
}
