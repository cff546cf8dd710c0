package niangjia.engine.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.booking.Answer;
import niangjia.engine.booking.Booking;
import niangjia.engine.booking.Bookings;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.OfferingBuilder;
import niangjia.engine.booking.Offerings;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import niangjia.platform.Words;
import niangjia.verify.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A draw from its terms to the book, on the database, and what a stranger can check of it. */
@ApplicationTest
class DrawTests {

  private static final String QUOTA = "bj.d110105";
  private static final String RANDOMNESS = "上证指数 3,512.07，深证成指 10,833.41";

  @Autowired private Offerings offerings;
  @Autowired private Bookings bookings;
  @Autowired private Draws draws;
  @Autowired private Entries entries;
  @Autowired private DrawViews views;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;

  @Value("${local.server.port}")
  private int port;

  private Offering offering;
  private List<Person.Id> district;
  private List<Person.Id> others;
  private String said = "";

  /** Six and four places, three of the six for the district; 9 entries of it and 9 of others. */
  @BeforeEach
  void prepare() {
    var draft = new OfferingBuilder(clock.instant()).place(6).place(4).draft();
    offerings.save(draft);
    var quota = new Terms.Quota(QUOTA, draft.places().getFirst().id(), 3);
    var source = Words.of("次日上证指数收盘", "The next day's close of the Shanghai index");
    draws.save(draft, new Terms(source, draft.window().closesAt(), 3, List.of(quota)));
    offerings.publish(draft.id());
    offering = offerings.get(draft.id());
    district = people("path <@ 'bj.d110105'", 12);
    others = people("not path <@ 'bj.d110105'", 9);
  }

  @Test
  void aDrawGoesFromTermsToTheBookAndAnyoneCanCheckIt() {
    enterAll();
    assertThat(verify()).as(said).isZero();
    assertThat(views.of(offering.id()).seed()).isNull();
    end();
    assertThat(verify()).as(said).isZero();
    assertThat(draw(RANDOMNESS)).isEqualTo(new Drawing.Done());
    assertThat(verify()).as(said).isZero();
    assertThat(said).contains("Draw: 18 entries, drawn again, all turns match.");
    assertThat(count("state in ('CONFIRMED', 'OFFERED')")).isEqualTo(10);
    assertThat(count("true")).isEqualTo(21);
    assertThat(count("state = 'CONFIRMED' and member_path <@ 'bj.d110105'"))
        .isGreaterThanOrEqualTo(3);
    var group = entries.of(offering.id(), district.getFirst()).orElseThrow();
    assertThat(group.members()).hasSize(4);
    assertThat(placesOf(group)).as("together").hasSize(1);
  }

  @Test
  void theSameAgainChangesNothingAndOtherRandomnessIsRefused() {
    enterAll();
    end();
    draw(RANDOMNESS);
    long lines = count("true");
    assertThat(draw(RANDOMNESS)).isEqualTo(new Drawing.Done());
    assertThat(draw("4 5 6 7 8")).isEqualTo(new Drawing.No(Drawing.Reason.DRAWN));
    draws.goOn(offering.id());
    assertThat(count("true")).isEqualTo(lines);
  }

  @Test
  void nobodyDrawsBeforeTheListIsClosedAndTheSourceHasSpoken() {
    enterAll();
    assertThat(draw(RANDOMNESS)).isEqualTo(new Drawing.No(Drawing.Reason.STILL_OPEN));
    close();
    assertThat(draw(RANDOMNESS)).isEqualTo(new Drawing.No(Drawing.Reason.TOO_EARLY));
    assertThat(views.of(offering.id()).seed()).isNull();
  }

  @Test
  void placesOfADrawAreNotBooked() {
    var place = offering.places().getFirst().id();
    var person = others.getFirst();
    var answer =
        as(
            person,
            () -> bookings.book(offering.id(), new Booking.Id(Ids.next()), place, person, false));
    assertThat(answer).isEqualTo(new Answer.No(Answer.Reason.BY_DRAW, java.util.Map.of()));
  }

  @Test
  void oneEntryEachAndGroupsHaveAnEnd() {
    var leader = enter(district.getFirst());
    for (int i = 1; i <= 3; i++) {
      assertThat(join(district.get(i), leader)).isInstanceOf(Entering.Done.class);
    }
    assertThat(join(district.get(4), leader)).isEqualTo(new Entering.No(Entering.Reason.FULL));
    assertThat(join(district.get(1), leader)).isInstanceOf(Entering.Done.class);
    assertThat(entries.enter(offering.id(), key(), district.get(1), wishes()))
        .isEqualTo(new Entering.No(Entering.Reason.IN_ALREADY));
    entries.leave(offering.id(), district.get(2));
    assertThat(join(district.get(4), leader)).isInstanceOf(Entering.Done.class);
    assertThat(entries.join(offering.id(), district.get(5), "ZZZZZ1"))
        .isEqualTo(new Entering.No(Entering.Reason.UNKNOWN_CODE));
  }

  @Test
  void nobodyEntersAfterTheClosing() {
    enterAll();
    end();
    var late = people("path <@ 'bj.d110108'", 1).getFirst();
    assertThat(entries.enter(offering.id(), key(), late, wishes()))
        .isEqualTo(new Entering.No(Entering.Reason.CLOSED));
    assertThat(entries.leave(offering.id(), others.getFirst()))
        .isEqualTo(new Entering.No(Entering.Reason.CLOSED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update draw.entry set place_id = null where place_id is not null and %s",
        "update draw.entry set rank = 1000 where rank = 1 and drawn_pot = 0 and %s",
        "update draw.entry set preferences = array[preferences[1]] where %s",
        "update draw.entry set pot = 1 where pot = 0 and %s",
        "delete from draw.entry where rank = 2 and drawn_pot = 0 and %s",
        "update draw.draw set randomness = '1 2 3 4 5' where %s",
        "update draw.draw set seed = sha256(seed) where %s",
        "update draw.draw set commitment = sha256(seed), seed = sha256(seed) where %s",
        "update draw.draw set list_hash = sha256(list_hash) where %s",
      })
  void aPlantedEditIsFound(String edit) {
    enterAll();
    end();
    draw(RANDOMNESS);
    int changed =
        seen(
            () ->
                jdbc.sql(edit.formatted("offering_id = :id"))
                    .param("id", offering.id().value())
                    .update());
    assertThat(changed).isPositive();
    assertThat(verify()).as(said).isEqualTo(1);
  }

  /** A group of four of the district, everybody else alone; their wishes differ. */
  private void enterAll() {
    var leader = enter(district.getFirst());
    for (int i = 1; i < 4; i++) {
      join(district.get(i), leader);
    }
    district.subList(4, district.size()).forEach(this::enter);
    others.forEach(this::enter);
  }

  private Entry enter(Person.Id person) {
    var answer = entries.enter(offering.id(), key(), person, wishes());
    return ((Entering.Done) answer).entry().orElseThrow();
  }

  private List<niangjia.engine.booking.Place.Id> wishes() {
    return offering.places().stream().map(niangjia.engine.booking.Place::id).toList();
  }

  private Entering join(Person.Id person, Entry leader) {
    return entries.join(offering.id(), person, leader.code().toLowerCase(java.util.Locale.ROOT));
  }

  private static Entry.Id key() {
    return new Entry.Id(UUID.randomUUID());
  }

  private void close() {
    offerings.close(offering.id());
    draws.goOn(offering.id());
  }

  /** Closes, and lets the time come at which the source speaks. */
  private void end() {
    close();
    seen(
        () ->
            jdbc.sql("update draw.draw set random_at = :now where offering_id = :id")
                .param("now", java.sql.Timestamp.from(Instant.now().minusSeconds(5)))
                .param("id", offering.id().value())
                .update());
  }

  private Drawing draw(String randomness) {
    var officer = new Actor(Ids.next(), Ids.next(), null, List.of(new Duty(Role.OFFICER, "bj")));
    return officer.doing(() -> draws.draw(offering.id(), randomness));
  }

  private List<UUID> placesOf(Entry entry) {
    return seen(
        () ->
            jdbc.sql("select distinct place_id from booking.booking where id = any(:ids)")
                .param(
                    "ids",
                    entry.members().stream().map(m -> m.booking().value()).toArray(UUID[]::new))
                .query(UUID.class)
                .list());
  }

  private long count(String which) {
    return seen(
        () ->
            jdbc.sql("select count(*) from booking.booking where offering_id = :id and " + which)
                .param("id", offering.id().value())
                .query(Long.class)
                .single());
  }

  private static <T> T as(Person.Id person, Supplier<T> work) {
    return new Actor(person.value(), person.value(), person.value(), List.of()).doing(work);
  }

  private <T> T seen(Supplier<T> work) {
    return Objects.requireNonNull(Actor.asSystem(() -> transactions.execute(_ -> work.get())));
  }

  private List<Person.Id> people(String which, int count) {
    return seen(
        () ->
            jdbc.sql(
                    "select id from people.person where "
                        + which
                        + " order by random() limit :count")
                .param("count", count)
                .query((row, _) -> Person.Id.of(row.getString("id")))
                .list());
  }

  private int verify() {
    var bytes = new ByteArrayOutputStream();
    int status =
        Verify.run(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            offering.id().value().toString(),
            "http://localhost:" + port);
    said = bytes.toString(StandardCharsets.UTF_8);
    return status;
  }
}
