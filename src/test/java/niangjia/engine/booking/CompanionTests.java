package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Whoever comes along takes a place, and no place is given twice. */
@ApplicationTest
class CompanionTests {

  private static final int CROWD = 600;
  private static final Companion CHILD = new Companion("王小明", Companion.Relation.CHILD);

  @Autowired private Bookings bookings;
  @Autowired private WaitingList waitingList;
  @Autowired private Offerings offerings;
  @Autowired private Vouchers vouchers;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;
  private List<Person.Id> people;

  @BeforeEach
  void find() {
    var all =
        system(
            () ->
                jdbc.sql("select id from people.person order by random() limit ?")
                    .param(CROWD)
                    .query(UUID.class)
                    .list());
    people = all.stream().map(Person.Id::new).toList();
  }

  private <T> T system(Supplier<T> work) {
    return Actor.asSystem(() -> transactions.execute(_ -> work.get()));
  }

  private Offering offering(int capacity, Companion.Rule rule) {
    var draft = new OfferingBuilder(clock.instant()).companions(rule).place(capacity).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    return offerings.get(draft.id());
  }

  private Answer ask(Offering offering, int who, boolean waits, Companion... companions) {
    return ask(offering, Ids.next(), who, waits, companions);
  }

  private Answer ask(Offering offering, UUID key, int who, boolean waits, Companion... companions) {
    var wish =
        new Bookings.Wish(
            new Booking.Id(key),
            offering.places().getFirst().id(),
            people.get(who),
            waits,
            List.of(companions));
    return bookings.book(offering.id(), wish);
  }

  private static Booking done(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).booking();
  }

  private int taken(Offering offering) {
    return system(
        () ->
            jdbc.sql("select sum(taken) from booking.place where offering_id = ?")
                .param(offering.id().value())
                .query(Integer.class)
                .single());
  }

  private int counted(Offering offering) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select coalesce(sum(1 + companions), 0) from booking.booking
                    where offering_id = ? and state in ('CONFIRMED', 'OFFERED', 'REDEEMED')
                    """)
                .param(offering.id().value())
                .query(Integer.class)
                .single());
  }

  @Test
  void aCrowdWithFamiliesTakesExactlyWhatThereIs() throws InterruptedException {
    var offering = offering(500, new Companion.Rule(3, false));
    var tasks = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < CROWD; i++) {
      int who = i;
      var along = Collections.nCopies(i % 4, new Companion(null, null));
      tasks.add(() -> ask(offering, who, false, along.toArray(Companion[]::new)));
    }
    try (var all = Executors.newFixedThreadPool(200)) {
      assertThat(all.invokeAll(tasks)).allMatch(answer -> answer.resultNow() != null);
    }
    assertThat(taken(offering)).isEqualTo(500).isEqualTo(counted(offering));
  }

  @Test
  void aFamilyThatDoesNotFitGetsNothingRatherThanAPart() {
    var offering = offering(3, new Companion.Rule(3, false));
    var one = new Companion(null, null);
    done(ask(offering, 0, false, one));
    var refused = ask(offering, 1, false, one);
    assertThat(refused).isInstanceOf(Answer.No.class);
    assertThat(((Answer.No) refused).reason()).isEqualTo(Answer.Reason.TOO_FEW_LEFT);
    assertThat(taken(offering)).isEqualTo(2);
    done(ask(offering, 2, false));
  }

  @Test
  void whoIsNextWaitsUntilThereIsEnoughForTheFamily() {
    var offering = offering(3, new Companion.Rule(2, false));
    var one = new Companion(null, null);
    var single = done(ask(offering, 0, false));
    var pair = done(ask(offering, 1, false, one));
    var family = done(ask(offering, 2, true, one, one));
    var last = done(ask(offering, 3, true));
    waitingList.cancel(single.id(), single.person());
    assertThat(state(family)).as("one place is too few").isEqualTo(Booking.State.WAITING);
    assertThat(state(last)).as("nobody overtakes").isEqualTo(Booking.State.WAITING);
    waitingList.cancel(pair.id(), pair.person());
    assertThat(state(family)).isEqualTo(Booking.State.OFFERED);
    assertThat(taken(offering)).isEqualTo(3).isEqualTo(counted(offering));
    waitingList.cancel(family.id(), family.person());
    assertThat(state(last)).isEqualTo(Booking.State.OFFERED);
    assertThat(taken(offering)).isEqualTo(1).isEqualTo(counted(offering));
  }

  private Booking.State state(Booking booking) {
    return system(() -> bookings.get(booking.id())).state();
  }

  @Test
  void namesAreSealedAndOnlyKeptWhereAskedFor() {
    var named = offering(3, new Companion.Rule(1, true));
    var booking = done(ask(named, 0, false, CHILD));
    var voucher = system(() -> vouchers.of(booking.id(), booking.person())).orElseThrow();
    assertThat(voucher.companions()).containsExactly(CHILD);
    assertThat(voucher.units()).isEqualTo(new Units(2, 0));
    assertThat(rows(booking)).singleElement().satisfies(CompanionTests::hidesTheName);
    var counted = offering(3, new Companion.Rule(1, false));
    assertThat(rows(done(ask(counted, 0, false, CHILD)))).as("not asked for").isEmpty();
    assertThatThrownBy(() -> ask(named, 1, false, new Companion(" ", null)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("companions[0].name");
    assertThatThrownBy(() -> ask(named, 1, false, CHILD, CHILD)).isInstanceOf(Invalid.class);
  }

  private static void hidesTheName(String row) {
    assertThat(row).doesNotContain("王小明");
    assertThat(row).as("planted: the row is there").contains("CHILD");
  }

  private List<String> rows(Booking booking) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select relation || convert_from(
                      decode(replace(encode(name_sealed, 'hex'), '00', '20'), 'hex'), 'LATIN1')
                    from booking.companion where booking_id = ?
                    """)
                .param(booking.id().value())
                .query(String.class)
                .list());
  }

  @Test
  void theSameKeyWithOtherCompanionsIsAnotherRequest() {
    var offering = offering(5, new Companion.Rule(2, false));
    var one = new Companion(null, null);
    var key = Ids.next();
    done(ask(offering, key, 0, false, one));
    done(ask(offering, key, 0, false, one));
    var other = ask(offering, key, 0, false, one, one);
    assertThat(((Answer.No) other).reason()).isEqualTo(Answer.Reason.KEY_REUSED);
    assertThat(taken(offering)).isEqualTo(2);
  }
}
