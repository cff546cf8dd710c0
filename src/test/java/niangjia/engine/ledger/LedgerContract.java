package niangjia.engine.ledger;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What holds for a fund whatever is done with it: after each test its book is checked. Whoever uses
 * the ledger tests on such a fund.
 */
@ApplicationTest
abstract class LedgerContract {

  static final String CITY = "bj";
  static final String DISTRICT = "bj.d110105";
  static final String STREET = "bj.d110105.s110105002";
  static final long MONEY = 100_000;

  @Autowired Ledger ledger;
  @Autowired Budgets budgets;
  @Autowired Unions unions;
  @Autowired TransferRepository repository;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionOperations transactions;

  Line fund;

  static Actor officer(String path) {
    return new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  final Actor city = officer(CITY);

  @BeforeEach
  void open() {
    fund = open("CNY", MONEY);
  }

  @AfterEach
  void everyBookIsSound() {
    var faults = book(fund.id()).faults();
    if (!faults.isEmpty()) {
      throw new AssertionError("the fund's book is wrong: " + faults);
    }
  }

  /** Opens another fund of the city's. */
  Line open(String unit, long amount) {
    var union = unions.at(CITY).orElseThrow().id();
    var founding = new Budgets.Founding(union, Words.of("测试基金", "Test fund"), unit, amount);
    return city.doing(() -> budgets.open(Ids.next(), founding)).line();
  }

  /** All that the database has of a fund. */
  Book book(UUID fund) {
    var accounts =
        seen(
            () ->
                jdbc.sql("select id from ledger.line where fund_id = :fund")
                    .param("fund", fund)
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .list());
    var all = seen(() -> repository.accountsOf(accounts));
    var transfers =
        seen(
            () ->
                jdbc.sql(
                        """
                        select t.id from ledger.transfer t
                        join ledger.account a on a.id = t.from_id
                        join ledger.line l on l.id = a.line_id where l.fund_id = :fund
                        """)
                    .param("fund", fund)
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .list());
    return new Book(all, List.copyOf(seen(() -> repository.transfers(transfers)).values()));
  }

  /** The account of that kind of a line. */
  UUID account(Line line, Account.Kind kind) {
    return seen(
        () ->
            repository.accountsOf(List.of(line.id())).stream()
                .filter(account -> account.kind() == kind)
                .findFirst()
                .orElseThrow()
                .id());
  }

  long balance(UUID account) {
    return seen(() -> Objects.requireNonNull(repository.accounts(List.of(account)).get(account)))
        .balance();
  }

  Transfer transfer(UUID from, UUID to, long amount) {
    return Transfer.of(Ids.next(), from, to, amount, ledger.today());
  }

  /** Reads as the system, past row-level security. */
  <T> T seen(Supplier<T> read) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> read.get())));
  }
}
