package niangjia.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.TestDatabase;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Transfers on the database: what is posted, what is refused, and what nobody can do. */
class LedgerTests extends LedgerContract {

  @Autowired private Statements statements;
  @Autowired private Periods periods;
  @Autowired private Environment environment;

  private UUID free() {
    return account(fund, Account.Kind.FUND);
  }

  private UUID committed() {
    return account(fund, Account.Kind.COMMITMENT);
  }

  private UUID payable() {
    return account(fund, Account.Kind.PAYABLE);
  }

  private static Posting.@Nullable Reason reason(Posting posting) {
    return posting instanceof Posting.No no ? no.reason() : null;
  }

  private void asOwner(String sql) throws SQLException {
    var server = TestDatabase.server();
    var url = Objects.requireNonNull(environment.getProperty("niangjia.db.url"));
    try (var connection = DriverManager.getConnection(url, server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void chainGoesFromBudgetToPaidInOneGo() {
    var chain =
        List.of(
            transfer(free(), committed(), 300),
            transfer(committed(), payable(), 300),
            transfer(payable(), account(fund, Account.Kind.PAID), 300));
    assertThat(ledger.post(chain)).isEqualTo(new Posting.Done(chain));
    assertThat(balance(free())).isEqualTo(MONEY - 300);
    assertThat(balance(account(fund, Account.Kind.PAID))).isEqualTo(300);
  }

  @Test
  void noBudgetIsOverdrawnAndAChainIsPostedWholeOrNot() {
    var small = transfer(free(), committed(), 10);
    var large = transfer(free(), committed(), MONEY);
    assertThat(ledger.post(List.of(small, large)))
        .isEqualTo(
            new Posting.No(
                Posting.Reason.OVERDRAWN,
                large.id(),
                Map.of("left", MONEY - 10, "asked", MONEY, "unit", "CNY")));
    assertThat(balance(free())).isEqualTo(MONEY);
  }

  @Test
  void sameKeySameContentIsTheSameAnswerAndOtherContentIsRefused() {
    var transfer = transfer(free(), committed(), 10);
    assertThat(ledger.post(List.of(transfer))).isEqualTo(new Posting.Done(List.of(transfer)));
    assertThat(ledger.post(List.of(transfer))).isEqualTo(new Posting.Done(List.of(transfer)));
    var other = Transfer.of(transfer.id(), free(), committed(), 11, ledger.today());
    assertThat(reason(ledger.post(List.of(other)))).isEqualTo(Posting.Reason.KEY_REUSED);
    assertThat(balance(committed())).isEqualTo(10);
  }

  @Test
  void transferIsTakenBackOnceAndWhole() {
    var transfer = transfer(free(), committed(), 10);
    ledger.post(List.of(transfer));
    var half = new Transfer(Ids.next(), committed(), free(), 5, today(), transfer.id(), null, null);
    assertThat(reason(ledger.post(List.of(half)))).isEqualTo(Posting.Reason.NO_MIRROR);
    var back = transfer.reversed(Ids.next(), today());
    assertThat(ledger.post(List.of(back))).isEqualTo(new Posting.Done(List.of(back)));
    assertThat(reason(ledger.post(List.of(transfer.reversed(Ids.next(), today())))))
        .isEqualTo(Posting.Reason.REVERSED_ALREADY);
    assertThat(reason(ledger.post(List.of(back.reversed(Ids.next(), today())))))
        .isEqualTo(Posting.Reason.NO_MIRROR);
    assertThat(balance(free())).isEqualTo(MONEY);
  }

  private LocalDate today() {
    return ledger.today();
  }

  @Test
  void amountsGoOnlyWhereTheyLead() {
    assertThat(reason(ledger.post(List.of(transfer(free(), payable(), 1)))))
        .isEqualTo(Posting.Reason.NO_SUCH_MOVE);
    assertThat(reason(ledger.post(List.of(transfer(free(), Ids.next(), 1)))))
        .isEqualTo(Posting.Reason.NO_SUCH_ACCOUNT);
    var flour = open("袋面粉", 10);
    var stock = account(flour, Account.Kind.STOCK);
    assertThat(reason(ledger.post(List.of(transfer(free(), stock, 1)))))
        .isEqualTo(Posting.Reason.NO_SUCH_MOVE);
    var tomorrow = Transfer.of(Ids.next(), free(), committed(), 1, today().plusDays(1));
    assertThat(reason(ledger.post(List.of(tomorrow)))).isEqualTo(Posting.Reason.NOT_YET);
  }

  @Test
  void databaseItselfOverdrawsNothingAndChangesNothing() throws SQLException {
    var transfer = transfer(free(), committed(), 10);
    ledger.post(List.of(transfer));
    var past = transfer(free(), committed(), MONEY);
    assertThatThrownBy(
            () ->
                seen(
                    () -> {
                      repository.post(List.of(past), java.time.Instant.now(), Map.of());
                      return true;
                    }))
        .hasMessageContaining("never_overdrawn");
    for (var sql :
        List.of(
            "update ledger.transfer set amount = 1",
            "delete from ledger.transfer",
            "truncate ledger.transfer",
            "update ledger.account set received = 1",
            "insert into ledger.account (id, line_id, path, unit, kind, received) values ('"
                + Ids.next()
                + "', '"
                + fund.id()
                + "', 'bj', 'CNY', 'PAID', 5)")) {
      assertThatThrownBy(() -> seen(() -> jdbc.sql(sql).update()))
          .as(sql)
          .hasStackTraceContaining("permission denied");
    }
    for (var sql :
        List.of(
            "update ledger.transfer set amount = 1",
            "delete from ledger.transfer",
            "truncate ledger.transfer cascade")) {
      assertThatThrownBy(() -> asOwner(sql)).as(sql).hasMessageContaining("append_only");
    }
  }

  @Test
  void noTransferNamesAnAccountThatIsNotThere() throws SQLException {
    var stock = account(open("袋面粉", 10), Account.Kind.STOCK);
    for (var to : List.of(Ids.next(), stock)) {
      var lost = transfer(free(), to, 10);
      assertThatThrownBy(
              () ->
                  seen(
                      () -> {
                        repository.post(List.of(lost), java.time.Instant.now(), Map.of());
                        return true;
                      }))
          .hasMessageContaining("account_of_its_unit");
    }
    for (var sql :
        List.of(
            "delete from ledger.account",
            "update ledger.account set unit = 'x'",
            "truncate ledger.account cascade")) {
      assertThatThrownBy(() -> asOwner(sql))
          .as(sql)
          .hasMessageMatching("(?s).*accounts_stay.*|.*append_only.*");
    }
  }

  @Test
  void plantedBalanceShowsAndIsWorkedOutAgain() throws SQLException {
    ledger.post(List.of(transfer(free(), committed(), 10)));
    var trial = city.doing(() -> statements.trial(unions.at(CITY).orElseThrow(), null));
    assertThat(trial.balanced()).isTrue();
    asOwner("update ledger.account set received = received + 7 where id = '" + free() + "'");
    var wrong = city.doing(() -> statements.trial(unions.at(CITY).orElseThrow(), null));
    assertThat(wrong.balanced()).isFalse();
    assertThat(wrong.different()).containsExactly(free());
    assertThat(ledger.rebuild()).isEqualTo(1);
    assertThat(balance(free())).isEqualTo(MONEY - 10);
    assertThat(ledger.rebuild()).isZero();
  }

  @Test
  void nothingIsPostedIntoAClosedPeriodUntilTwoOfficersOpenIt() {
    var district = unions.at("bj.d110119").orElseThrow();
    city.doing(
        () ->
            budgets.allot(
                fund.id(), Ids.next(), List.of(new Budgets.Share(district.id(), 500)), null));
    var child = city.doing(() -> budgets.below(fund.id())).getFirst().line();
    var budget = account(child, Account.Kind.BUDGET);
    var promised = account(child, Account.Kind.COMMITMENT);
    var day = today().minusDays(1);
    var late = Transfer.of(Ids.next(), budget, promised, 5, day);
    var closing = city.doing(() -> periods.close(district, day));
    assertThat(reason(ledger.post(List.of(late)))).isEqualTo(Posting.Reason.PERIOD_CLOSED);
    assertThatThrownBy(
            () ->
                seen(
                    () -> {
                      repository.post(List.of(late), java.time.Instant.now(), Map.of());
                      return true;
                    }))
        .hasMessageContaining("period_is_open");
    assertThat(ledger.post(List.of(transfer(budget, promised, 5))))
        .isInstanceOf(Posting.Done.class);
    city.doing(() -> periods.ask(closing.id(), "补记一笔"));
    assertThatThrownBy(() -> city.doing(() -> periods.open(closing.id())))
        .isInstanceOf(Refused.class)
        .hasMessage("OWN_REQUEST");
    officer(CITY).doing(() -> periods.open(closing.id()));
    assertThat(ledger.post(List.of(late))).isInstanceOf(Posting.Done.class);
  }

  @Test
  void cascadeGoesDownAndComesBack() {
    var chaoyang = unions.at(DISTRICT).orElseThrow().id();
    var jianwai = unions.at(STREET).orElseThrow().id();
    var key = Ids.next();
    var shares = List.of(new Budgets.Share(chaoyang, 60_000), new Budgets.Share(jianwai, 10_000));
    for (int i = 0; i < 2; i++) {
      var left = city.doing(() -> budgets.allot(fund.id(), key, shares, "夏季送清凉"));
      assertThat(left.own().free()).isEqualTo(30_000);
      assertThat(left.whole().total()).isEqualTo(MONEY);
    }
    var district =
        city.doing(() -> budgets.below(fund.id())).stream()
            .filter(below -> below.line().path().equals(DISTRICT))
            .findFirst()
            .orElseThrow()
            .line();
    officer(DISTRICT)
        .doing(
            () ->
                budgets.allot(
                    district.id(), Ids.next(), List.of(new Budgets.Share(jianwai, 20_000)), null));
    var order = new Budgets.Order(Ids.next(), 50_000, null);
    assertThatThrownBy(() -> city.doing(() -> budgets.recall(fund.id(), district.id(), order)))
        .hasMessage("OVERDRAWN");
    var less = new Budgets.Order(Ids.next(), 40_000, null);
    var back = city.doing(() -> budgets.recall(fund.id(), district.id(), less));
    assertThat(back.own().free()).isEqualTo(70_000);
    assertThat(city.doing(() -> statements.trial(unions.at(DISTRICT).orElseThrow(), null)))
        .matches(Statements.Trial::balanced);
  }

  @Test
  void districtReachesNoAccountAboveIt() {
    var chaoyang = officer(DISTRICT);
    var mine = transfer(free(), committed(), 1);
    assertThatThrownBy(() -> chaoyang.doing(() -> budgets.get(fund.id())))
        .isInstanceOf(niangjia.platform.NotFound.class);
    var posting = chaoyang.doing(() -> transactions.execute(_ -> ledger.join(List.of(mine))));
    assertThat(reason(Objects.requireNonNull(posting))).isEqualTo(Posting.Reason.NO_SUCH_ACCOUNT);
  }

  @Test
  void goodsLeaveTheStockAndNoMoreThanThereAre() {
    var flour = open("袋面粉", 10);
    var order = new Budgets.Order(Ids.next(), 7, "发放");
    for (int i = 0; i < 2; i++) {
      var standing = city.doing(() -> budgets.issue(flour.id(), order));
      assertThat(standing.own()).isEqualTo(new Line.Amounts(3, 0, 0, 7));
    }
    var more = new Budgets.Order(Ids.next(), 4, null);
    assertThatThrownBy(() -> city.doing(() -> budgets.issue(flour.id(), more)))
        .hasMessage("OVERDRAWN");
    assertThat(book(flour.id()).faults()).isEmpty();
    assertThat(Actor.current()).isEqualTo(Actor.ANONYMOUS);
  }
}
