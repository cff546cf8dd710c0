package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Everybody on a list gets a place or nobody does, beside people who book alone. */
@ApplicationTest
class PartyTests {

  private static final String STREET = "bj.d110105";
  private static final Actor OFFICER = officer(STREET);

  @Autowired private Parties parties;
  @Autowired private Bookings bookings;
  @Autowired private Offerings offerings;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;

  private static Actor officer(String path) {
    return new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  private <T> T system(Supplier<T> work) {
    return Actor.asSystem(() -> transactions.execute(_ -> work.get()));
  }

  private List<Person.Id> people(String below, int many) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select id from people.person where path <@ ?::ltree
                    order by random() limit ?
                    """)
                .param(below)
                .param(many)
                .query((row, _) -> new Person.Id(row.getObject(1, UUID.class)))
                .list());
  }

  private UUID list(List<Person.Id> people) {
    var list = Ids.next();
    system(
        () -> {
          jdbc.sql("insert into listing.listing values (?, ?::ltree, '名单', now(), ?)")
              .params(list, STREET, Ids.next())
              .update();
          return jdbc.sql(
                  """
                  insert into listing.entry (listing_id, person_id, path)
                  select ?, unnest(?::uuid[]), ?::ltree
                  """)
              .params(list, people.stream().map(Person.Id::value).toArray(UUID[]::new), STREET)
              .update();
        });
    return list;
  }

  private Offering offering(int capacity, int most) {
    var draft = new OfferingBuilder(clock.instant()).party(most).place(capacity).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    return offerings.get(draft.id());
  }

  private Party.Outcome book(UUID key, UUID list, Offering offering) {
    var place = offering.places().getFirst().id();
    return OFFICER.doing(
        () -> parties.book(new Parties.Wish(new Party.Id(key), list, offering.id(), place)));
  }

  private static Party done(Party.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Party.Outcome.Done.class);
    return ((Party.Outcome.Done) outcome).party();
  }

  private static Answer.Reason refused(Party.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Party.Outcome.No.class);
    return ((Party.Outcome.No) outcome).why().reason();
  }

  private int held(Offering offering) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select count(*) from booking.booking
                    where offering_id = ? and state = 'CONFIRMED'
                    """)
                .param(offering.id().value())
                .query(Integer.class)
                .single());
  }

  private int taken(Offering offering) {
    return system(
        () ->
            jdbc.sql("select sum(taken) from booking.place where offering_id = ?")
                .param(offering.id().value())
                .query(Integer.class)
                .single());
  }

  private Answer alone(Offering offering, Person.Id person) {
    var place = offering.places().getFirst().id();
    return bookings.book(offering.id(), new Booking.Id(Ids.next()), place, person, false);
  }

  @Test
  void everybodyOnTheListHoldsAPlaceAndTheSameWishIsTheSameParty() {
    var offering = offering(30, 20);
    var people = people(STREET, 20);
    var list = list(people);
    var key = Ids.next();
    var party = done(book(key, list, offering));
    assertThat(party.bookings()).hasSize(20);
    assertThat(held(offering)).isEqualTo(20).isEqualTo(taken(offering));
    for (var person : people) {
      var self = new Actor(Ids.next(), Ids.next(), person.value(), List.of());
      assertThat(self.<List<Booking>>doing(() -> bookings.of(person)))
          .anyMatch(line -> line.offering().equals(offering.id()));
    }
    assertThat(done(book(key, list, offering))).isEqualTo(party);
    assertThat(refused(book(key, list(people), offering))).isEqualTo(Answer.Reason.KEY_REUSED);
    assertThat(held(offering)).isEqualTo(20);
    assertThat(OFFICER.<List<Party>>doing(() -> parties.of(list))).containsExactly(party);
  }

  @Test
  void tooFewPlacesOrOneWhoCannotMeansNobody() {
    var offering = offering(10, 20);
    assertThat(refused(book(Ids.next(), list(people(STREET, 11)), offering)))
        .isEqualTo(Answer.Reason.TOO_FEW_LEFT);
    var people = people(STREET, 5);
    assertThat(alone(offering, people.getFirst())).isInstanceOf(Answer.Done.class);
    var outcome = book(Ids.next(), list(people), offering);
    assertThat(outcome)
        .isEqualTo(
            new Party.Outcome.Hindered(
                List.of(new Party.Hindrance(people.getFirst(), Answer.Reason.HOLDS_ONE))));
    assertThat(held(offering)).isEqualTo(1).isEqualTo(taken(offering));
  }

  @Test
  void peopleOfAnotherUnionAndListsTooLongAreRefused() {
    var offering = offering(50, 5);
    assertThat(book(Ids.next(), list(people("bj.d110108", 2)), offering))
        .isInstanceOf(Party.Outcome.Hindered.class);
    assertThat(refused(book(Ids.next(), list(people(STREET, 6)), offering)))
        .isEqualTo(Answer.Reason.PARTY_TOO_LARGE);
    assertThat(refused(book(Ids.next(), list(people(STREET, 2)), offering(50, 0))))
        .isEqualTo(Answer.Reason.NO_PARTIES);
    assertThat(held(offering)).isZero();
  }

  @Test
  void anotherUnionSeesNeitherListNorParty() {
    var offering = offering(5, 5);
    var list = list(people(STREET, 3));
    var party = done(book(Ids.next(), list, offering));
    var sibling = officer("bj.d110108");
    assertThatThrownBy(() -> sibling.doing(() -> parties.of(list))).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> sibling.doing(() -> parties.cancel(party.id())))
        .isInstanceOf(NotFound.class);
    assertThat(held(offering)).isEqualTo(3);
  }

  @Test
  void givingBackFreesWhatIsNotUsedAndTwiceIsOnce() {
    var offering = offering(3, 3);
    var party = done(book(Ids.next(), list(people(STREET, 3)), offering));
    var next = people("bj.d110108", 1).getFirst();
    assertThat(((Answer.No) alone(offering, next)).reason()).isEqualTo(Answer.Reason.SOLD_OUT);
    for (int i = 0; i < 2; i++) {
      var after = OFFICER.<Party>doing(() -> parties.cancel(party.id()));
      assertThat(after.live()).isZero();
      assertThat(after.cancelledAt()).isNotNull();
    }
    assertThat(taken(offering)).isZero();
  }

  @Test
  void partiesAndACrowdAtOnceTakeExactlyWhatThereIs() throws InterruptedException {
    var offering = offering(200, 40);
    var here = people(STREET, 160);
    var crowd = people("bj.d110108", 300);
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 4; i++) {
      var list = list(here.subList(40 * i, 40 * i + 40));
      var key = Ids.next();
      for (int twice = 0; twice < 2; twice++) {
        tasks.add(() -> book(key, list, offering) instanceof Party.Outcome.Done);
      }
    }
    crowd.forEach(one -> tasks.add(() -> alone(offering, one) instanceof Answer.Done));
    try (var all = Executors.newFixedThreadPool(64)) {
      assertThat(all.invokeAll(tasks)).allMatch(task -> task.state() == Future.State.SUCCESS);
    }
    assertThat(held(offering)).isEqualTo(taken(offering)).isLessThanOrEqualTo(200);
    assertThat(halves()).as("parties of which somebody has no place").isZero();
  }

  private int halves() {
    return system(
        () ->
            jdbc.sql(
                    """
                    select count(*) from booking.party p
                    where cardinality(p.bookings) <> (
                      select count(*) from booking.booking b where b.id = any(p.bookings))
                    """)
                .query(Integer.class)
                .single());
  }
}
