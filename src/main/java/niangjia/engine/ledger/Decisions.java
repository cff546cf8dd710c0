package niangjia.engine.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides transfers in order, in memory, on what the locked accounts say. Nothing here reads or
 * writes; the database's constraints repeat what matters.
 */
final class Decisions {

  /**
   * What is known while the accounts are locked.
   *
   * @param posted transfers with the keys that are asked for, and those to be taken back
   * @param reversals which of those are taken back, and by which transfer
   */
  record Known(
      Map<UUID, Account> accounts,
      Map<UUID, Transfer> posted,
      Map<UUID, UUID> reversals,
      List<Closed> closed) {}

  /** Days that are closed in a subtree, the last one included. */
  record Closed(String path, LocalDate until) {

    boolean covers(String other, LocalDate day) {
      return !day.isAfter(until) && (other.equals(path) || other.startsWith(path + "."));
    }
  }

  private final Known known;
  private final LocalDate today;
  private final Map<UUID, Long> balances = new HashMap<>();
  private final Map<UUID, Transfer> posted;
  private final Map<UUID, UUID> reversals;
  private final List<Transfer> fresh = new ArrayList<>();

  Decisions(Known known, LocalDate today) {
    this.known = known;
    this.today = today;
    this.posted = new HashMap<>(known.posted());
    this.reversals = new HashMap<>(known.reversals());
    known.accounts().forEach((id, account) -> balances.put(id, account.balance()));
  }

  /** What has to be written for all that was decided so far. */
  List<Transfer> fresh() {
    return List.copyOf(fresh);
  }

  /** Decides transfers that belong together; a refusal leaves no trace. */
  Posting decide(List<Transfer> chain) {
    int before = fresh.size();
    var answers = new ArrayList<Transfer>(chain.size());
    for (var transfer : chain) {
      var earlier = posted.get(transfer.id());
      var refusal = earlier == null ? refusal(transfer) : reuse(transfer, earlier);
      if (refusal != null) {
        takeBack(before);
        return refusal;
      }
      if (earlier == null) {
        take(transfer);
      }
      answers.add(earlier == null ? transfer : earlier);
    }
    return new Posting.Done(answers);
  }

  private static Posting.@Nullable No reuse(Transfer transfer, Transfer earlier) {
    return transfer.same(earlier) ? null : no(Posting.Reason.KEY_REUSED, transfer, Map.of());
  }

  private Posting.@Nullable No refusal(Transfer transfer) {
    var from = known.accounts().get(transfer.from());
    var to = known.accounts().get(transfer.to());
    if (from == null || to == null) {
      return no(Posting.Reason.NO_SUCH_ACCOUNT, transfer, Map.of());
    }
    if (transfer.reverses() != null) {
      var refusal = unmirrored(transfer, transfer.reverses());
      if (refusal != null) {
        return refusal;
      }
    } else if (!from.leadsTo(to)) {
      return no(Posting.Reason.NO_SUCH_MOVE, transfer, Map.of());
    }
    if (transfer.day().isAfter(today)) {
      return no(Posting.Reason.NOT_YET, transfer, Map.of("day", transfer.day()));
    }
    for (var closed : known.closed()) {
      if (closed.covers(from.path(), transfer.day()) || closed.covers(to.path(), transfer.day())) {
        return no(Posting.Reason.PERIOD_CLOSED, transfer, Map.of("until", closed.until()));
      }
    }
    long left = balance(transfer.from());
    return from.bottomless() || left >= transfer.amount()
        ? null
        : no(
            Posting.Reason.OVERDRAWN,
            transfer,
            Map.of("left", left, "asked", transfer.amount(), "unit", from.unit()));
  }

  private Posting.@Nullable No unmirrored(Transfer transfer, UUID reversed) {
    if (reversals.containsKey(reversed)) {
      return no(Posting.Reason.REVERSED_ALREADY, transfer, Map.of());
    }
    var original = posted.get(reversed);
    boolean mirrors =
        original != null
            && original.reverses() == null
            && original.from().equals(transfer.to())
            && original.to().equals(transfer.from())
            && original.amount() == transfer.amount();
    return mirrors ? null : no(Posting.Reason.NO_MIRROR, transfer, Map.of());
  }

  private static Posting.No no(
      Posting.Reason reason, Transfer transfer, Map<String, Object> facts) {
    return new Posting.No(reason, transfer.id(), facts);
  }

  private long balance(UUID account) {
    return Objects.requireNonNull(balances.get(account));
  }

  private void take(Transfer transfer) {
    move(transfer, transfer.amount());
    fresh.add(transfer);
    posted.put(transfer.id(), transfer);
    if (transfer.reverses() != null) {
      reversals.put(transfer.reverses(), transfer.id());
    }
  }

  private void takeBack(int before) {
    while (fresh.size() > before) {
      var transfer = fresh.removeLast();
      move(transfer, -transfer.amount());
      posted.remove(transfer.id());
      if (transfer.reverses() != null) {
        reversals.remove(transfer.reverses());
      }
    }
  }

  private void move(Transfer transfer, long amount) {
    balances.merge(transfer.from(), -amount, Long::sum);
    balances.merge(transfer.to(), amount, Long::sum);
  }
}
