package niangjia.engine.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import niangjia.ApplicationTest;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

@ApplicationTest
class UnionTests {

  private static final String CHAOYANG = "bj.d110105";
  private static final String JIANWAI = "bj.d110105.s110105001";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Autowired private Unions unions;
  @Autowired private Duties duties;

  private void found(String path) {
    var name = Words.of("示例工会", "Example");
    var founding = new Unions.Founding(path, null, Union.Kind.ENTERPRISE, name);
    Actor.asSystem(() -> unions.found(List.of(founding)));
  }

  /** Other tests found unions of their own. */
  private static boolean official(Union union) {
    return union.path().matches("bj\\.(d110\\d{3}|i\\d{2})");
  }

  @Test
  void cityHasSixteenDistrictsAndTheirStreets() {
    var city = unions.at("bj").orElseThrow();
    assertThat(city.name().zh()).isEqualTo("北京市总工会");
    var below = unions.children("bj").stream().filter(UnionTests::official).toList();
    assertThat(below).filteredOn(u -> u.kind() == Union.Kind.DISTRICT).hasSize(16);
    assertThat(below).filteredOn(u -> u.kind() == Union.Kind.INDUSTRY).hasSize(8);
    assertThat(unions.children(CHAOYANG)).hasSize(43);
    assertThat(unions.at(JIANWAI).orElseThrow().name())
        .isEqualTo(Words.of("建外街道总工会", "Jianwai Subdistrict Federation of Trade Unions"));
  }

  @Test
  void nearestIsTheUnionItselfOrTheNextAbove() {
    assertThat(unions.nearest(JIANWAI).path()).isEqualTo(JIANWAI);
    assertThat(unions.nearest(JIANWAI + ".nowhere.at.all").path()).isEqualTo(JIANWAI);
    assertThatThrownBy(() -> unions.nearest("elsewhere")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void searchFindsNameCodeAndEnglishWithinTheSubtreeOnly() {
    assertThat(unions.search("建外", List.of("bj"), 50)).extracting(Union::path).contains(JIANWAI);
    assertThat(unions.search("jianwai", List.of("bj"), 50)).hasSize(1);
    assertThat(unions.search("110105001", List.of("bj"), 50)).hasSize(1);
    assertThat(unions.search("建外", List.of("bj.d110102"), 50)).isEmpty();
    assertThat(unions.search("总工会", List.of("bj"), 50))
        .hasSize(50)
        .first()
        .matches(u -> u.path().equals("bj"));
  }

  @Test
  void unknownUnionIsNotFound() {
    assertThatThrownBy(() -> unions.get(new Union.Id(Ids.next()))).isInstanceOf(NotFound.class);
  }

  @Test
  void unionWithoutParentOrWithATakenPathIsRefused() {
    assertThatThrownBy(() -> found("bj.d110105.nowhere.e1"))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("parent_exists");
    assertThatThrownBy(() -> found(JIANWAI))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("one_union_each_path");
  }

  @Test
  void newUnionIsInTheTreeSoon() throws InterruptedException {
    var path = "bj.i08.t" + Long.toHexString(Ids.next().getLeastSignificantBits());
    found(path);
    for (int i = 0; i < 100 && unions.at(path).isEmpty(); i++) {
      Thread.sleep(Duration.ofMillis(20));
    }
    assertThat(unions.at(path)).isPresent();
  }

  @Test
  void dutyHoldsFromItsBeginningUntilItsEnd() {
    var account = Ids.next();
    var end = START.plus(Duration.ofDays(10));
    Actor.asSystem(
        () -> duties.grant(new Duties.Grant(account, Role.OFFICER, JIANWAI, START, end)));
    assertThat(duties.of(account, START.minusSeconds(1))).isEmpty();
    assertThat(duties.of(account, START)).containsExactly(new Duty(Role.OFFICER, JIANWAI));
    assertThat(duties.of(account, end)).isEmpty();
    assertThat(duties.changesAfter(account, START)).contains(end);
    assertThat(duties.changesAfter(account, end)).isEmpty();
  }

  @Test
  void endedDutyIsOverAndEndingAgainIsHarmless() {
    var account = Ids.next();
    var id =
        Actor.asSystem(
            () -> duties.grant(new Duties.Grant(account, Role.GATE, JIANWAI, START, null)));
    Actor.asSystem(() -> duties.end(id));
    Actor.asSystem(() -> duties.end(id));
    assertThat(duties.of(account, Instant.parse("2100-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void onlySecurityOfTheSubtreeGrantsDuties() {
    var grant = new Duties.Grant(Ids.next(), Role.GATE, JIANWAI, START, null);
    var officer = new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, "bj")));
    var elsewhere =
        new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.SECURITY, "bj.d110102")));
    var here = new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.SECURITY, CHAOYANG)));
    assertThatThrownBy(() -> officer.doing(() -> duties.grant(grant))).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> elsewhere.doing(() -> duties.grant(grant)))
        .isInstanceOf(NotFound.class);
    assertThat(here.doing(() -> duties.grant(grant))).isNotNull();
  }

  @Test
  void workerIsNoDutyThatAnybodyGrants() {
    assertThatThrownBy(() -> new Duties.Grant(Ids.next(), Role.WORKER, JIANWAI, START, null))
        .isInstanceOf(Invalid.class);
  }
}
