package niangjia.engine.ledger;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.engine.ledger.Payout.LineState;
import niangjia.engine.ledger.Payout.Payee;
import niangjia.engine.ledger.Payout.State;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pays people through the bank (批量发放). One officer makes a payout, which promises its money;
 * another checks it, which makes the money due and the bank's file; the bank's result settles each
 * line. Each step is one transaction: a server that dies in it has done nothing.
 */
@Service
public class Payouts {

  /** The most people that one payout pays. */
  public static final int MOST = 10_000;

  private static final int TITLE = 60;

  /** Why a step is not taken. */
  enum Reason {
    /** Whoever made a payout does not check it. */
    OWN_PAYOUT,
    /** It was checked or given up before. */
    NOT_WAITING,
    /** It is not checked yet, or was given up. */
    NOT_CHECKED,
    /** No account is known from which the union pays. */
    NO_PAYER,
    /** The list has nobody who can be paid. */
    NO_PAYEES,
    /** The list has more people than one payout pays. */
    TOO_MANY_PAYEES,
    /** No line waits to be tried again or given up. */
    NOTHING_FAILED,
    /** The file is about another payout. */
    OTHER_PAYOUT,
    /** The file is no result that a bank gives. */
    NO_RESULT,
    /** The line counts goods. */
    NOT_MONEY
  }

  /** A payout to be made. */
  public record Draft(String title, LocalDate payOn, List<Payee> payees) {

    public Draft {
      payees = List.copyOf(payees);
    }
  }

  /** What was wrong with a line that failed. */
  public record Correction(UUID line, String name, String account, @Nullable String bank) {}

  private final PayoutRepository repository;
  private final Budgets budgets;
  private final Ledger ledger;
  private final InstantSource clock;

  Payouts(PayoutRepository repository, Budgets budgets, Ledger ledger, InstantSource clock) {
    this.repository = repository;
    this.budgets = budgets;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Makes a payout and promises its money. The same list again answers with the payout that was
   * made of it.
   *
   * @param hash of the list it is made from
   */
  @Transactional
  public Payout make(UUID lineId, Draft draft, byte[] hash) {
    var line = budgets.get(lineId);
    Actor.current().require(line.path(), Role.OFFICER);
    if (!line.money()) {
      throw new Refused(Reason.NOT_MONEY, Map.of());
    }
    var earlier = repository.ofList(lineId, hash);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    var lines =
        draft.payees().stream()
            .map(payee -> new Payout.Line(Ids.next(), payee, LineState.WAITING, null, null, null))
            .toList();
    var payout = payout(Ids.next(), line, draft, lines);
    if (!repository.make(payout, hash)) {
      return repository.ofList(lineId, hash).orElseThrow();
    }
    repository.add(payout, lines);
    ledger.join(settlement(line).commit(lines)).orRefuse();
    return payout;
  }

  private Payout payout(UUID id, Line line, Draft draft, List<Payout.Line> lines) {
    if (draft.title().isBlank()) {
      throw new Invalid("title", "required");
    }
    if (draft.title().strip().length() > TITLE) {
      throw new Invalid("title", "tooLong", TITLE);
    }
    if (lines.isEmpty()) {
      throw new Refused(Reason.NO_PAYEES, Map.of());
    }
    if (lines.size() > MOST) {
      throw new Refused(Reason.TOO_MANY_PAYEES, Map.of("most", MOST));
    }
    return new Payout(
        id,
        line.id(),
        line.path(),
        draft.title().strip(),
        State.MADE,
        draft.payOn(),
        lines.size(),
        lines.stream().mapToLong(each -> each.payee().amount()).sum(),
        null,
        null,
        null,
        clock.instant(),
        account(),
        null,
        null);
  }

  /** Checks what another officer made: its money is due, and the bank may have its file. */
  @Transactional
  public Payout check(UUID id) {
    var payout = held(id);
    var by = account();
    if (payout.state() != State.MADE) {
      throw new Refused(Reason.NOT_WAITING, Map.of("state", payout.state()));
    }
    if (payout.madeBy().equals(by)) {
      throw new Refused(Reason.OWN_PAYOUT, Map.of());
    }
    var payer =
        Actor.asSystem(() -> repository.payer(payout.path()))
            .orElseThrow(() -> new Refused(Reason.NO_PAYER, Map.of()));
    var lines = all(payout, LineState.WAITING);
    ledger.join(settlement(line(payout)).owe(lines)).orRefuse();
    change(lines, LineState.OWED);
    repository.check(id, payer, by, clock.instant());
    return get(id);
  }

  /** Gives a payout up that nobody has checked: its money is free again. */
  @Transactional
  public Payout cancel(UUID id) {
    var payout = held(id);
    if (payout.state() != State.MADE) {
      throw new Refused(Reason.NOT_WAITING, Map.of("state", payout.state()));
    }
    var lines = all(payout, LineState.WAITING);
    ledger.join(settlement(line(payout)).release(lines)).orRefuse();
    change(lines, LineState.CANCELLED);
    repository.become(id, State.CANCELLED);
    return get(id);
  }

  /** Takes in what the bank says; the same file again changes nothing. */
  @Transactional
  public Settlement.Settled settle(UUID id, BankResult.Told told) {
    var payout = held(id);
    if (payout.state() != State.CHECKED && payout.state() != State.SETTLED) {
      throw new Refused(Reason.NOT_CHECKED, Map.of("state", payout.state()));
    }
    if (told.message() != null && !told.message().equals(payout.message())) {
      throw new Refused(Reason.OTHER_PAYOUT, Map.of());
    }
    var lines = all(payout, null);
    var settled = settlement(line(payout)).settle(lines, told.results(lines));
    if (settled.strangers() > 0) {
      throw new Refused(Reason.OTHER_PAYOUT, Map.of("strangers", settled.strangers()));
    }
    if (!settled.changes().isEmpty()) {
      ledger.join(settled.transfers()).orRefuse();
      repository.change(settled.changes(), clock.instant());
    }
    if (!repository.counts(id).containsKey(LineState.OWED)) {
      repository.become(id, State.SETTLED);
    }
    return settled;
  }

  /** Tries the lines that failed again in another payout, with what was wrong put right. */
  @Transactional
  public Payout again(UUID id, String title, LocalDate payOn, List<Correction> corrections) {
    var payout = held(id);
    var failed =
        all(payout, LineState.FAILED).stream()
            .collect(Collectors.toMap(Payout.Line::id, Function.identity()));
    var old = new ArrayList<Payout.Line>();
    var successors = new ArrayList<Payout.Line>();
    for (var correction : corrections) {
      var line = failed.remove(correction.line());
      if (line == null) {
        throw new Refused(Reason.NOTHING_FAILED, Map.of("line", correction.line()));
      }
      old.add(line);
      successors.add(successor(successors.size() + 1, line, correction));
    }
    var line = line(payout);
    var payees = successors.stream().map(Payout.Line::payee).toList();
    var next = payout(Ids.next(), line, new Draft(title, payOn, payees), successors);
    repository.make(next, null);
    repository.add(next, successors);
    ledger.join(settlement(line).passOn(old, successors)).orRefuse();
    change(old, LineState.RETRIED);
    return next;
  }

  private static Payout.Line successor(int number, Payout.Line line, Correction correction) {
    var payee =
        new Payee(
            number,
            line.payee().person(),
            correction.name(),
            correction.account(),
            correction.bank(),
            line.payee().amount(),
            line.payee().note());
    return new Payout.Line(Ids.next(), payee, LineState.WAITING, null, null, line.id());
  }

  /** Gives the lines up that failed: their money is free again. */
  @Transactional
  public Payout release(UUID id) {
    var payout = held(id);
    var failed = all(payout, LineState.FAILED);
    if (failed.isEmpty()) {
      throw new Refused(Reason.NOTHING_FAILED, Map.of());
    }
    ledger.join(settlement(line(payout)).release(failed)).orRefuse();
    change(failed, LineState.CANCELLED);
    return get(id);
  }

  /** A payout in the reader's scope. */
  @Transactional(readOnly = true)
  public Payout get(UUID id) {
    var payout = repository.find(id).orElseThrow(NotFound::new);
    Actor.current().require(payout.path(), Role.OFFICER, Role.LEADER);
    return payout;
  }

  /** A payout whose people the officer may see. */
  @Transactional(readOnly = true)
  public Payout open(UUID id) {
    var payout = get(id);
    Actor.current().require(payout.path(), Role.OFFICER);
    return payout;
  }

  /** A checked payout with all its lines, for the bank's file. */
  @Transactional(readOnly = true)
  public BankFile.Order order(UUID id) {
    var payout = open(id);
    if (payout.state() != State.CHECKED && payout.state() != State.SETTLED) {
      throw new Refused(Reason.NOT_CHECKED, Map.of("state", payout.state()));
    }
    return new BankFile.Order(payout, all(payout, null));
  }

  /** Whoever is next waits, and then reads what this one left. */
  private Payout held(UUID id) {
    repository.hold(id);
    return open(id);
  }

  private List<Payout.Line> all(Payout payout, @Nullable LineState state) {
    return repository.lines(payout.id(), state, 0, MOST);
  }

  private void change(List<Payout.Line> lines, LineState state) {
    var changes =
        lines.stream().map(line -> new Settlement.Change(line.id(), state, null)).toList();
    repository.change(changes, clock.instant());
  }

  private Line line(Payout payout) {
    return budgets.get(payout.lineId());
  }

  private Settlement settlement(Line line) {
    return new Settlement(
        budgets.account(line, line.free()).id(),
        budgets.account(line, Account.Kind.COMMITMENT).id(),
        budgets.account(line, Account.Kind.PAYABLE).id(),
        budgets.account(line, Account.Kind.PAID).id(),
        ledger.today());
  }

  private static UUID account() {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    return account;
  }
}
