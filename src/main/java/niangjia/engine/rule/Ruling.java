package niangjia.engine.rule;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/** What came of asking a rule. */
public sealed interface Ruling {

  /**
   * What a decision stands on.
   *
   * @param version the version's id
   * @param number the version's number in its table
   * @param path the union whose table it is: the person's own or one above
   * @param title what the table decides
   * @param clauses the clauses that matched, in the words of the written rule
   */
  record Basis(
      UUID version, int number, String path, Words title, List<RuleTable.Clause> clauses) {}

  /** It is decided, and written down. */
  record Decided(Decision decision, Basis basis) implements Ruling {}

  /**
   * Nothing is decided, and nothing written down.
   *
   * @param basis the version that was asked, with the clauses concerned; null without a table
   * @param faults what is wrong with the facts, each naming one
   */
  record Undecided(Reason reason, @Nullable Basis basis, List<Invalid> faults) implements Ruling {}

  /** Why nothing is decided. */
  enum Reason {
    /** No union from here up has a table for this in force on that day. */
    NO_TABLE,
    /** A fact is missing or is not of its kind. */
    BAD_FACTS,
    /** No clause covers the case. */
    NO_CLAUSE,
    /** Several clauses cover the case, and only one may. */
    SEVERAL_CLAUSES,
    /** Something cannot be worked out, for example a division by nought. */
    NOT_CALCULATED,
    /** The table took too long and was stopped. */
    TOOK_TOO_LONG
  }
}
