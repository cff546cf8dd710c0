package niangjia.feature.campaign;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.engine.ledger.Account;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Line;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
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
 * The campaigns of the demonstration: a district's summer with one street's list approved, another
 * one filled, and somebody who is on the city's list, too.
 */
@Component
@Order(60)
@ConditionalOnBooleanProperty("niangjia.demo")
class CampaignDemonstration implements ApplicationRunner {

  private static final String CITY = "bj";
  private static final String DISTRICT = "bj.d110105";
  private static final String JIANWAI = DISTRICT + ".s110105001";
  private static final String CHAOWAI = DISTRICT + ".s110105002";
  private static final String SEASON = "summer-2026";
  private static final long YUAN = 100;
  private static final long EACH = 100 * YUAN;
  private static final long FUND = 60_000 * YUAN;

  private final Campaigns campaigns;
  private final GiftLists lists;
  private final CampaignRepository repository;
  private final GiftRepository gifts;
  private final Ground ground;

  CampaignDemonstration(
      Campaigns campaigns,
      GiftLists lists,
      CampaignRepository repository,
      GiftRepository gifts,
      Ground ground) {
    this.campaigns = campaigns;
    this.lists = lists;
    this.repository = repository;
    this.gifts = gifts;
    this.ground = ground;
  }

  /** What it stands on. */
  @Component("campaignGround")
  record Ground(Budgets budgets, Unions unions, TransactionOperations transactions) {}

  @Override
  public void run(ApplicationArguments arguments) {
    officer().doing(() -> ground.transactions().executeWithoutResult(_ -> make()));
  }

  private void make() {
    if (!repository.within(List.of(CITY), 1).isEmpty()) {
      return;
    }
    var filler = officer();
    var money = Words.of("送清凉慰问金", "Summer gifts");
    var district = begin(1, DISTRICT, fund(1, DISTRICT, money, Account.MONEY, 800_000 * YUAN));
    var shares =
        List.of(new Budgets.Share(union(JIANWAI), FUND), new Budgets.Share(union(CHAOWAI), FUND));
    campaigns.share(district.id(), key(2), shares);
    var jianwai = repository.of(district.id()).getFirst();
    filler.doing(() -> lists.fill(jianwai.id()));
    var few = gifts.of(jianwai.id(), Gift.State.PROPOSED, null, GiftLists.MOST);
    var beyond = few.stream().skip(300).map(Gift::id).toList();
    filler.doing(() -> lists.drop(jianwai.id(), beyond, Gift.Cause.MISTAKE));
    officer().doing(() -> lists.approve(jianwai.id()));
    var chaowai = repository.of(district.id()).getLast();
    filler.doing(() -> lists.fill(chaowai.id()));
    var city =
        begin(
            3,
            CITY,
            fund(3, CITY, Words.of("市级送清凉", "Summer of the city"), Account.MONEY, 200_000 * YUAN));
    var above = campaigns.open(city.id(), key(4), union(CITY), "市级慰问名单");
    var one = gifts.of(chaowai.id(), Gift.State.PROPOSED, null, 1).getFirst().person();
    if (one != null) {
      gifts.add(above, city, Set.of(one), above.openedAt());
      repository.filled(above.id(), above.openedAt(), Ids.next());
    }
  }

  private Campaign begin(int number, String path, Line line) {
    var city = path.equals(CITY);
    var draft =
        new Campaign(
            key(number * 100),
            "",
            Campaign.Kind.COOL,
            city
                ? Words.of("市级夏季送清凉", "The city's summer")
                : Words.of("2026 年夏季送清凉", "Summer 2026"),
            SEASON,
            LocalDate.of(2026, 6, 15),
            LocalDate.of(2026, 9, 15),
            line.id(),
            "",
            EACH,
            Set.of(Membership.State.ACTIVE),
            Set.of(Group.OUTDOOR));
    return campaigns.begin(union(path).value(), draft);
  }

  private Line fund(int number, String path, Words title, String unit, long amount) {
    var founding = new Budgets.Founding(union(path), title, unit, amount);
    return ground.budgets().open(key(number * 1000), founding).line();
  }

  private static UUID key(int number) {
    return new UUID(0x019a_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
  }

  private static Actor officer() {
    return new Actor(Ids.next(), null, null, List.of(new Duty(Role.OFFICER, CITY)));
  }

  private Union.Id union(String path) {
    return ground.unions().at(path).orElseThrow().id();
  }
}
