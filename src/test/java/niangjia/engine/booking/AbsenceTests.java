package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who does not come too often pauses, as published, and can object. */
@ApplicationTest
class AbsenceTests {

  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
  private static final Absence.Consequence TWICE = new Absence.Consequence(2, 30, 14);
  private static final Actor OFFICER =
      new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, "bj")));
  private static final Actor SIBLING =
      new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, "bj.d110108")));

  @Autowired private Absences absences;
  @Autowired private Bookings bookings;
  @Autowired private WaitingList waitingList;
  @Autowired private Offerings offerings;
  @Autowired private Vouchers vouchers;
  @Autowired private Redemptions redemptions;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;
  private Person.Id person;

  @BeforeEach
  void find() {
    var sql = "select id from people.person order by random() limit 1";
    person = new Person.Id(system(() -> jdbc.sql(sql).query(UUID.class).single()));
  }

  private <T> T system(Supplier<T> work) {
    return Actor.asSystem(() -> transactions.execute(_ -> work.get()));
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  @Test
  void rulePausesFromTheLastOfSoManyWithinSoLong() {
    assertThat(TWICE.pausedUntil(List.of(ago(1)), NOW)).as("once").isNull();
    assertThat(TWICE.pausedUntil(List.of(ago(1), ago(31)), NOW)).isEqualTo(ago(-13));
    assertThat(TWICE.pausedUntil(List.of(ago(1), ago(32)), NOW)).as("too far apart").isNull();
    assertThat(TWICE.pausedUntil(List.of(ago(14), ago(15)), NOW)).as("served").isNull();
    assertThat(TWICE.pausedUntil(List.of(ago(1), ago(40), ago(41)), NOW)).isNull();
    assertThat(TWICE.pausedUntil(List.of(), NOW)).isNull();
  }

  private Offering offering(Absence.Consequence rule) {
    var draft = new OfferingBuilder(clock.instant()).absence(rule).place(5).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    return offerings.get(draft.id());
  }

  private Answer ask(Offering offering) {
    var place = offering.places().getFirst().id();
    return bookings.book(offering.id(), new Booking.Id(Ids.next()), place, person, false);
  }

  private Booking book(Offering offering) {
    return ((Answer.Done) ask(offering)).booking();
  }

  /** The session is over since an hour. */
  private void over(Offering offering) {
    system(
        () ->
            jdbc.sql(
                    """
                    update booking.place set starts_at = :from, ends_at = :until
                    where offering_id = :id
                    """)
                .param("from", java.sql.Timestamp.from(clock.instant().minusSeconds(7200)))
                .param("until", java.sql.Timestamp.from(clock.instant().minusSeconds(3600)))
                .param("id", offering.id().value())
                .update());
    absences.note();
  }

  private Booking missed() {
    var offering = offering(TWICE);
    var booking = book(offering);
    over(offering);
    return booking;
  }

  @Test
  void whoMissedTooOftenIsToldWhyAndUntilWhen() {
    missed();
    var next = offering(TWICE);
    assertThat(absences.pausedUntil(next, person)).as("once is allowed").isNull();
    missed();
    var refused = ask(next);
    assertThat(refused).isInstanceOf(Answer.No.class);
    assertThat(((Answer.No) refused).reason()).isEqualTo(Answer.Reason.MISSED_TOO_OFTEN);
    assertThat((Instant) ((Answer.No) refused).facts().get("until"))
        .isAfter(clock.instant().plus(Duration.ofDays(13)));
    assertThat(offerings.checks(next, person))
        .anyMatch(check -> check.rule() == Eligibility.Rule.ABSENCE && !check.ok());
    assertThat(ask(offering(new Absence.Consequence(3, 30, 14))))
        .as("a milder rule")
        .isInstanceOf(Answer.Done.class);
  }

  @Test
  void whatWasGivenBackOrUsedIsNotMissed() {
    var cancelled = offering(TWICE);
    var back = book(cancelled);
    waitingList.cancel(back.id(), person);
    over(cancelled);
    var used = offering(TWICE);
    var booking = book(used);
    var voucher = system(() -> vouchers.of(booking.id(), person)).orElseThrow();
    var use =
        new Redemptions.Use(Ids.next(), voucher.token(), "东门", null, clock.instant(), null, null);
    assertThat(OFFICER.doing(() -> redemptions.redeem(use))).isInstanceOf(Answer.Done.class);
    over(used);
    assertThat(worker(() -> absences.of(person))).isEmpty();
    var without = new OfferingBuilder(clock.instant()).place(1).draft();
    offerings.save(without);
    offerings.publish(without.id());
    book(offerings.get(without.id()));
    over(without);
    assertThat(worker(() -> absences.of(person))).as("no rule was published").isEmpty();
  }

  private <T> T worker(Supplier<T> work) {
    return new Actor(Ids.next(), Ids.next(), person.value(), List.of()).doing(work);
  }

  @Test
  void objectionIsHeardAndAnExcuseLetsThePersonBookAgain() {
    missed();
    var second = missed();
    var next = offering(TWICE);
    assertThat(absences.pausedUntil(next, person)).isNotNull();
    worker(() -> absences.object(second.id(), person, "送孩子去医院"));
    assertThat(OFFICER.doing(() -> absences.of(second.offering())))
        .singleElement()
        .extracting(Absence::objection)
        .isEqualTo("送孩子去医院");
    assertThatThrownBy(() -> SIBLING.doing(() -> absences.excuse(second.id(), "合理")))
        .isInstanceOf(NotFound.class);
    OFFICER.doing(() -> absences.excuse(second.id(), "孩子急诊，材料已看"));
    assertThat(absences.pausedUntil(next, person)).isNull();
    assertThat(ask(next)).isInstanceOf(Answer.Done.class);
    assertThatThrownBy(() -> OFFICER.doing(() -> absences.excuse(second.id(), "再来一次")))
        .isInstanceOf(Refused.class);
  }
}
