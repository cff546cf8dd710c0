package niangjia.engine.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.people.Person;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Cases on the database: who may do what, whose they are, and by when. */
@ApplicationTest
class CaseTests {

  private static final String CITY = "bj";
  private static final String DISTRICT = "bj.d110105";
  private static final String STREET = "bj.d110105.s110105001";
  private static final String UNIT = "bj.d110105.s110105001.e001";
  private static final String ELSEWHERE = "bj.d110101";

  @Autowired private Cases cases;
  @Autowired private CaseTypes types;
  @Autowired private CaseSweep sweep;
  @Autowired private WorkList list;
  @Autowired private Duties duties;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private Actor officer(String path) {
    var account = Ids.next();
    Actor.asSystem(
        () ->
            duties.grant(
                new Duties.Grant(account, Role.OFFICER, path, Instant.EPOCH.plusSeconds(1), null)));
    return new Actor(account, Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  private static UUID id(Actor actor) {
    return Objects.requireNonNull(actor.account());
  }

  private Case open(String path, String category, @Nullable UUID person, boolean confidential) {
    return Actor.asSystem(
        () ->
            cases.open(
                new Cases.Opening(
                    new Case.Id(Ids.next()),
                    "trial",
                    path,
                    person == null ? null : new Person.Id(person),
                    category,
                    "三个月没发工资",
                    false,
                    confidential),
                Actor.SYSTEM));
  }

  private Case open(String path) {
    return open(path, "arrears", null, false);
  }

  private Outcome act(Actor actor, Case seen, Act act) {
    return actor.doing(() -> cases.act(seen.id(), Ids.next(), seen.version(), act));
  }

  private Case done(Actor actor, Case seen, Act act) {
    var outcome = act(actor, seen, act);
    assertThat(outcome).as("%s by %s", act, actor).isInstanceOf(Outcome.Done.class);
    return outcome.now();
  }

  private void refused(Actor actor, Case seen, Act act, Outcome.Reason reason) {
    assertThat(act(actor, seen, act).reason()).as("%s", act).isEqualTo(reason);
  }

  private static Act decide(String choice) {
    return new Act.Decide(choice, null, null);
  }

  private Case.Task task(Case one) {
    return Objects.requireNonNull(one.task());
  }

  private Case again(Case one) {
    return Actor.asSystem(() -> cases.get(one.id()));
  }

  private <T> T in(Actor actor, Supplier<T> work) {
    return actor.doing(() -> Objects.requireNonNull(transactions.execute(_ -> work.get())));
  }

  /** Lets so much time pass for one case. */
  private Case later(Case one, Duration by) {
    Actor.asSystem(
        () ->
            transactions.executeWithoutResult(
                _ ->
                    jdbc.sql(
                            """
                            update casework.matter set entered_at = entered_at - :by::interval,
                              due_at = due_at - :by::interval, wake_at = wake_at - :by::interval,
                              paused_at = paused_at - :by::interval
                            where id = :id
                            """)
                        .param("by", by.toString())
                        .param("id", one.id().value())
                        .update()));
    sweep.wake();
    return again(one);
  }

  @Test
  void goesFromStepToStepAndEndsWithNobodyOwingAnything() {
    var clerk = officer(STREET);
    var other = officer(STREET);
    var made = open(STREET);
    assertThat(made.number()).matches("\\d{4}-[2-9A-Z]{6}");
    refused(clerk, made, decide("accept"), Outcome.Reason.NOT_TAKEN);
    var taken = done(clerk, made, new Act.Take());
    refused(other, taken, new Act.Take(), Outcome.Reason.HELD_BY_ANOTHER);
    refused(other, taken, decide("accept"), Outcome.Reason.HELD_BY_ANOTHER);
    var work = done(clerk, taken, decide("accept"));
    assertThat(work.step()).isEqualTo("work");
    assertThat(task(work).holder()).isEqualTo(clerk.account());
    assertThat(task(work).clock().allowed()).isEqualTo(Limit.of("2d"));
    var approve = done(clerk, work, decide("done"));
    assertThat(task(approve).holder()).as("kept apart, so it lies in the queue").isNull();
    refused(clerk, approve, new Act.Take(), Outcome.Reason.KEPT_APART);
    var closed = done(other, done(other, approve, new Act.Take()), decide("approve"));
    assertThat(closed.open()).isFalse();
    assertThat(Objects.requireNonNull(closed.end()).outcome()).isEqualTo("SOLVED");
    refused(other, closed, decide("approve"), Outcome.Reason.CASE_CLOSED);
    var events = clerk.doing(() -> cases.events(made.id()));
    assertThat(events).hasSize(closed.version());
    assertThat(events).extracting(Event::turn).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aKeyCountsOnceAndAReaderWhoIsBehindIsToldSo() {
    var clerk = officer(STREET);
    var made = open(STREET);
    var key = Ids.next();
    var first = clerk.doing(() -> cases.act(made.id(), key, 1, new Act.Take()));
    var second = clerk.doing(() -> cases.act(made.id(), key, 1, new Act.Take()));
    assertThat(second.now()).isEqualTo(first.now());
    assertThat(first.now().version()).isEqualTo(2);
    refused(clerk, made, decide("accept"), Outcome.Reason.CHANGED_MEANWHILE);
    var others = open(STREET);
    assertThat(clerk.doing(() -> cases.act(others.id(), key, 1, new Act.Take())).reason())
        .isEqualTo(Outcome.Reason.KEY_USED);
    var opening = new Cases.Opening(made.id(), "trial", STREET, null, "pay", "又一次", false, false);
    assertThat(Actor.asSystem(() -> cases.open(opening, Actor.SYSTEM)).number())
        .isEqualTo(made.number());
  }

  @Test
  void handingOverAndRecallingLeaveTheDeadlineAsItIs() {
    var clerk = officer(STREET);
    var elsewhere = officer(ELSEWHERE);
    var taken = done(clerk, open(STREET), new Act.Take());
    var due = task(taken).clock().dueAt();
    refused(
        clerk, taken, new Act.HandOver(id(elsewhere), null, "给您"), Outcome.Reason.NOT_THEIR_TASK);
    var away = done(clerk, taken, new Act.HandOver(null, ELSEWHERE, "属于东城"));
    assertThat(away.path()).isEqualTo(ELSEWHERE);
    assertThat(task(away).clock().dueAt()).isEqualTo(due);
    assertThatThrownBy(() -> clerk.doing(() -> cases.get(away.id()))).isInstanceOf(NotFound.class);
    var theirs = done(elsewhere, away, new Act.Take());
    var moved = done(elsewhere, theirs, decide("accept"));
    var back = done(elsewhere, moved, new Act.Recall());
    assertThat(back.step()).isEqualTo("intake");
    assertThat(task(back).clock().dueAt()).isEqualTo(due);
    refused(elsewhere, back, new Act.Recall(), Outcome.Reason.MOVED_ON);
  }

  @Test
  void whatIsLentComesBackAndIsDecidedByItsOwner() {
    var clerk = officer(STREET);
    var helper = officer(STREET);
    var taken = done(clerk, open(STREET), new Act.Take());
    var lent = done(clerk, taken, new Act.Lend(id(helper), "请核实"));
    refused(helper, lent, decide("accept"), Outcome.Reason.ON_LOAN);
    refused(clerk, lent, decide("accept"), Outcome.Reason.HELD_BY_ANOTHER);
    var back = done(helper, lent, new Act.GiveBack("核实过了"));
    assertThat(task(back).holder()).isEqualTo(clerk.account());
    assertThat(task(back).lender()).isNull();
    refused(helper, back, new Act.GiveBack("再来"), Outcome.Reason.NOT_ON_LOAN);
  }

  @Test
  void decidesOnlyWhenTheViewsThatWereAskedForAreIn() {
    var clerk = officer(STREET);
    var one = officer(STREET);
    var two = officer(DISTRICT);
    var taken = done(clerk, open(STREET), new Act.Take());
    var asked = done(clerk, taken, new Act.Ask(List.of(id(one), id(two)), true, "请会签"));
    refused(clerk, asked, decide("accept"), Outcome.Reason.VIEWS_OPEN);
    assertThat(one.doing(() -> list.counts().sign())).isEqualTo(1);
    var half = done(one, asked, new Act.Sign(true, null));
    refused(one, half, new Act.Sign(true, null), Outcome.Reason.NOT_ASKED);
    refused(clerk, half, decide("accept"), Outcome.Reason.VIEWS_OPEN);
    assertThatThrownBy(() -> act(two, half, new Act.Sign(false, null))).isInstanceOf(Invalid.class);
    var whole = done(two, half, new Act.Sign(false, "金额不对"));
    var again = done(clerk, whole, new Act.Ask(List.of(id(one), id(two)), false, "谁都行"));
    var any = done(two, again, new Act.Sign(true, null));
    assertThat(task(any).asked()).isEmpty();
    done(clerk, any, decide("accept"));
  }

  @Test
  void restsForAReasonAndTheDeadlineWaits() {
    var clerk = officer(STREET);
    var work = done(clerk, done(clerk, open(STREET), new Act.Take()), decide("accept"));
    var due = task(work).clock().dueAt();
    var tomorrow = LocalDate.now(WorkCalendar.ZONE).plusDays(1);
    assertThatThrownBy(() -> act(clerk, work, new Act.Pause("BORED", tomorrow, null)))
        .isInstanceOf(Invalid.class);
    var rests = done(clerk, work, new Act.Pause("WAITS_FOR_PERSON", tomorrow, "等流水"));
    refused(clerk, rests, decide("done"), Outcome.Reason.RESTING);
    var on = done(clerk, rests, new Act.Resume());
    assertThat(task(on).clock().dueAt()).as("rested less than a day").isEqualTo(due);
    var long_ = done(clerk, on, new Act.Pause("WAITS_FOR_PERSON", tomorrow.plusDays(20), null));
    assertThat(again(long_).paused()).isTrue();
    var woken = later(long_, Duration.ofDays(40));
    assertThat(woken.paused()).as("goes on by itself").isFalse();
  }

  @Test
  void whatIsOverdueIsReportedUnionByUnionUpTheTree() {
    var clerk = officer(STREET);
    var above = officer(DISTRICT);
    var taken = done(clerk, open(STREET), new Act.Take());
    var late = later(taken, Duration.ofHours(3));
    assertThat(task(late).clock().watch()).isEqualTo(DISTRICT);
    assertThat(task(late).holder()).as("it stays with whoever has it").isEqualTo(clerk.account());
    var wanted = new WorkList.Wanted(WorkList.Box.ESCALATED, false, "trial", null, null, 100);
    assertThat(above.doing(() -> list.page(wanted)).items())
        .extracting(Case::id)
        .contains(late.id());
    var later = later(late, Duration.ofHours(25));
    assertThat(task(later).clock().watch()).isEqualTo(CITY);
    assertThat(task(later(later, Duration.ofHours(25))).clock().watch()).isEqualTo(CITY);
    var now = again(late);
    assertThat(task(now).clock().dueAt()).isBefore(Instant.now());
    var rescued = done(above, now, new Act.Take());
    assertThat(task(rescued).holder()).isEqualTo(above.account());
  }

  @Test
  void anEditCountsFromWhereItCountedByTheOtherLimit() {
    var clerk = officer(STREET);
    var work = done(clerk, done(clerk, open(STREET), new Act.Take()), decide("accept"));
    var entered = task(work).clock().enteredAt();
    var edited = done(clerk, work, new Act.Edit("pay", "改写", true));
    assertThat(task(edited).clock().enteredAt()).isEqualTo(entered);
    assertThat(task(edited).clock().allowed()).isEqualTo(Limit.of("7d"));
    var other = done(clerk, edited, new Act.Edit("other", null, null));
    assertThat(task(other).clock().allowed()).as("the step's own").isEqualTo(Limit.of("7d"));
    assertThat(types.faults()).extracting(Category::code).contains("other");
    assertThat(again(other).origin().subject()).isEqualTo("改写");
    assertThatThrownBy(() -> act(clerk, other, new Act.Edit("nothing", null, null)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void aConfidentialCaseIsHiddenFromTheUnitAndNeverGetsThere() {
    var unit = officer(UNIT);
    var street = officer(STREET);
    var person =
        in(
            street,
            () -> jdbc.sql("select id from people.person limit 1").query(UUID.class).single());
    var made = open(UNIT, "pay", person, true);
    assertThat(made.path()).isEqualTo(STREET);
    assertThatThrownBy(() -> unit.doing(() -> cases.get(made.id()))).isInstanceOf(NotFound.class);
    assertThat(unit.doing(() -> list.of(new Person.Id(person), 100)))
        .extracting(Case::id)
        .doesNotContain(made.id());
    var taken = done(street, made, new Act.Take());
    refused(street, taken, new Act.HandOver(null, UNIT, "转"), Outcome.Reason.HIDDEN_THERE);
    assertThatThrownBy(
            () ->
                in(
                    street,
                    () ->
                        jdbc.sql("update casework.matter set path = :path::ltree where id = :id")
                            .param("path", UNIT)
                            .param("id", made.id().value())
                            .update()))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("veiled_case_is_elsewhere");
  }

  @Test
  void duplicatesGoIntoOneAndPartsHangTogether() {
    var clerk = officer(STREET);
    var first = done(clerk, open(STREET), new Act.Take());
    var second = done(clerk, open(STREET), new Act.Take());
    refused(clerk, second, new Act.Merge(second.id()), Outcome.Reason.NOT_ALIKE);
    var merged = done(clerk, second, new Act.Merge(first.id()));
    assertThat(Objects.requireNonNull(merged.end()).into()).isEqualTo(first.id());
    assertThat(again(first).version()).isEqualTo(first.version() + 1);
    refused(clerk, again(first), new Act.Merge(second.id()), Outcome.Reason.NOT_ALIKE);
    var part = done(clerk, open(STREET), new Act.Link(first.id()));
    refused(clerk, again(first), new Act.Link(part.id()), Outcome.Reason.ONE_LEVEL_ONLY);
    assertThat(clerk.doing(() -> cases.parts(first.id())))
        .extracting(Case::id)
        .containsExactlyInAnyOrder(second.id(), part.id());
  }

  @Test
  void whoeverIsNoLongerThereLeavesNothingBehind() {
    var account = Ids.next();
    var duty =
        Actor.asSystem(
            () ->
                duties.grant(
                    new Duties.Grant(
                        account, Role.OFFICER, STREET, Instant.EPOCH.plusSeconds(1), null)));
    var leaving = new Actor(account, Ids.next(), null, List.of(new Duty(Role.OFFICER, STREET)));
    var taken = done(leaving, open(STREET), new Act.Take());
    Actor.asSystem(() -> duties.end(duty));
    sweep.present();
    assertThat(task(again(taken)).holder()).isNull();
  }

  private void broken(Case one, String sql, String why) {
    assertThatThrownBy(
            () ->
                Actor.asSystem(
                    () ->
                        transactions.execute(
                            _ -> jdbc.sql(sql).param("id", one.id().value()).update())))
        .as(sql)
        .rootCause()
        .hasMessageContaining(why);
  }

  @Test
  void theDatabaseRefusesAnOpenCaseWithoutOwnerOrDeadlineAndAnyChangeOfWhatHappened() {
    var made = open(STREET);
    for (var set : List.of("wake_at = null", "due_at = null", "queue = null", "state = 'CLOSED'")) {
      var sql = "update casework.matter set " + set + " where id = :id";
      broken(made, sql, "open_case_has_one_owner_and_one_deadline");
    }
    var denied = "permission denied";
    broken(made, "update casework.event set reason = 'x' where case_id = :id", denied);
    broken(made, "delete from casework.event where case_id = :id", denied);
    broken(made, "delete from casework.matter where id = :id", denied);
  }

  @Test
  void listsWhatIsDueFirstFirst() {
    var clerk = officer(STREET);
    for (int i = 0; i < 3; i++) {
      done(clerk, open(STREET, i == 1 ? "arrears" : "pay", null, false), new Act.Take());
    }
    var wanted = new WorkList.Wanted(WorkList.Box.MINE, false, null, null, null, 2);
    var page = clerk.doing(() -> list.page(wanted));
    assertThat(page.total()).isEqualTo(3);
    assertThat(page.items()).hasSize(2);
    var next =
        new WorkList.Wanted(
            WorkList.Box.MINE,
            false,
            null,
            null,
            UUID.fromString(Objects.requireNonNull(page.next())),
            2);
    var rest = clerk.doing(() -> list.page(next));
    assertThat(rest.items()).hasSize(1);
    var all = new java.util.ArrayList<>(page.items());
    all.addAll(rest.items());
    assertThat(all).extracting(one -> Timestamp.from(task(one).clock().dueAt())).isSorted();
    assertThat(clerk.doing(() -> list.counts().mine())).isEqualTo(3);
  }
}
