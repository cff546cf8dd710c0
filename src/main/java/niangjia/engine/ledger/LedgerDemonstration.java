package niangjia.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
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

  private final LineRepository lines;
  private final Budgets budgets;
  private final Unions unions;
  private final TransactionOperations transactions;

  LedgerDemonstration(
      LineRepository lines, Budgets budgets, Unions unions, TransactionOperations transactions) {
    this.lines = lines;
    this.budgets = budgets;
    this.unions = unions;
    this.transactions = transactions;
  }

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
    open(6, DISTRICT, new Budgets.Founding(union(DISTRICT).id(), water, "箱", 8_000));
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
