package niangjia.engine.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of people who get money from a budget line, made by one officer and checked by another.
 *
 * @param lineId the budget line that pays
 * @param payOn the day on which the bank is to pay
 * @param lines how many people
 * @param amount fen, of all of them
 * @param payerName whose account it is paid from, known once it is checked
 */
public record Payout(
    UUID id,
    UUID lineId,
    String path,
    String title,
    State state,
    LocalDate payOn,
    int lines,
    long amount,
    @Nullable String payerName,
    @Nullable String payerAccount,
    @Nullable String payerBank,
    Instant madeAt,
    UUID madeBy,
    @Nullable Instant checkedAt,
    @Nullable UUID checkedBy) {

  /** Where a payout stands. */
  public enum State {
    /** Its money is promised; it waits for a second officer. */
    MADE,
    /** Its money is due; the bank has the file, or may have it. */
    CHECKED,
    /** The bank has spoken of every line. */
    SETTLED,
    /** It was given up before it was checked. */
    CANCELLED
  }

  /** By what the bank names it: the message's identifier in the file (at most 35 characters). */
  public String message() {
    return plain(id);
  }

  /** Without dashes, 32 characters. */
  static String plain(UUID id) {
    return id.toString().replace("-", "");
  }

  /**
   * Somebody who is to get money.
   *
   * @param number the row of the list
   * @param person who it is, null when the list does not say
   * @param account the number of their bank account
   * @param bank the clearing number of its bank (CNAPS, 联行号), null when it is the payer's own
   * @param amount fen
   */
  public record Payee(
      int number,
      @Nullable UUID person,
      String name,
      String account,
      @Nullable String bank,
      long amount,
      @Nullable String note) {}

  /**
   * A line of a payout.
   *
   * @param payee as they were when it was made; no name and no account once they were forgotten
   * @param reason why the bank did not pay
   * @param retries the failed line that this one tries again
   */
  public record Line(
      UUID id,
      Payee payee,
      LineState state,
      @Nullable String reason,
      @Nullable Instant decidedAt,
      @Nullable UUID retries) {

    /** By what the bank names it: the end-to-end identification (at most 35 characters). */
    public String reference() {
      return plain(id);
    }
  }

  /** Where a line stands. */
  public enum LineState {
    /** Promised. */
    WAITING,
    /** Due; the bank has not spoken of it. */
    OWED,
    PAID,
    /** Not paid, or paid and returned; its money stays promised until somebody decides. */
    FAILED,
    /** Another payout tries it again. */
    RETRIED,
    /** Given up; its money is free again. */
    CANCELLED
  }
}
