package niangjia.engine.ledger;

import java.util.Map;
import java.util.UUID;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A fund, or the part of it that one union may spend (预算项).
 *
 * @param fund the fund it is part of: its own id for the fund itself
 * @param parent the line it was allotted from, null for a fund
 * @param parentPath the union of that line
 * @param unit {@link Account#MONEY} in fen, or a kind of goods in pieces
 */
public record Line(
    UUID id,
    UUID fund,
    @Nullable UUID parent,
    @Nullable String parentPath,
    String path,
    String unit,
    String titleZh,
    @Nullable String titleEn) {

  /** What it is called. */
  public Words title() {
    return new Words(titleZh, titleEn);
  }

  /** Whether it counts money; else it counts goods. */
  public boolean money() {
    return unit.equals(Account.MONEY);
  }

  /** The kind of account on which lies what it may dispose of. */
  public Account.Kind free() {
    if (!money()) {
      return Account.Kind.STOCK;
    }
    return parent == null ? Account.Kind.FUND : Account.Kind.BUDGET;
  }

  /**
   * What stands on the accounts of one or several lines.
   *
   * @param free what may still be spent or allotted
   * @param committed what is promised
   * @param payable what is due
   * @param paid what was paid, or handed out
   */
  public record Amounts(long free, long committed, long payable, long paid) {

    static Amounts of(Map<Account.Kind, Long> balances) {
      long free = 0;
      for (var kind : Account.Kind.values()) {
        free += kind.free() ? balances.getOrDefault(kind, 0L) : 0;
      }
      return new Amounts(
          free,
          balances.getOrDefault(Account.Kind.COMMITMENT, 0L),
          balances.getOrDefault(Account.Kind.PAYABLE, 0L),
          balances.getOrDefault(Account.Kind.PAID, 0L)
              + balances.getOrDefault(Account.Kind.ISSUED, 0L));
    }

    /** All of it. */
    public long total() {
      return free + committed + payable + paid;
    }
  }

  /**
   * A line with its figures.
   *
   * @param own what stands on its own accounts
   * @param whole the same with the lines that were allotted from it, and from those
   */
  public record Standing(Line line, Amounts own, Amounts whole) {}
}
