package niangjia.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.engine.rule.RuleBooks.Changed;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Resealing;
import org.junit.jupiter.api.Test;

/** Rules on the database: which is in force, what is frozen, what is remembered. */
@ApplicationTest
class RuleTests extends RuleDesk {

  @Test
  void decisionSaysItsAmountClauseAndRuleAndIsFoundAgain() {
    var code = code();
    var book = inForce(CITY, code, "3000");
    var ruling = decided(decide(maker, code, today, ACCIDENT));
    assertThat(ruling.decision().fen("amount")).isEqualTo(300_000);
    assertThat(ruling.decision().clauses()).containsExactly("a");
    assertThat(ruling.basis().clauses().getFirst().text().zh()).isEqualTo("第a条");
    assertThat(ruling.basis().path()).isEqualTo(book.path());
    var again = in(maker, () -> rules.find(ruling.decision().id())).orElseThrow();
    assertThat(again.basis()).isEqualTo(ruling.basis());
    assertThat(again.decision().number("amount")).isEqualByComparingTo("3000");
    assertThat(again.decision().facts()).containsEntry("cause", "ACCIDENT");
  }

  @Test
  void whatCannotBeDecidedSaysWhyAndIsNotWrittenDown() {
    var code = code();
    assertThat(why(decide(maker, code, today, ACCIDENT))).isEqualTo(Ruling.Reason.NO_TABLE);
    inForce(CITY, code, "3000 / days");
    var before = today.minusYears(2);
    assertThat(why(decide(maker, code, before, ACCIDENT))).isEqualTo(Ruling.Reason.NO_TABLE);
    var missing = (Ruling.Undecided) decide(maker, code, today, Map.of("cause", "FIRE"));
    assertThat(missing.reason()).isEqualTo(Ruling.Reason.BAD_FACTS);
    assertThat(missing.faults()).extracting(e -> e.field()).containsExactly("cause", "days");
    for (var wrong : List.of("many", -1, 1.5, true, new BigDecimal("1e30"), List.of())) {
      var facts = Map.of("cause", "ACCIDENT", "days", wrong);
      assertThat(why(decide(maker, code, today, facts))).isEqualTo(Ruling.Reason.BAD_FACTS);
    }
    var well = Map.of("cause", "ILLNESS", "days", 0);
    assertThat(why(decide(maker, code, today, well))).isEqualTo(Ruling.Reason.NO_CLAUSE);
    assertThat(count(code)).isZero();
  }

  @Test
  void divisionByNoughtIsNotCalculated() {
    var code = code();
    inForce(CITY, code, "3000 / (days - 12)");
    assertThat(why(decide(maker, code, today, ACCIDENT))).isEqualTo(Ruling.Reason.NOT_CALCULATED);
  }

  @Test
  void ownTableOverridesThatOfTheUnionAbove() {
    var code = code();
    inForce(CITY, code, "2000");
    assertThat(decided(decide(maker, code, today, ACCIDENT)).decision().fen("amount"))
        .isEqualTo(200_000);
    var own = inForce(DISTRICT, code, "3000");
    var ruling = decided(decide(maker, code, today, ACCIDENT));
    assertThat(ruling.decision().fen("amount")).isEqualTo(300_000);
    assertThat(ruling.basis().path()).isEqualTo(own.path());
  }

  @Test
  void nextVersionEndsThePresentOneAndOldDaysKeepTheirs() {
    var code = code();
    var book = inForce(CITY, code, "2000");
    var third = today.plusDays(3);
    maker.doing(() -> books.save(book.id(), 0, Tables.aid("2500")));
    no(enacted(book, today.minusDays(1), null), Changed.Reason.REACHES_BACK);
    assertThat(enacted(book, third, null)).isInstanceOf(Changed.Done.class);
    assertThat(decided(decide(maker, code, third.minusDays(1), ACCIDENT)).basis().number())
        .isEqualTo(1);
    assertThat(decided(decide(maker, code, third, ACCIDENT)).basis().number()).isEqualTo(2);
    maker.doing(() -> books.save(book.id(), 0, Tables.aid("2600")));
    no(enacted(book, third, null), Changed.Reason.PERIOD_TAKEN);
    no(enacted(book, third.minusDays(1), null), Changed.Reason.PERIOD_TAKEN);
    assertThat(enacted(book, today.plusDays(1), third)).isInstanceOf(Changed.Done.class);
  }

  @Test
  void twoOfficersEnactWhatWasTriedAndNothingElse() {
    var book = made(CITY, code(), Tables.aid("2000"));
    var soon = from(today, null);
    no(maker.doing(() -> books.propose(book.id(), 1, soon)), Changed.Reason.NOT_TRIED);
    no(checker.doing(() -> books.enact(book.id(), 1)), Changed.Reason.NOT_PROPOSED);
    tried(book);
    maker.doing(() -> books.propose(book.id(), 1, soon));
    no(maker.doing(() -> books.enact(book.id(), 1)), Changed.Reason.SAME_OFFICER);
    maker.doing(() -> books.save(book.id(), 1, Tables.aid("9000")));
    no(checker.doing(() -> books.enact(book.id(), 1)), Changed.Reason.EDITED_ELSEWHERE);
    no(checker.doing(() -> books.enact(book.id(), 2)), Changed.Reason.NOT_PROPOSED);
    no(maker.doing(() -> books.propose(book.id(), 2, soon)), Changed.Reason.NOT_TRIED);
    var stranger = actor("bj.d110101", null);
    assertThatThrownBy(() -> stranger.doing(() -> books.enact(book.id(), 2)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void enactedVersionIsFrozenByTheDatabase() {
    var book = inForce(CITY, code(), "2000");
    var other = made(CITY, code(), Tables.aid("2000"));
    for (var sql :
        List.of(
            "update rule.version set hash = hash, edit = 9 where book_id = :id",
            "update rule.version set from_on = from_on - 1 where book_id = :id",
            "update rule.version set enacted_at = null where book_id = :id",
            "update rule.version set until_on = null where book_id = :id",
            "delete from rule.version where book_id = :id",
            "update rule.content set dmn = 'no' where 'x' <> :id::text",
            "delete from rule.content where 'x' <> :id::text",
            "update rule.book set code = 'x.y' where id = :id",
            "delete from rule.report where book_id = :id",
            "update rule.decision set clauses = '{z}' where 'x' <> :id::text",
            "insert into rule.version (id, book_id, number, hash, edit, saved_at, from_on, reason,"
                + " proposed_at, enacted_at, enacted_by)"
                + " select gen_random_uuid(), book_id, 2, hash, 1, saved_at, from_on, reason,"
                + " proposed_at, enacted_at, gen_random_uuid()"
                + " from rule.version where book_id = :id")) {
      assertThatThrownBy(() -> as(sql, book.id()))
          .as(sql)
          .rootCause()
          .hasMessageFindingMatch(STAYS);
    }
    assertThatThrownBy(
            () ->
                as(
                    "update rule.version set from_on = current_date, reason = 'x', proposed_at ="
                        + " saved_at, enacted_at = saved_at, enacted_by = gen_random_uuid()"
                        + " where book_id = :id",
                    other.id()))
        .hasMessageContaining("tried_first");
  }

  @Test
  void decisionsAreSeenInScopeToldAndForgotten() {
    var code = code();
    inForce(CITY, code, "3000");
    var person = Ids.next();
    var self = actor(DISTRICT, person);
    var ruling = decided(decide(self, code, today, ACCIDENT));
    var id = ruling.decision().id();
    assertThat(in(self, () -> rules.find(id))).isPresent();
    assertThat(in(actor("bj.d110101", null), () -> rules.find(id))).isEmpty();
    assertThat(in(actor(DISTRICT, Ids.next()), () -> rules.find(id))).isEmpty();
    var who = new niangjia.engine.people.Person.Id(person);
    var told = in(Actor.SYSTEM, () -> data.about(who)).getFirst().rows().getFirst();
    assertThat(told.get("facts")).hasToString("{cause=ACCIDENT, days=12}");
    Actor.asSystem(() -> transactions.executeWithoutResult(_ -> data.erase(who, null)));
    assertThat(in(maker, () -> rules.find(id))).isEmpty();
  }

  @Test
  void factsAreSealedAndSealedAgain() {
    var code = code();
    inForce(CITY, code, "3000");
    var id = decided(decide(maker, code, today, ACCIDENT)).decision().id();
    var sealed =
        in(
            maker,
            () ->
                jdbc.sql("select sealed from rule.decision where id = :id")
                    .param("id", id)
                    .query(byte[].class)
                    .single());
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("ACCIDENT");
    assertThat(seals).extracting(Resealing::table).contains("rule.decision", "rule.report_case");
    var again =
        in(
            Actor.SYSTEM,
            () ->
                seals.stream()
                    .filter(one -> one.table().startsWith("rule."))
                    .mapToInt(one -> resealer.reseal(one, null, 100).sealed())
                    .sum());
    assertThat(again).isNotNegative();
    assertThat(in(maker, () -> rules.find(id))).isPresent();
  }

  @Test
  void manyDecideAtOnceAndEachOnItsOwnFacts() throws Exception {
    var code = code();
    inForce(CITY, code, "days * 10");
    try (var pool = Executors.newFixedThreadPool(8)) {
      var asked =
          IntStream.range(0, 200)
              .<Callable<Long>>mapToObj(
                  i ->
                      () -> {
                        var facts = Map.of("cause", "ACCIDENT", "days", i + 1);
                        return decided(decide(maker, code, today, facts)).decision().fen("amount");
                      })
              .toList();
      var answers = pool.invokeAll(asked).stream().map(RuleTests::answer).toList();
      assertThat(answers)
          .containsExactlyElementsOf(
              IntStream.range(0, 200).mapToObj(i -> (i + 1) * 1000L).toList());
    }
    assertThat(count(code)).isEqualTo(200);
  }

  private static long answer(Future<Long> future) {
    return future.resultNow();
  }

  @Test
  void oneOfManyEnactments() {
    var book = made(CITY, code(), Tables.aid("2000"));
    tried(book);
    maker.doing(() -> books.propose(book.id(), 1, from(today, null)));
    var done =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(_ -> actor(CITY, null).doing(() -> books.enact(book.id(), 1)))
            .filter(Changed.Done.class::isInstance)
            .count();
    assertThat(done).isEqualTo(1);
  }
}
