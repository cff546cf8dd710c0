package niangjia.engine.people;

import static niangjia.engine.people.Samples.CHAOWAI;
import static niangjia.engine.people.Samples.JIANWAI;
import static niangjia.engine.people.Samples.XICHENG;
import static niangjia.engine.people.Samples.officer;
import static niangjia.engine.people.Samples.period;
import static niangjia.engine.people.Samples.person;
import static niangjia.engine.people.Samples.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.ApplicationTest;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
class PeopleTests {

  private static final Membership.State ACTIVE = Membership.State.ACTIVE;

  @Autowired private People people;
  @Autowired private Members members;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;

  private long seen(Actor actor, String table) {
    return actor.doing(
        () ->
            transactions.execute(
                _ -> jdbc.sql("select count(*) from people." + table).query(Long.class).single()));
  }

  private Person.Id enter(Registration person) {
    Actor.asSystem(() -> people.register(person));
    return person.id();
  }

  @Test
  void withoutScopeNothingShows() {
    for (var table : List.of("person", "membership", "belonging")) {
      assertThat(jdbc.sql("select count(*) from people." + table).query(Long.class).single())
          .isZero();
      assertThat(seen(Actor.ANONYMOUS, table)).isZero();
    }
  }

  @Test
  void officerSeesTheSubtreeAndNothingOfTheSibling() {
    var here = enter(person("赵一", JIANWAI, period(JIANWAI, ACTIVE, "2024-01-01", "")));
    var there = enter(person("钱二", CHAOWAI, period(CHAOWAI, ACTIVE, "2024-01-01", "")));
    var jianwai = officer(JIANWAI);
    assertThat(seen(jianwai, "person")).isGreaterThanOrEqualTo(3_000);
    assertThat(seen(officer("bj.d110105"), "person")).isGreaterThan(seen(jianwai, "person"));
    assertThat(jianwai.doing(() -> members.get(here)).name()).isEqualTo("赵*");
    assertThatThrownBy(() -> jianwai.doing(() -> members.get(there))).isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () ->
                jianwai.doing(
                    () ->
                        members.page(
                            new Members.Search(List.of(CHAOWAI), null, null, null), null, 10)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void workerSeesOnlyTheirOwnRows() {
    var id = enter(person("孙三", JIANWAI, period(JIANWAI, ACTIVE, "2024-01-01", "")));
    var self = worker(id.value(), JIANWAI);
    assertThat(seen(self, "person")).isOne();
    assertThat(seen(self, "membership")).isOne();
    assertThat(seen(self, "belonging")).isOne();
    assertThat(self.doing(() -> people.phoneMasked(id))).startsWith("139****");
  }

  @Test
  void scopeIsReadOnceAQueryNotOnceARow() {
    var plan =
        officer(JIANWAI)
            .doing(
                () ->
                    transactions.execute(
                        _ ->
                            String.join(
                                "\n",
                                jdbc.sql("explain select id from people.person")
                                    .query(String.class)
                                    .list()
                                    .toArray(String[]::new))));
    assertThat(plan).contains("InitPlan").contains("ANY ((InitPlan");
  }

  @Test
  void workerCannotChangeTheirOwnRow() {
    var id = enter(person("李四", JIANWAI, period(JIANWAI, ACTIVE, "2024-01-01", "")));
    int changed =
        worker(id.value(), JIANWAI)
            .doing(
                () ->
                    transactions.execute(
                        _ -> jdbc.sql("update people.membership set state = 'LEFT'").update()));
    assertThat(changed).isZero();
  }

  @Test
  void rowInAnotherSubtreeCannotBeWritten() {
    var id = enter(person("周五", JIANWAI));
    assertThatThrownBy(
            () ->
                officer(JIANWAI)
                    .doing(
                        () ->
                            transactions.execute(
                                _ ->
                                    jdbc.sql(
                                            """
                                            update people.person set path = 'bj.d110102'
                                            where id = :id
                                            """)
                                        .param("id", id.value())
                                        .update())))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("row-level security");
    assertThatThrownBy(() -> officer(JIANWAI).doing(() -> people.register(person("吴六", XICHENG))))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void secondPersonWithAPhoneIsRefusedByName() {
    var first = person("郑七", JIANWAI);
    enter(first);
    var second = person("王八", JIANWAI);
    var taken =
        new Registration(
            second.id(),
            second.name(),
            second.number(),
            first.phone(),
            JIANWAI,
            List.of(),
            second.groups(),
            false);
    assertThatThrownBy(() -> enter(taken))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("phone"));
  }

  @Test
  void twoMembershipsAtOneTimeAreRefused() {
    var twice =
        person(
            "冯九",
            JIANWAI,
            period(JIANWAI, ACTIVE, "2024-01-01", ""),
            period(CHAOWAI, ACTIVE, "2025-01-01", ""));
    assertThatThrownBy(() -> enter(twice))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("one_membership_at_a_time");
  }

  @Test
  void membershipIsUnbrokenAcrossUnionsAndBeginsAnewAfterLeaving() {
    var moved =
        enter(
            person(
                "陈十",
                JIANWAI,
                period(CHAOWAI, Membership.State.APPLIED, "2019-12-01", "2020-01-01"),
                period(CHAOWAI, ACTIVE, "2020-01-01", "2023-05-01"),
                period(JIANWAI, ACTIVE, "2023-05-01", "")));
    var back =
        enter(
            person(
                "褚十一",
                JIANWAI,
                period(JIANWAI, ACTIVE, "2015-01-01", "2018-01-01"),
                period(JIANWAI, Membership.State.LEFT, "2018-01-01", "2024-03-01"),
                period(JIANWAI, ACTIVE, "2024-03-01", "")));
    assertThat(people.profile(moved).memberSince()).isEqualTo("2020-01-01");
    assertThat(people.profile(back).memberSince()).isEqualTo("2024-03-01");
    var history = officer(JIANWAI).doing(() -> members.get(moved)).memberships();
    assertThat(history).hasSize(3);
  }

  @Test
  void changeMovesThePersonWithAllRowsAndReachesTheProfile() throws InterruptedException {
    var id = enter(person("卫十二", JIANWAI, period(JIANWAI, ACTIVE, "2024-01-01", "")));
    assertThat(people.profile(id).path()).isEqualTo(JIANWAI);
    var both = officer("bj.d110105");
    both.doing(() -> people.change(id, period(CHAOWAI, ACTIVE, "2026-10-01", "")));
    for (int i = 0; i < 100 && !people.profile(id).path().equals(CHAOWAI); i++) {
      Thread.sleep(Duration.ofMillis(20));
    }
    assertThat(people.profile(id).path()).isEqualTo(CHAOWAI);
    assertThat(people.profile(id).memberSince()).isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(people.profile(id).groups()).containsExactly(Group.OUTDOOR);
    assertThat(officer(CHAOWAI).doing(() -> members.get(id)).memberships()).hasSize(2);
    assertThatThrownBy(() -> officer(JIANWAI).doing(() -> members.get(id)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void membersAreFoundByNamePhoneAndIdNumber() {
    var registration =
        person("𠮷田十三", JIANWAI, period(JIANWAI, Membership.State.SUSPENDED, "2024-01-01", ""));
    var id = enter(registration);
    var number = registration.number().text();
    for (var text : List.of("𠮷田", registration.phone().digits(), number)) {
      assertThat(ids(text, null, null)).containsExactly(id);
    }
    assertThat(ids("𠮷田", Group.OUTDOOR, Membership.State.SUSPENDED)).containsExactly(id);
    assertThat(ids("𠮷田", Group.HARDSHIP, null)).isEmpty();
    assertThat(ids("𠮷田", null, ACTIVE)).isEmpty();
    assertThat(ids(registration.phone().digits().substring(0, 9), null, null)).isEmpty();
  }

  private List<Person.Id> ids(
      String text, @Nullable Group group, Membership.@Nullable State state) {
    var search = new Members.Search(List.of(JIANWAI), text, group, state);
    return officer(JIANWAI).doing(() -> members.page(search, null, 10)).items().stream()
        .map(Member::id)
        .toList();
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    var search = new Members.Search(List.of(JIANWAI + ".e001"), null, null, null);
    var all = new ArrayList<Person.Id>();
    @Nullable UUID after = null;
    long total;
    do {
      var from = after == null ? null : new Person.Id(after);
      var page = officer(JIANWAI).doing(() -> members.page(search, from, 50));
      page.items().forEach(member -> all.add(member.id()));
      total = page.total();
      after = page.next() == null ? null : UUID.fromString(page.next());
    } while (after != null);
    assertThat(all).doesNotHaveDuplicates().hasSize((int) total).hasSizeGreaterThan(100);
  }
}
