package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What every user of the booking engine may rely on; a feature runs it on an offering of its own
 * making.
 */
@ApplicationTest
public abstract class BookingContract {

  private static final int CROWD = 1000;
  private static final int CAPACITY = 40;

  @Autowired protected Bookings bookings;
  @Autowired protected WaitingList waitingList;
  @Autowired protected Offerings offerings;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected TransactionOperations transactions;

  private Offering offering;
  private Place.Id place;
  private List<Person.Id> people;

  /**
   * An open offering with one place of that capacity, which the people of {@link #people} may take.
   */
  protected abstract Offering open(int capacity);

  /** That many people who may take it. */
  protected abstract List<Person.Id> people(int count);

  @BeforeEach
  void open() {
    offering = open(CAPACITY);
    place = offering.places().getFirst().id();
    people = people(CROWD);
  }

  @Test
  void aThousandAtOnceGetExactlyWhatThereIs() throws InterruptedException {
    var answers = atOnce(people);
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(CAPACITY);
    assertThat(reasons(answers)).containsOnly(Answer.Reason.SOLD_OUT);
    assertThat(taken()).isEqualTo(CAPACITY);
    assertThat(rows("CONFIRMED")).isEqualTo(CAPACITY);
  }

  @Test
  void onePersonAThousandTimesGetsOne() throws InterruptedException {
    var one = people.getFirst();
    var answers = atOnce(IntStream.range(0, CROWD).mapToObj(_ -> one).toList());
    assertThat(answers.stream().filter(Answer.Done.class::isInstance)).hasSize(1);
    assertThat(reasons(answers)).containsOnly(Answer.Reason.HOLDS_ONE);
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void aRetryGetsTheFirstAnswer() {
    var key = key();
    var first = book(key, people.getFirst());
    assertThat(book(key, people.getFirst())).isEqualTo(first);
    people.subList(1, CAPACITY).forEach(person -> book(key(), person));
    assertThat(book(key(), people.get(CAPACITY))).isInstanceOf(Answer.No.class);
    assertThat(book(key, people.getFirst())).isEqualTo(first);
    assertThat(taken()).isEqualTo(CAPACITY);
  }

  @Test
  void aKeyWithOtherContentIsRefused() {
    var key = key();
    book(key, people.getFirst());
    assertThat(book(key, people.get(1))).isEqualTo(new Answer.No(Answer.Reason.KEY_REUSED));
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void aCancelledPlaceGoesToWhoWaitsFirst() {
    var first = ((Answer.Done) book(key(), people.getFirst())).booking();
    people.subList(1, CAPACITY).forEach(person -> book(key(), person));
    var next = ((Answer.Done) await(people.get(CAPACITY))).booking();
    await(people.get(CAPACITY + 1));
    assertThat(bookings.position(next)).isEqualTo(1);
    waitingList.cancel(first.id(), first.person());
    assertThat(state(next)).isEqualTo("OFFERED");
    assertThat(waitingList.accept(next.id(), next.person())).isInstanceOf(Answer.Done.class);
    assertThat(state(next)).isEqualTo("CONFIRMED");
    assertThat(rows("WAITING")).isEqualTo(1);
    assertThat(taken()).isEqualTo(CAPACITY);
  }

  @Test
  void aPlaceThatNobodyWaitsForIsFreeAgain() {
    var booking = ((Answer.Done) book(key(), people.getFirst())).booking();
    waitingList.cancel(booking.id(), booking.person());
    waitingList.cancel(booking.id(), booking.person());
    assertThat(taken()).isZero();
    assertThat(book(key(), people.getFirst())).isInstanceOf(Answer.Done.class);
  }

  private List<Answer> atOnce(List<Person.Id> who) throws InterruptedException {
    var answers = new ArrayList<Answer>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = who.stream().map(person -> (Callable<Answer>) () -> book(key(), person)).toList();
      for (var future : executor.invokeAll(tasks)) {
        answers.add(future.resultNow());
      }
    }
    return answers;
  }

  private static Set<Answer.Reason> reasons(List<Answer> answers) {
    return answers.stream()
        .filter(Answer.No.class::isInstance)
        .map(answer -> ((Answer.No) answer).reason())
        .collect(Collectors.toSet());
  }

  private Answer book(Booking.Id key, Person.Id person) {
    return as(person, () -> bookings.book(offering.id(), key, place, person, false));
  }

  private Answer await(Person.Id person) {
    return as(person, () -> bookings.book(offering.id(), key(), place, person, true));
  }

  private static Answer as(Person.Id person, Supplier<Answer> work) {
    return new Actor(person.value(), person.value(), person.value(), List.of()).doing(work);
  }

  private static Booking.Id key() {
    return new Booking.Id(Ids.next());
  }

  private int taken() {
    return jdbc.sql("select taken from booking.place where id = :id")
        .param("id", place.value())
        .query(Integer.class)
        .single();
  }

  private long rows(String state) {
    return seen(
        () ->
            jdbc.sql(
                    """
                    select count(*) from booking.booking
                    where offering_id = :id and state = :state
                    """)
                .param("id", offering.id().value())
                .param("state", state)
                .query(Long.class)
                .single());
  }

  private String state(Booking booking) {
    return seen(
        () ->
            jdbc.sql("select state from booking.booking where id = :id")
                .param("id", booking.id().value())
                .query(String.class)
                .single());
  }

  /** Reads as the system, past row-level security. */
  protected <T> T seen(Supplier<T> read) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> read.get())));
  }

  /** People of the demonstration below a union. */
  protected List<Person.Id> members(String path, int count) {
    return seen(
        () ->
            jdbc.sql(
                    """
                    select p.id from people.person p join people.membership m on m.person = p.id
                    where p.path <@ :path::ltree and m.state = 'ACTIVE' and m.until_on is null
                    order by random() limit :count
                    """)
                .param("path", path)
                .param("count", count)
                .query((row, _) -> new Person.Id(row.getObject("id", UUID.class)))
                .list());
  }
}
