package niangjia.feature.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Line;
import niangjia.engine.people.Group;
import niangjia.engine.people.IdNumber;
import niangjia.engine.people.Membership;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Registration;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A district of its own with two streets, people and money, in which nobody else gives anything.
 */
@ApplicationTest
abstract class CampaignGround {

  static final long YUAN = 100;
  static final long EACH = 100 * YUAN;

  @Autowired Campaigns campaigns;
  @Autowired GiftLists lists;
  @Autowired GiftRepository gifts;
  @Autowired CampaignRepository rows;
  @Autowired Budgets budgets;
  @Autowired Unions unions;
  @Autowired People people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionOperations transactions;

  String district;
  String east;
  String west;
  Actor filler;
  Actor approver;
  Actor eastern;
  Line fund;

  @BeforeEach
  void found() {
    district = "bj.t" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    east = district + ".s1";
    west = district + ".s2";
    Actor.asSystem(
        () ->
            unions.found(
                List.of(
                    founding(district, Union.Kind.DISTRICT),
                    founding(east, Union.Kind.STREET),
                    founding(west, Union.Kind.STREET))));
    filler = officer(district);
    approver = officer(district);
    eastern = officer(east);
    fund = fund("CNY", 1_000 * YUAN);
  }

  static Actor officer(String path) {
    return new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  private static Unions.Founding founding(String path, Union.Kind kind) {
    return new Unions.Founding(path, null, kind, Words.of("试验" + path, "Test " + path));
  }

  Union.Id union(String path) {
    return unions.at(path).orElseThrow().id();
  }

  Line fund(String unit, long amount) {
    var founding =
        new Budgets.Founding(union(district), Words.of("试验资金", "Test fund"), unit, amount);
    return filler.doing(() -> budgets.open(Ids.next(), founding)).line();
  }

  /** Outdoor workers who are members. */
  List<Person.Id> enter(String path, int count) {
    var ids = new ArrayList<Person.Id>();
    for (int i = 0; i < count; i++) {
      ids.add(enter(path, Group.OUTDOOR));
    }
    return ids;
  }

  Person.Id enter(String path, Group group) {
    var random = ThreadLocalRandom.current();
    var id = new Person.Id(Ids.next());
    var day = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(15_000)).toString();
    var digits = "110199" + day.replace("-", "") + "%03d".formatted(random.nextInt(1000));
    var since = LocalDate.of(2020, 1, 1);
    var person =
        new Registration(
            id,
            "王小明",
            number(digits),
            new Phone("13" + (100_000_000 + random.nextInt(900_000_000))),
            path,
            List.of(new Registration.Period(path, Membership.State.ACTIVE, since, null)),
            Map.of(group, since),
            false);
    Actor.asSystem(() -> people.register(person));
    return id;
  }

  /** The check character follows from the rest (GB 11643). */
  private static IdNumber number(String digits) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return new IdNumber(digits + "10X98765432".charAt(sum % 11));
  }

  Campaign begin(Line line, String key, long each) {
    var draft =
        new Campaign(
            Ids.next(),
            "",
            Campaign.Kind.COOL,
            Words.of("试验送清凉", "Test summer"),
            key,
            LocalDate.of(2026, 6, 1),
            LocalDate.of(2026, 8, 31),
            line.id(),
            "",
            each,
            Set.of(Membership.State.ACTIVE),
            Set.of(Group.OUTDOOR));
    return filler.doing(() -> campaigns.begin(union(district).value(), draft));
  }

  /** A key that no other test uses. */
  String key() {
    return "k" + district.substring(4);
  }

  GiftList open(Campaign campaign, String path) {
    return filler.doing(() -> campaigns.open(campaign.id(), Ids.next(), union(path), null));
  }

  GiftList filled(Campaign campaign, String path) {
    var list = open(campaign, path);
    filler.doing(() -> lists.fill(list.id()));
    return list;
  }

  GiftList approved(Campaign campaign, String path) {
    var list = filled(campaign, path);
    return approver.doing(() -> lists.approve(list.id()));
  }

  /** The gifts of a list that stand so, all for null. */
  List<Gift> gifts(UUID list, Gift.@Nullable State state) {
    return seen(() -> gifts.of(list, state, null, GiftLists.MOST));
  }

  Line.Standing standing(Line line) {
    return filler.doing(() -> budgets.standing(line.id()));
  }

  /** Reads as the system, past row-level security. */
  <T> T seen(Supplier<T> read) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> read.get())));
  }
}
