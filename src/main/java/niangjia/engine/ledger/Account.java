package niangjia.engine.ledger;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One account of a budget line, with what ever went in and out of it.
 *
 * @param line the budget line it belongs to
 * @param fund the fund that the line is part of
 * @param unit {@link #MONEY} in fen, or a kind of goods in pieces
 * @param holder whose points they are, null for every other kind
 */
public record Account(
    UUID id,
    UUID line,
    UUID fund,
    String path,
    String unit,
    Kind kind,
    @Nullable UUID holder,
    long received,
    long given) {

  /** The unit of money: fen of the Chinese yuan. */
  public static final String MONEY = "CNY";

  /** What stands on an account. */
  public enum Kind {
    /** The world outside, from which a fund comes; the only one that may go below zero. */
    SOURCE,
    /** What a fund has not given to any budget. */
    FUND,
    /** What a union may still spend. */
    BUDGET,
    /** What is promised to somebody and not yet due. */
    COMMITMENT,
    /** What is due and not yet paid. */
    PAYABLE,
    /** What was paid. */
    PAID,
    /** Goods that lie in stock. */
    STOCK,
    /** Goods that were handed out. */
    ISSUED,
    /** Points that somebody holds. */
    POINTS;

    /** Whether it is at its line's free disposal. */
    public boolean free() {
      return this == FUND || this == BUDGET || this == STOCK;
    }
  }

  private static final Set<Move> WITHIN_A_LINE =
      Set.of(
          new Move(Kind.SOURCE, Kind.FUND),
          new Move(Kind.SOURCE, Kind.STOCK),
          new Move(Kind.SOURCE, Kind.POINTS),
          new Move(Kind.POINTS, Kind.SOURCE),
          new Move(Kind.FUND, Kind.COMMITMENT),
          new Move(Kind.BUDGET, Kind.COMMITMENT),
          new Move(Kind.COMMITMENT, Kind.PAYABLE),
          new Move(Kind.PAYABLE, Kind.PAID),
          new Move(Kind.STOCK, Kind.COMMITMENT),
          new Move(Kind.COMMITMENT, Kind.ISSUED),
          new Move(Kind.STOCK, Kind.ISSUED));

  private record Move(Kind from, Kind to) {}

  /** What stands on it now. */
  public long balance() {
    return received - given;
  }

  /** Whether it may go below zero. */
  public boolean bottomless() {
    return kind == Kind.SOURCE;
  }

  /**
   * Whether amounts may move from here to there: step by step within a line, or between what lines
   * of one fund have at their disposal.
   */
  public boolean leadsTo(Account other) {
    if (!unit.equals(other.unit)) {
      return false;
    }
    return line.equals(other.line)
        ? WITHIN_A_LINE.contains(new Move(kind, other.kind))
        : fund.equals(other.fund) && kind.free() && other.kind.free();
  }
}
