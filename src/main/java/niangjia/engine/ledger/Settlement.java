package niangjia.engine.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import niangjia.engine.ledger.Payout.LineState;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a payout's lines: which transfers each step needs, and what a bank's result
 * changes. Nothing here reads or writes. The key of each transfer follows from its line and step,
 * so that no step of a line is posted twice, whatever is read or made again.
 *
 * @param free the account of the budget line that it pays from
 */
record Settlement(UUID free, UUID committed, UUID payable, UUID paid, LocalDate today) {

  /** The steps of a line, each of which happens at most once. */
  enum Step {
    COMMIT,
    OWE,
    PAY
  }

  /**
   * What the bank says of a line.
   *
   * @param reference by what it names the line
   * @param reason why it did not pay, null when it does not say
   */
  record Result(
      String reference, Outcome outcome, @Nullable Long amount, @Nullable String reason) {}

  /** Whether the bank paid. */
  enum Outcome {
    PAID,
    FAILED,
    /** It does not know yet. */
    PENDING
  }

  /** A line that changes. */
  record Change(UUID line, LineState state, @Nullable String reason) {}

  /** A result that cannot be believed, and what the platform knew before. */
  record Contradiction(int number, LineState known, Outcome told) {}

  /** What a bank's file changes. */
  record Settled(
      List<Change> changes,
      List<Transfer> transfers,
      List<Contradiction> contradictions,
      int already,
      int pending,
      int strangers) {}

  /** What is promised to everybody. */
  List<Transfer> commit(List<Payout.Line> lines) {
    return lines.stream().map(line -> step(line, Step.COMMIT)).toList();
  }

  /** What is due to everybody. */
  List<Transfer> owe(List<Payout.Line> lines) {
    return lines.stream().map(line -> step(line, Step.OWE)).toList();
  }

  /** What was promised goes back. */
  List<Transfer> release(List<Payout.Line> lines) {
    return lines.stream().map(line -> back(line, Step.COMMIT)).toList();
  }

  /** What a promise passes on: it is taken from the line that failed and given to its successor. */
  List<Transfer> passOn(List<Payout.Line> failed, List<Payout.Line> successors) {
    var transfers = new ArrayList<>(release(failed));
    transfers.addAll(commit(successors));
    return transfers;
  }

  /** What the bank's results change of these lines. */
  Settled settle(List<Payout.Line> lines, List<Result> results) {
    var byReference = new LinkedHashMap<String, Payout.Line>();
    lines.forEach(line -> byReference.put(line.reference(), line));
    var states = new LinkedHashMap<UUID, LineState>();
    var changes = new LinkedHashMap<UUID, Change>();
    var transfers = new ArrayList<Transfer>();
    var contradictions = new ArrayList<Contradiction>();
    int already = 0;
    int pending = 0;
    int strangers = 0;
    for (var result : results) {
      var line = byReference.get(result.reference());
      if (line == null) {
        strangers++;
      } else if (result.outcome() == Outcome.PENDING) {
        pending++;
      } else {
        var state = states.getOrDefault(line.id(), line.state());
        var next = next(state, result, line);
        if (next == null) {
          contradictions.add(new Contradiction(line.payee().number(), state, result.outcome()));
        } else if (next == state) {
          already++;
        } else {
          states.put(line.id(), next);
          changes.put(line.id(), new Change(line.id(), next, reason(next, result)));
          transfers.addAll(moves(line, state, next));
        }
      }
    }
    return new Settled(
        List.copyOf(changes.values()), transfers, contradictions, already, pending, strangers);
  }

  /** What a line becomes; null when the bank contradicts what is known. */
  private static @Nullable LineState next(LineState state, Result result, Payout.Line line) {
    if (result.amount() != null && result.amount() != line.payee().amount()) {
      return null;
    }
    boolean good = result.outcome() == Outcome.PAID;
    return switch (state) {
      case OWED -> good ? LineState.PAID : LineState.FAILED;
      case PAID -> good ? LineState.PAID : LineState.FAILED;
      case FAILED -> good ? null : LineState.FAILED;
      case RETRIED, CANCELLED -> good ? null : state;
      case WAITING -> null;
    };
  }

  private static @Nullable String reason(LineState next, Result result) {
    return next == LineState.FAILED ? result.reason() : null;
  }

  private List<Transfer> moves(Payout.Line line, LineState state, LineState next) {
    if (next == LineState.PAID) {
      return List.of(step(line, Step.PAY));
    }
    return state == LineState.PAID
        ? List.of(back(line, Step.PAY), back(line, Step.OWE))
        : List.of(back(line, Step.OWE));
  }

  private Transfer step(Payout.Line line, Step step) {
    var from =
        switch (step) {
          case COMMIT -> free;
          case OWE -> committed;
          case PAY -> payable;
        };
    var to =
        switch (step) {
          case COMMIT -> committed;
          case OWE -> payable;
          case PAY -> paid;
        };
    var key = Transfer.key(line.id(), step.name());
    return Transfer.of(key, from, to, line.payee().amount(), today).about(line.id());
  }

  private Transfer back(Payout.Line line, Step step) {
    return step(line, step).reversed(Transfer.key(line.id(), "BACK " + step), today);
  }
}
