package niangjia.engine.ledger;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The money of the demonstration: 44,000,000 yuan of a city that go down to districts and
 * industries, and from the districts to their streets; 800,000 yuan of one district for people who
 * work outdoors in summer, and what they are given to drink.
 */
@Component
@Order(50)
@ConditionalOnBooleanProperty("niangjia.demo")
class LedgerDemonstration implements ApplicationRunner {

  private static final String CITY = "bj";
  private static final String DISTRICT = "bj.d110105";
  private static final long YUAN = 100;

  private static final List<String> NAMES =
      List.of("王强", "李娜", "张伟", "刘洋", "陈静", "杨帆", "赵敏", "黄磊", "周杰", "吴霞", "徐明");

  private final LineRepository lines;
  private final PayoutRepository repository;
  private final Payouts payouts;
  private final InstantSource clock;
  private final Budgets budgets;
  private final Unions unions;
  private final TransactionOperations transactions;

  LedgerDemonstration(Rows rows, Payouts payouts, Budgets budgets, Unions unions, Ground ground) {
    this.lines = rows.lines();
    this.repository = rows.payouts();
    this.payouts = payouts;
    this.clock = ground.clock();
    this.budgets = budgets;
    this.unions = unions;
    this.transactions = ground.transactions();
  }

  /** The rows that it looks at and writes itself. */
  @Component
  record Rows(LineRepository lines, PayoutRepository payouts) {}

  /** What it stands on. */
  @Component
  record Ground(InstantSource clock, TransactionOperations transactions) {}

  @Override
  public void run(ApplicationArguments arguments) {
    var city = new Actor(null, null, null, List.of(new Duty(Role.OFFICER, CITY)));
    city.doing(() -> transactions.executeWithoutResult(_ -> make()));
  }

  private void make() {
    if (!lines.highest(List.of(CITY), 1).isEmpty()) {
      return;
    }
    var winter = Words.of("冬奥城市志愿与保障职工慰问", "Care for workers of the Olympic winter");
    var fund =
        open(
            1,
            CITY,
            new Budgets.Founding(union(CITY).id(), winter, Account.MONEY, 44_000_000 * YUAN));
    share(2, fund, 2_000_000 * YUAN, 900_000 * YUAN);
    for (var below : budgets.below(fund.id())) {
      var streets = unions.children(below.line().path());
      if (below.line().path().startsWith(CITY + ".d") && !streets.isEmpty()) {
        long each = below.own().free() / 2 / streets.size() / (1_000 * YUAN) * 1_000 * YUAN;
        share(3, below.line(), each, each);
      }
    }
    var summer = Words.of("夏季送清凉 8000 名户外劳动者", "Summer relief for 8,000 outdoor workers");
    var cool =
        open(
            4,
            DISTRICT,
            new Budgets.Founding(union(DISTRICT).id(), summer, Account.MONEY, 800_000 * YUAN));
    long street = 800_000 * YUAN / 2 / unions.children(DISTRICT).size() / (100 * YUAN) * 100 * YUAN;
    share(5, cool, street, street);
    var water = Words.of("夏季送清凉饮用水", "Drinking water for the summer");
    pay(cool);
    open(6, DISTRICT, new Budgets.Founding(union(DISTRICT).id(), water, "箱", 8_000));
  }

  /** Two payouts of the district's: one that a second officer may check, one that the bank did. */
  private void pay(Line line) {
    var bank = "102100000000";
    var payers =
        List.of(
            new PayoutRepository.Payer(CITY, "北京市总工会（示例）", "0200000000000000011", bank),
            new PayoutRepository.Payer(DISTRICT, "朝阳区总工会（示例）", "0200000000000000022", bank));
    payers.forEach(payer -> repository.pay(payer, null, clock.instant()));
    var maker = officer();
    var first = maker.doing(() -> payouts.make(line.id(), draft("夏季送清凉第一批", 0), new byte[] {1}));
    officer().doing(() -> payouts.check(first.id()));
    var results = new ArrayList<Settlement.Result>();
    for (var paid : payouts.order(first.id()).lines()) {
      boolean good = paid.payee().number() % 12 != 0;
      var outcome = good ? Settlement.Outcome.PAID : Settlement.Outcome.FAILED;
      var reason = good ? null : "户名与账号不符";
      results.add(new Settlement.Result(paid.reference(), outcome, null, reason));
    }
    var told = new BankResult.Told(first.message(), results, null);
    maker.doing(() -> payouts.settle(first.id(), told));
    maker.doing(() -> payouts.make(line.id(), draft("夏季送清凉第二批", 100), new byte[] {2}));
  }

  private static Actor officer() {
    return new Actor(Ids.next(), null, null, List.of(new Duty(Role.OFFICER, CITY)));
  }

  private Payouts.Draft draft(String title, int from) {
    var payees = new ArrayList<Payout.Payee>();
    for (int i = 1; i <= 24; i++) {
      var account = "6222000000" + (100_000_000 + from + i);
      var name = NAMES.get((from + i) % NAMES.size());
      payees.add(new Payout.Payee(i, null, name, account, null, 100 * YUAN, "夏季送清凉"));
    }
    return new Payouts.Draft(title, LocalDate.ofInstant(clock.instant(), Ledger.ZONE), payees);
  }

  private Line open(int number, String path, Budgets.Founding founding) {
    return budgets.open(new UUID(number, path.hashCode()), founding).line();
  }

  /** Gives each union directly below the same, industries their own amount. */
  private void share(int number, Line line, long each, long industry) {
    var shares = new ArrayList<Budgets.Share>();
    for (var union : unions.children(line.path())) {
      long amount = union.kind() == Union.Kind.INDUSTRY ? industry : each;
      shares.add(new Budgets.Share(union.id(), amount));
    }
    var words = "按下属工会平均下拨";
    budgets.allot(line.id(), Transfer.key(line.id(), "share " + number), shares, words);
  }

  private Union union(String path) {
    return unions.at(path).orElseThrow();
  }
}
