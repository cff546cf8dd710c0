package niangjia.engine.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import niangjia.engine.people.Eligibility.Check;
import niangjia.engine.people.Eligibility.Rule;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EligibilityTests {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static Profile profile(
      String path, Membership.@Nullable State state, @Nullable String since, Group... groups) {
    return new Profile(
        new Person.Id(Ids.next()),
        "王强",
        path,
        state,
        since == null ? null : LocalDate.parse(since),
        Set.of(groups),
        true);
  }

  @Test
  void onlyTheRulesAskedForAreChecked() {
    var nobody = profile("bj.d1", null, null);
    assertThat(Eligibility.ALL.check(nobody, TODAY)).isEmpty();
    assertThat(Eligibility.ALL.admits(nobody, TODAY)).isTrue();
    var groups = new Eligibility(null, Set.of(), Set.of(Group.OUTDOOR), 0);
    assertThat(groups.check(nobody, TODAY)).containsExactly(new Check(Rule.GROUP, false));
  }

  @Test
  void subtreeEndsAtALabelNotInsideOne() {
    var street = new Eligibility("bj.d1.s1", Set.of(), Set.of(), 0);
    assertThat(street.admits(profile("bj.d1.s1", null, null), TODAY)).isTrue();
    assertThat(street.admits(profile("bj.d1.s1.e1", null, null), TODAY)).isTrue();
    assertThat(street.admits(profile("bj.d1.s10", null, null), TODAY)).isFalse();
    assertThat(street.admits(profile("bj.d1", null, null), TODAY)).isFalse();
  }

  @Test
  void oneOfTheGroupsIsEnough() {
    var either = new Eligibility(null, Set.of(), Set.of(Group.OUTDOOR, Group.NEW_EMPLOYMENT), 0);
    assertThat(either.admits(profile("bj", null, null, Group.NEW_EMPLOYMENT), TODAY)).isTrue();
    assertThat(either.admits(profile("bj", null, null, Group.HARDSHIP), TODAY)).isFalse();
  }

  @Test
  void membershipCountsFromTheDayThatCompletesTheMonths() {
    var year = new Eligibility(null, Set.of(Membership.State.ACTIVE), Set.of(), 12);
    var active = Membership.State.ACTIVE;
    assertThat(year.admits(profile("bj", active, "2025-11-22"), TODAY)).isTrue();
    assertThat(year.check(profile("bj", active, "2025-11-23"), TODAY))
        .containsExactly(new Check(Rule.MEMBERSHIP, true), new Check(Rule.MEMBER_MONTHS, false));
    assertThat(year.check(profile("bj", Membership.State.LEFT, null), TODAY))
        .containsExactly(new Check(Rule.MEMBERSHIP, false), new Check(Rule.MEMBER_MONTHS, false));
  }

  @Test
  void monthsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Eligibility(null, Set.of(), Set.of(), 601))
        .isInstanceOf(Invalid.class);
  }
}
