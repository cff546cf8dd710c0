package niangjia.engine.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.ApplicationTest;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApplicationTest
class YearChangeTests {

  private static final LocalDate FRIDAY = LocalDate.of(2151, 1, 1);

  @Autowired private WorkCalendars calendars;

  private static Actor at(String path) {
    var duties = List.of(new Duty(Role.OFFICER, path));
    return new Actor(UUID.randomUUID(), UUID.randomUUID(), null, duties);
  }

  private Optional<WorkCalendars.Reason> change(int year, int version, Year.Day... days) {
    var wanted = new Year(year, "示例通知", LocalDate.of(2150, 11, 1), version, List.of(days));
    return at("bj").doing(() -> calendars.change(wanted, "录入通知"));
  }

  private static Year.Day rest(LocalDate day) {
    return new Year.Day(day, WorkCalendar.Kind.REST, "元旦");
  }

  @Test
  void enteredYearCountsFromThenOn() {
    assertThat(calendars.current().knows(FRIDAY, FRIDAY)).isFalse();
    assertThat(change(2151, 0, rest(FRIDAY), rest(FRIDAY.minusDays(1)))).isEmpty();
    assertThat(calendars.current().works(FRIDAY)).isFalse();
    assertThat(calendars.current().works(FRIDAY.minusDays(1))).isFalse();
    assertThat(calendars.current().knows(FRIDAY, FRIDAY)).isTrue();
    assertThat(calendars.year(2151).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void ofTwoWhoChangeAtOnceOneIsToldToReadAgain() {
    assertThat(change(2152, 0)).isEmpty();
    assertThat(change(2152, 1, rest(LocalDate.of(2152, 1, 3)))).isEmpty();
    assertThat(change(2152, 1)).contains(WorkCalendars.Reason.CHANGED_MEANWHILE);
    assertThat(calendars.year(2152).orElseThrow().days()).hasSize(1);
  }

  @Test
  void districtDoesNotKeepTheCalendarOfAll() {
    var wanted = new Year(2153, "示例通知", LocalDate.of(2152, 11, 1), 0, List.of());
    assertThat(at("bj.d110105").doing(() -> calendars.change(wanted, "试")))
        .contains(WorkCalendars.Reason.NOT_AT_THE_TOP);
    assertThat(calendars.year(2153)).isEmpty();
  }

  @Test
  void dayOfAnotherYearAndDayTwiceAreInvalid() {
    assertThatThrownBy(() -> change(2154, 0, rest(LocalDate.of(2155, 1, 1))))
        .isInstanceOf(Invalid.class);
    var day = rest(LocalDate.of(2154, 1, 1));
    assertThatThrownBy(() -> change(2154, 0, day, day)).isInstanceOf(Invalid.class);
  }
}
