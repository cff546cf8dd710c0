package niangjia.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import niangjia.ApplicationTest;
import niangjia.platform.Actor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

@ApplicationTest
class DemonstrationTests {

  @Autowired private Members members;
  @Autowired private People people;
  @Autowired private PeopleDemonstration demonstration;

  @Test
  void twentyThousandMembersHavePhonesThatOpen() {
    var page = Actor.asSystem(() -> members.contacts("bj", null, Members.MOST_CONTACTS));
    assertThat(page.total()).isEqualTo(20_000);
    assertThat(page.items().getFirst().phone()).isEqualTo("14000000001");
    assertThat(page.items().getLast().phone()).isEqualTo("14000005000");
    assertThat(page.next()).isEqualTo(page.items().getLast().person().toString());
  }

  @Test
  void threeThousandBelongToJianwaiMostOfThemActive() {
    var page = Actor.asSystem(() -> members.contacts(Samples.JIANWAI, null, 5_000));
    assertThat(page.total()).isEqualTo(3_000);
    assertThat(page.next()).isNull();
    var profiles =
        people.profiles(page.items().stream().map(Members.Contact::person).toList()).values();
    var byState =
        profiles.stream()
            .filter(profile -> profile.state() != null)
            .collect(Collectors.groupingBy(Profile::state, Collectors.counting()));
    assertThat(byState).containsOnlyKeys(Membership.State.values());
    assertThat(byState.get(Membership.State.ACTIVE)).isBetween(2_600L, 2_900L);
    assertThat(profiles).allMatch(Profile::synthetic);
  }

  @Test
  void firstTwoAreTheCourierAndHerNeighbour() {
    var courier = people.byPhone(new Phone("14000000001")).orElseThrow();
    assertThat(courier.name()).isEqualTo("王强");
    assertThat(courier.path()).startsWith(Samples.JIANWAI);
    assertThat(courier.groups()).contains(Group.NEW_EMPLOYMENT, Group.OUTDOOR);
    assertThat(courier.state()).isEqualTo(Membership.State.ACTIVE);
    assertThat(people.byPhone(new Phone("14000000002")).orElseThrow().name()).isEqualTo("李娜");
  }

  @Test
  void enteringTheDemonstrationAgainChangesNothing() {
    demonstration.run(new DefaultApplicationArguments());
    assertThat(Actor.asSystem(() -> members.contacts("bj", null, 1)).total()).isEqualTo(20_000);
  }
}
