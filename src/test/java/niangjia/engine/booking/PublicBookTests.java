package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import niangjia.ApplicationTest;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.verify.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The verifier agrees with a sound book and finds every planted edit. */
@ApplicationTest
class PublicBookTests {

  private static final int LINES = 9;

  @Autowired private Offerings offerings;
  @Autowired private Bookings bookings;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private InstantSource clock;

  @Value("${local.server.port}")
  private int port;

  private Offering offering;
  private String said = "";

  @BeforeEach
  void write() {
    var draft = new OfferingBuilder(clock.instant()).place(6).place(50).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    offering = offerings.get(draft.id());
    people().forEach(this::book);
  }

  @Test
  void aSoundBookIsWorkedOutAgain() {
    assertThat(verify()).as(said).isZero();
    assertThat(said).contains("Book: 9 lines").contains("Head: 9:" + head());
  }

  @Test
  void aBookWithoutLinesIsSound() {
    var draft = new OfferingBuilder(clock.instant()).place(1).draft();
    offerings.save(draft);
    offerings.publish(draft.id());
    offering = offerings.get(draft.id());
    assertThat(verify()).as(said).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update booking.booking set booked_at = booked_at - interval '1 microsecond' where %s",
        "update booking.booking set place_id = :other where %s and place_id <> :other",
        "update booking.booking set waited = not waited where %s",
        "update booking.booking set hash = sha256(hash) where %s",
        "delete from booking.booking where %s",
        "update booking.booking set number = 1000 where %s",
      })
  void anEditOfALineIsFound(String edit) {
    edit(edit.formatted("offering_id = :offering and number = 3"));
    assertThat(verify()).as(said).isEqualTo(1);
    assertThat(said).startsWith("WRONG: line ").contains("line 3");
  }

  @Test
  void aTailThatWasCutIsFound() {
    edit("delete from booking.booking where offering_id = :offering and number > 7");
    assertThat(verify()).as(said).isEqualTo(1);
    assertThat(said).contains("WRONG: line 8 of 9 is missing");
  }

  /** Only somebody who kept an earlier head can tell, and they can. */
  @Test
  void aTailThatWasCutTogetherWithItsHeadIsFoundByAnEarlierHead() {
    var seen = LINES + ":" + head();
    edit(
        """
        with gone as (
          delete from booking.booking where offering_id = :offering and number > 7)
        update booking.tail set number = 7, hash = (
          select b.hash from booking.booking b
          where b.offering_id = :offering and b.number = 7)
        where offering_id = :offering
        """);
    assertThat(verify()).isZero();
    assertThat(verify(seen)).as(said).isEqualTo(1);
    assertThat(said).contains("WRONG: the book ends at 7 and line 9 is gone");
  }

  @Test
  void whatCannotBeReadIsNeitherSoundNorWrong() {
    assertThat(run(Ids.next().toString(), address())).isEqualTo(2);
    assertThat(run("no id", address())).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  private void book(Person.Id person) {
    var place = offering.places().getLast().id();
    var answer =
        new Actor(person.value(), person.value(), person.value(), List.of())
            .doing(
                () ->
                    bookings.book(offering.id(), new Booking.Id(Ids.next()), place, person, false));
    assertThat(answer).isInstanceOf(Answer.Done.class);
  }

  private List<Person.Id> people() {
    return Actor.asSystem(
        () ->
            transactions.execute(
                _ ->
                    jdbc.sql("select id from people.person order by random() limit :count")
                        .param("count", LINES)
                        .query((row, _) -> Person.Id.of(row.getString("id")))
                        .list()));
  }

  private String head() {
    return jdbc.sql("select encode(hash, 'hex') from booking.tail where offering_id = :offering")
        .param("offering", offering.id().value())
        .query(String.class)
        .single();
  }

  private void edit(String sql) {
    Actor.asSystem(
        () ->
            transactions.executeWithoutResult(
                _ -> {
                  var statement = jdbc.sql(sql).param("offering", offering.id().value());
                  if (sql.contains(":other")) {
                    statement.param("other", offering.places().getFirst().id().value());
                  }
                  assertThat(statement.update()).isPositive();
                }));
  }

  private int verify(String... more) {
    var arguments = new java.util.ArrayList<>(List.of(offering.id().value().toString(), address()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private String address() {
    return "http://localhost:" + port;
  }

  private int run(String... arguments) {
    var bytes = new ByteArrayOutputStream();
    int status = Verify.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), arguments);
    said = bytes.toString(StandardCharsets.UTF_8);
    return status;
  }
}
