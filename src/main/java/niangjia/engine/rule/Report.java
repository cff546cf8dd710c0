package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text tried on the past cases of its union (试算报告): what would have come out differently.
 *
 * @param hash the text that was tried
 * @param cases how many there were
 * @param whole whether these are all; otherwise the newest
 * @param sums for each number that it answers
 */
record Report(
    UUID id,
    UUID book,
    String hash,
    Instant madeAt,
    @Nullable UUID madeBy,
    int cases,
    int same,
    int changed,
    int failed,
    boolean whole,
    List<Sum> sums) {

  /**
   * An output added up over the cases that this text decides as well.
   *
   * @param before by what was decided
   * @param after by this text
   */
  record Sum(String key, BigDecimal before, BigDecimal after) {}

  /** What became of a case. */
  enum Change {
    /** The same comes out. */
    SAME,
    /** Something else comes out. */
    CHANGED,
    /** Nothing comes out. */
    FAILED
  }

  /**
   * One case.
   *
   * @param reason why nothing comes out, null where something does
   * @param clauses the clauses that match now
   * @param outputs what comes out now
   */
  record Case(
      Decision decision,
      Change change,
      Ruling.@Nullable Reason reason,
      List<String> clauses,
      List<Map<String, Object>> outputs) {}
}
