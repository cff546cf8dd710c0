package niangjia.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Ids;
import org.junit.jupiter.api.Test;

/** The checker finds every planted defect, and nothing in a book without one. */
class BookTests {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private final UUID line = Ids.next();
  private final UUID source = Ids.next();
  private final UUID fund = Ids.next();
  private final UUID committed = Ids.next();
  private final UUID payable = Ids.next();
  private final UUID paid = Ids.next();
  private final UUID person = Ids.next();
  private final Transfer first = Transfer.of(Ids.next(), source, fund, 100, DAY);
  private final Transfer promise = Transfer.of(Ids.next(), fund, committed, 30, DAY).about(person);
  private final Transfer due = Transfer.of(Ids.next(), committed, payable, 30, DAY).about(person);
  private final Transfer payment = Transfer.of(Ids.next(), payable, paid, 30, DAY).about(person);

  private Account account(UUID id, Account.Kind kind, long received, long given) {
    return new Account(id, line, line, "bj", Account.MONEY, kind, null, received, given);
  }

  private List<Account> accounts() {
    return new ArrayList<>(
        List.of(
            account(source, Account.Kind.SOURCE, 0, 100),
            account(fund, Account.Kind.FUND, 100, 30),
            account(committed, Account.Kind.COMMITMENT, 30, 30),
            account(payable, Account.Kind.PAYABLE, 30, 30),
            account(paid, Account.Kind.PAID, 30, 0)));
  }

  private List<String> faults(Transfer... more) {
    var transfers = new ArrayList<>(List.of(first, promise, due, payment));
    transfers.addAll(List.of(more));
    return new Book(accounts(), transfers).faults();
  }

  @Test
  void soundBookHasNoFaults() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void wrongBalanceIsFound() {
    var accounts = accounts();
    accounts.set(1, account(fund, Account.Kind.FUND, 101, 30));
    var faults = new Book(accounts, List.of(first, promise, due, payment)).faults();
    assertThat(faults).contains("balance of FUND " + fund, "sum 1");
  }

  @Test
  void lostTransferIsFound() {
    assertThat(new Book(accounts(), List.of(first, promise, due)).faults())
        .contains("balance of PAID " + paid);
  }

  @Test
  void overdraftIsFound() {
    var accounts = accounts();
    accounts.set(1, account(fund, Account.Kind.FUND, 20, 30));
    assertThat(new Book(accounts, List.of()).faults()).contains("overdrawn FUND " + fund);
  }

  @Test
  void keyUsedTwiceIsFound() {
    assertThat(faults(first)).contains("key twice " + first.id());
  }

  @Test
  void secondPaymentIsFound() {
    var again = Transfer.of(Ids.next(), payable, paid, 30, DAY).about(person);
    assertThat(faults(again)).contains("paid twice " + person);
  }

  @Test
  void secondReversalAndHalfAReversalAreFound() {
    var back = payment.reversed(Ids.next(), DAY);
    assertThat(faults(back, payment.reversed(Ids.next(), DAY)))
        .contains("reversed twice " + payment.id());
    var half = new Transfer(Ids.next(), paid, payable, 15, DAY, payment.id(), person, null);
    assertThat(faults(half)).contains("no mirror " + half.id());
  }
}
