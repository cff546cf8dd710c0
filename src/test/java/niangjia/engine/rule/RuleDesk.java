package niangjia.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import niangjia.engine.rule.RuleBooks.Changed;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Resealer;
import niangjia.platform.Resealing;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What tests of rules on the database stand on: officers, and the way of a table into force. */
abstract class RuleDesk {

  static final String CITY = "bj";
  static final String DISTRICT = "bj.d110105";
  static final String STAYS =
      "enacted_stays|permission denied|has_its_content|one_in_force_at_a_time";
  static final AtomicInteger CODES = new AtomicInteger();
  static final Map<String, Object> ACCIDENT = Map.of("cause", "ACCIDENT", "days", 12);

  @Autowired RuleBooks books;
  @Autowired Rules rules;
  @Autowired TryOuts tryOuts;
  @Autowired RuleData data;
  @Autowired ReportRows source;
  @Autowired List<Resealing> seals;
  @Autowired Resealer resealer;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionOperations transactions;

  final LocalDate today = Rules.day(java.time.Instant.now());
  final Actor maker = actor(CITY, null);
  final Actor checker = actor(CITY, null);

  static Actor actor(String path, @Nullable UUID person) {
    var role = person == null ? Role.OFFICER : Role.WORKER;
    return new Actor(Ids.next(), Ids.next(), person, List.of(new Duty(role, path)));
  }

  static String code() {
    return "test.amount" + CODES.incrementAndGet();
  }

  <T> T in(Actor actor, Supplier<T> work) {
    return actor.doing(() -> Objects.requireNonNull(transactions.execute(_ -> work.get())));
  }

  RuleBook made(String path, String code, RuleTable table) {
    return ((Changed.Done) maker.doing(() -> books.make(path, code, table))).book();
  }

  RuleBook.Version draft(RuleBook book) {
    return maker.doing(() -> books.versions(List.of(book.id()))).getFirst();
  }

  Report tried(RuleBook book) {
    return maker.doing(() -> tryOuts.report(book.id(), draft(book)));
  }

  static RuleBooks.Proposal from(LocalDate from, @Nullable LocalDate until) {
    return new RuleBooks.Proposal(from, until, "常委会通过");
  }

  Changed enacted(RuleBook book, LocalDate from, @Nullable LocalDate until) {
    tried(book);
    int edit = draft(book).edit();
    var proposed = maker.doing(() -> books.propose(book.id(), edit, from(from, until)));
    return proposed instanceof Changed.Done
        ? checker.doing(() -> books.enact(book.id(), edit))
        : proposed;
  }

  RuleBook inForce(String path, String code, String accident) {
    var book = made(path, code, Tables.aid(accident));
    assertThat(enacted(book, today.minusYears(1), null)).isInstanceOf(Changed.Done.class);
    return book;
  }

  Ruling decide(Actor actor, String code, LocalDate on, Map<String, ?> facts) {
    var about = new Decision.About("test.case", Ids.next(), actor.person());
    return in(actor, () -> rules.decide(code, DISTRICT, on, facts, about));
  }

  static void no(Changed changed, Changed.Reason reason) {
    assertThat(changed).isEqualTo(new Changed.Refused(reason));
  }

  static Ruling.Decided decided(Ruling ruling) {
    return (Ruling.Decided) ruling;
  }

  static Ruling.Reason why(Ruling ruling) {
    return ((Ruling.Undecided) ruling).reason();
  }

  long count(String code) {
    return Actor.asSystem(
        () ->
            Objects.requireNonNull(
                transactions.execute(
                    _ ->
                        jdbc.sql("select count(*) from rule.decision where code = :code")
                            .param("code", code)
                            .query(Long.class)
                            .single())));
  }

  void as(String sql, UUID id) {
    Actor.asSystem(
        () -> transactions.executeWithoutResult(_ -> jdbc.sql(sql).param("id", id).update()));
  }
}
