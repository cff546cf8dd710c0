package niangjia.engine.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.access.Names;
import niangjia.engine.ledger.Payout.LineState;
import niangjia.engine.people.People;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Page;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What payouts look like on the wire: whole names and accounts stand in the bank's file alone. */
@Component
class PayoutViews {

  private static final int SHOWN = 100;

  /**
   * A payout.
   *
   * @param payer the masked account that it is paid from, null before it is checked
   * @param counts how many lines stand where, with their money
   * @param mine whether the reader made it, and so cannot check it
   */
  record PayoutView(
      UUID id,
      UUID line,
      Union union,
      String title,
      Payout.State state,
      LocalDate payOn,
      int lines,
      long amount,
      @Nullable String payer,
      List<PayoutCount> counts,
      Instant madeAt,
      @Nullable Words madeBy,
      @Nullable Instant checkedAt,
      @Nullable Words checkedBy,
      boolean mine,
      boolean manages) {}

  /** How many lines stand at one point. */
  record PayoutCount(LineState state, int lines, long amount) {}

  /** A line; name and account masked. */
  record PayeeView(
      UUID id,
      int number,
      String name,
      String account,
      @Nullable String bank,
      long amount,
      @Nullable String note,
      LineState state,
      @Nullable String reason,
      @Nullable Instant decidedAt) {}

  /** A row that was not taken, and why. */
  record RejectedRow(int line, PayeeList.Fault fault, String text) {}

  /** A payout that was made of a list. */
  record PayoutMade(PayoutView payout, int rejected, List<RejectedRow> rows) {}

  /** What a bank's result has changed. */
  record ResultView(
      PayoutView payout,
      int paid,
      int failed,
      int already,
      int pending,
      List<Settlement.Contradiction> contradictions) {}

  private final PayoutRepository repository;
  private final Unions unions;
  private final Names names;
  private final TransactionOperations transactions;
  private final MessageSource messages;

  PayoutViews(
      PayoutRepository repository,
      Unions unions,
      Names names,
      TransactionOperations transactions,
      MessageSource messages) {
    this.repository = repository;
    this.unions = unions;
    this.names = names;
    this.transactions = transactions;
    this.messages = messages;
  }

  Page<PayoutView> page(@Nullable UUID after, int limit) {
    var paths = Actor.current().paths(Role.OFFICER, Role.LEADER);
    var page =
        transactions.execute(
            _ ->
                Page.cut(
                    repository.below(paths, after, limit + 1),
                    limit,
                    repository.count(paths),
                    payout -> payout.id().toString()));
    return Objects.requireNonNull(page).map(this::view);
  }

  PayoutView view(Payout payout) {
    var counts = Objects.requireNonNull(transactions.execute(_ -> repository.counts(payout.id())));
    var accounts = new HashSet<UUID>(List.of(payout.madeBy()));
    Optional.ofNullable(payout.checkedBy()).ifPresent(accounts::add);
    var known = names.of(accounts);
    var payer = payout.payerAccount();
    return new PayoutView(
        payout.id(),
        payout.lineId(),
        unions.nearest(payout.path()),
        payout.title(),
        payout.state(),
        payout.payOn(),
        payout.lines(),
        payout.amount(),
        payer == null ? null : payout.payerName() + " " + masked(payer),
        counts(counts),
        payout.madeAt(),
        known.get(payout.madeBy()),
        payout.checkedAt(),
        payout.checkedBy() == null ? null : known.get(payout.checkedBy()),
        payout.madeBy().equals(Actor.current().account()),
        Actor.current().covers(payout.path(), Role.OFFICER));
  }

  private static List<PayoutCount> counts(Map<LineState, PayoutRepository.Count> counts) {
    return Arrays.stream(LineState.values())
        .filter(counts::containsKey)
        .map(state -> Objects.requireNonNull(counts.get(state)))
        .map(count -> new PayoutCount(count.state(), count.lines(), count.amount()))
        .toList();
  }

  Page<PayeeView> lines(Payout payout, @Nullable LineState state, int after, int limit) {
    var found =
        Objects.requireNonNull(
            transactions.execute(_ -> repository.lines(payout.id(), state, after, limit + 1)));
    long total =
        view(payout).counts().stream()
            .filter(count -> state == null || count.state() == state)
            .mapToLong(PayoutCount::lines)
            .sum();
    return Page.cut(found, limit, total, line -> Integer.toString(line.payee().number()))
        .map(PayoutViews::payee);
  }

  private static PayeeView payee(Payout.Line line) {
    var payee = line.payee();
    return new PayeeView(
        line.id(),
        payee.number(),
        People.masked(payee.name()),
        masked(payee.account()),
        payee.bank(),
        payee.amount(),
        payee.note(),
        line.state(),
        line.reason(),
        line.decidedAt());
  }

  PayoutMade made(PayoutFiles.Made made, Locale locale) {
    var rows =
        made.rejected().stream()
            .limit(SHOWN)
            .map(row -> new RejectedRow(row.line(), row.fault(), text(row.fault(), locale)))
            .toList();
    return new PayoutMade(view(made.payout()), made.rejected().size(), rows);
  }

  private String text(PayeeList.Fault fault, Locale locale) {
    return messages.getMessage("ledger.fault." + fault, null, locale);
  }

  ResultView settled(Settlement.Settled settled, Payout payout) {
    return new ResultView(
        view(payout),
        count(settled, LineState.PAID),
        count(settled, LineState.FAILED),
        settled.already(),
        settled.pending(),
        settled.contradictions().stream().limit(SHOWN).toList());
  }

  private static int count(Settlement.Settled settled, LineState state) {
    return (int) settled.changes().stream().filter(change -> change.state() == state).count();
  }

  /** The last four digits. */
  private static String masked(String account) {
    return account.length() <= 4 ? account : "**** " + account.substring(account.length() - 4);
  }
}
