package niangjia.engine.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.ledger.StatementRepository.Posted;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What was posted, for those who may read it. Both sides of a transfer are shown, also the one that
 * lies above the reader's union.
 */
@Service
public class Statements {

  private static final int DIFFERENT = 100;

  /**
   * The trial balance of a subtree at the end of a day (试算平衡).
   *
   * @param different accounts whose stored totals are not what their transfers add up to
   */
  public record Trial(Union union, LocalDate until, List<UnitBalance> units, List<UUID> different) {

    /** Whether every unit adds up and every stored total agrees. */
    public boolean balanced() {
      return different.isEmpty() && units.stream().allMatch(unit -> unit.sum() == 0);
    }
  }

  /**
   * One unit of it.
   *
   * @param crossed what came from unions outside the subtree, less what went to them
   * @param sum what stands on all accounts less what crossed: zero, or something is wrong
   */
  public record UnitBalance(String unit, List<KindBalance> rows, long crossed, long sum) {}

  /** What went in and out of the accounts of one kind. */
  public record KindBalance(Account.Kind kind, long received, long given, long balance) {}

  private final StatementRepository repository;
  private final TransferRepository transfers;
  private final TransactionOperations transactions;
  private final Unions unions;
  private final Ledger ledger;

  Statements(
      StatementRepository repository,
      TransferRepository transfers,
      TransactionOperations transactions,
      Unions unions,
      Ledger ledger) {
    this.repository = repository;
    this.transfers = transfers;
    this.transactions = transactions;
    this.unions = unions;
    this.ledger = ledger;
  }

  /** An account in the reader's scope. */
  public Account account(UUID id) {
    var account = read(() -> transfers.accounts(List.of(id)).get(id));
    if (account == null) {
      throw new NotFound();
    }
    Actor.current().require(account.path(), Role.OFFICER, Role.LEADER);
    return account;
  }

  /** The accounts of a line that the reader may see. */
  List<Account> accounts(Line line) {
    return Objects.requireNonNull(read(() -> transfers.accountsOf(List.of(line.id()))));
  }

  /** The transfers of accounts that the reader may see, newest first. */
  Page<Posted> transfers(Collection<Account> of, @Nullable UUID after, int limit) {
    var ids = of.stream().map(Account::id).toList();
    var page =
        whole(
            () -> {
              var rows = repository.transfers(ids, after, limit + 1);
              return Page.cut(rows, limit, repository.count(ids), posted -> posted.id().toString());
            });
    return Objects.requireNonNull(page);
  }

  /**
   * The trial balance of a union and all below it.
   *
   * @param until the last day that counts, null for all of it until now
   */
  public Trial trial(Union union, @Nullable LocalDate until) {
    Actor.current().require(union.path(), Role.OFFICER, Role.LEADER);
    var day = until == null ? ledger.today() : until;
    var path = union.path();
    var trial =
        whole(
            () ->
                new Trial(
                    union,
                    day,
                    units(repository.sums(path, day), repository.crossed(path, day)),
                    repository.different(path, DIFFERENT)));
    return Objects.requireNonNull(trial);
  }

  /** Puts the sums of each unit together. */
  static List<UnitBalance> units(
      List<StatementRepository.Sum> sums, List<StatementRepository.Crossed> crossed) {
    var rows = new TreeMap<String, List<KindBalance>>();
    for (var sum : sums) {
      rows.computeIfAbsent(sum.unit(), _ -> new ArrayList<>())
          .add(
              new KindBalance(
                  sum.kind(), sum.received(), sum.given(), sum.received() - sum.given()));
    }
    var units = new ArrayList<UnitBalance>();
    rows.forEach(
        (unit, of) -> {
          long net =
              crossed.stream()
                  .filter(each -> each.unit().equals(unit))
                  .mapToLong(StatementRepository.Crossed::net)
                  .sum();
          long balances = of.stream().mapToLong(KindBalance::balance).sum();
          of.sort(Comparator.comparing(KindBalance::kind));
          units.add(new UnitBalance(unit, List.copyOf(of), net, balances - net));
        });
    return units;
  }

  /** The union at or above that path. */
  Union union(String path) {
    return unions.nearest(path);
  }

  private <T> @Nullable T read(Supplier<@Nullable T> query) {
    return transactions.execute(_ -> query.get());
  }

  /** Reads past the reader's own subtree, once the reader has been checked. */
  private <T> @Nullable T whole(Supplier<T> query) {
    return Actor.asSystem(() -> transactions.execute(_ -> query.get()));
  }
}
