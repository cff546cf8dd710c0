package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.Niangjia;
import niangjia.TestSettings;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.promises.Figures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A rush of people who retry, tap twice, change their minds and switch between two nodes on one
 * database. Whatever the order, the book is right and agrees with what everybody was told. Each
 * seed is another rush.
 */
@Tag("alone")
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RushTests {

  /** One node's services. */
  private record Node(Bookings bookings, WaitingList waitingList) {}

  @Autowired private Environment environment;
  @Autowired private Offerings offerings;
  @Autowired private Bookings bookings;
  @Autowired private WaitingList waitingList;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;

  private ConfigurableApplicationContext second;
  private List<Node> nodes;
  private List<Person.Id> people;
  private int rushes;
  private int asked;
  private int wrong;

  @BeforeAll
  void startAnotherNode() {
    var settings =
        new HashMap<String, Object>(
            TestSettings.of(environment.getRequiredProperty("niangjia.db.url") + "?"));
    second =
        new SpringApplicationBuilder(Niangjia.class)
            .properties(settings)
            .run(
                settings.entrySet().stream()
                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new));
    nodes =
        List.of(
            new Node(bookings, waitingList),
            new Node(second.getBean(Bookings.class), second.getBean(WaitingList.class)));
    people =
        system(
            () ->
                jdbc.sql("select id from people.person order by id limit 10000")
                    .query((row, _) -> new Person.Id(row.getObject("id", UUID.class)))
                    .list());
  }

  @AfterAll
  void stopIt() {
    Figures.record("P2", "rushes", rushes);
    Figures.record("P2", "asked", asked);
    Figures.record("P2", "faults", wrong);
    second.close();
  }

  /** Ten thousand people for four hundred places; every fourth gives theirs back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tenThousandForFourHundred(long seed) throws InterruptedException {
    rush(seed, 10_000, List.of(400), 4);
  }

  /** Many small and wild ones: several places, few people, half of them change their minds. */
  @ParameterizedTest
  @ValueSource(
      longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void manySmallOnes(long seed) throws InterruptedException {
    rush(seed, 300, List.of(1, 7, 30), 2);
  }

  private void rush(long seed, int crowd, List<Integer> capacities, int cancelOneIn)
      throws InterruptedException {
    var builder = new OfferingBuilder(clock.instant());
    capacities.forEach(builder::place);
    var draft = builder.draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    var told = new ConcurrentHashMap<UUID, BookChecker.Told>();
    var random = new Random(seed);
    var tasks = new ArrayList<Callable<Void>>();
    for (var person : people.subList(0, crowd)) {
      long own = random.nextLong();
      tasks.add(
          () -> {
            new Visitor(draft, person, new Random(own), told).come(cancelOneIn);
            return null;
          });
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : executor.invokeAll(tasks)) {
        assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
      }
    }
    var capacity = new HashMap<UUID, Integer>();
    draft.places().forEach(place -> capacity.put(place.id().value(), place.capacity()));
    var faults =
        BookChecker.faults(
            rows(draft.id()), List.copyOf(told.values()), capacity, taken(draft.id()));
    rushes++;
    asked += crowd;
    wrong += faults.size();
    assertThat(faults).isEmpty();
    assertThat(rows(draft.id()).stream().filter(row -> !row.state().equals("CANCELLED")).count())
        .isGreaterThanOrEqualTo(capacities.stream().mapToInt(Integer::intValue).sum());
  }

  /** Somebody in the rush, who keeps the last thing that they were told. */
  private final class Visitor {

    private final Offering offering;
    private final Person.Id person;
    private final Random random;
    private final Map<UUID, BookChecker.Told> told;

    Visitor(Offering offering, Person.Id person, Random random, Map<UUID, BookChecker.Told> told) {
      this.offering = offering;
      this.person = person;
      this.random = random;
      this.told = told;
    }

    void come(int cancelOneIn) throws InterruptedException {
      Thread.sleep(random.nextInt(200));
      var place = offering.places().get(random.nextInt(offering.places().size())).id();
      var booked = ask(place, false);
      if (booked == null) {
        booked = ask(place, true);
      }
      if (booked != null && random.nextInt(cancelOneIn) == 0) {
        var id = booked.id();
        note(as(() -> node().waitingList().cancel(id, person)));
        if (random.nextBoolean()) {
          note(as(() -> node().waitingList().cancel(id, person)));
        }
      }
    }

    /** Asks up to three times with one key, on whichever node, some of them at once. */
    private @Nullable Booking ask(Place.Id place, boolean waits) throws InterruptedException {
      var key = new Booking.Id(new UUID(random.nextLong(), random.nextLong()));
      var twin =
          Thread.startVirtualThread(
              () -> {
                if (random.nextBoolean()) {
                  note(as(() -> node().bookings().book(offering.id(), key, place, person, waits)));
                }
              });
      @Nullable Booking got = null;
      for (int i = 0; i <= random.nextInt(2); i++) {
        var answer = as(() -> node().bookings().book(offering.id(), key, place, person, waits));
        note(answer);
        got = answer instanceof Answer.Done done ? done.booking() : got;
      }
      twin.join();
      return got;
    }

    private void note(Answer answer) {
      if (answer instanceof Answer.Done done) {
        var booking = done.booking();
        told.put(
            booking.id().value(),
            new BookChecker.Told(
                booking.id().value(), booking.person().value(), booking.state().name()));
      }
    }

    private Node node() {
      return nodes.get(random.nextInt(nodes.size()));
    }

    private Answer as(Supplier<Answer> work) {
      return new Actor(person.value(), person.value(), person.value(), List.of()).doing(work);
    }
  }

  private List<BookChecker.Row> rows(Offering.Id id) {
    return system(
        () ->
            jdbc.sql(
                    """
                    select id, person_id, place_id, number, state
                    from booking.booking where offering_id = :id
                    """)
                .param("id", id.value())
                .query(
                    (row, _) ->
                        new BookChecker.Row(
                            row.getObject("id", UUID.class),
                            row.getObject("person_id", UUID.class),
                            row.getObject("place_id", UUID.class),
                            row.getLong("number"),
                            row.getString("state")))
                .list());
  }

  private Map<UUID, Integer> taken(Offering.Id id) {
    var taken = new HashMap<UUID, Integer>();
    jdbc.sql("select id, taken from booking.place where offering_id = :id")
        .param("id", id.value())
        .query(
            row -> {
              taken.put(row.getObject("id", UUID.class), row.getInt("taken"));
            });
    return taken;
  }

  private <T> T system(Supplier<T> read) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> read.get())));
  }
}
