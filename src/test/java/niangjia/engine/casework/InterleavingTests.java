package niangjia.engine.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.api.Together;
import niangjia.engine.calendar.WorkCalendar;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does everything to some cases in every order, by several officers at once, from seeds: afterwards
 * each case is somebody's or over, each has as many events as turns, and whatever was acknowledged
 * is there.
 */
@ApplicationTest
class InterleavingTests {

  private static final String STREET = "bj.d110105.s110105001";
  private static final int HANDS = 8;
  private static final int TURNS = 150;
  private static final int CASES = 30;

  @Autowired private Cases cases;
  @Autowired private Duties duties;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private record Said(UUID key, Case now) {}

  private Actor officer(String path) {
    var account = Ids.next();
    Actor.asSystem(
        () ->
            duties.grant(
                new Duties.Grant(account, Role.OFFICER, path, Instant.EPOCH.plusSeconds(1), null)));
    return new Actor(account, Ids.next(), null, List.of(new Duty(Role.OFFICER, path)));
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static Act act(Random random, List<UUID> officers, List<Case.Id> all) {
    var somebody = any(random, officers);
    var day = LocalDate.now(WorkCalendar.ZONE).plusDays(1 + random.nextInt(40));
    return switch (random.nextInt(19)) {
      case 0, 1, 2 -> new Act.Take();
      case 3, 4 -> new Act.Decide(any(random, List.of("accept", "done", "approve")), null, null);
      case 5, 16 -> new Act.SendBack(any(random, List.of("intake", "work")), "退回");
      case 6 -> new Act.Recall();
      case 7 -> new Act.HandOver(somebody, null, "转办");
      case 8 -> new Act.Lend(somebody, "委派");
      case 9 -> new Act.GiveBack("交还");
      case 10 -> new Act.Ask(List.of(somebody), random.nextBoolean(), "会签");
      case 11 -> new Act.Sign(random.nextBoolean(), "意见");
      case 12 -> new Act.Pause("WAITS_FOR_PERSON", day, null);
      case 13 -> new Act.Resume();
      case 14, 17 ->
          random.nextInt(3) == 0 ? new Act.Merge(any(random, all)) : new Act.PutBack(null);
      case 15 -> random.nextInt(6) == 0 ? new Act.Withdraw(null) : new Act.StopAsking();
      default -> new Act.Edit(any(random, List.of("pay", "arrears", "other")), null, true);
    };
  }

  @Test
  void anyInterleavingKeepsOneOwnerAndOneDeadlineAndLosesNothing() {
    var officers = IntStream.range(0, HANDS).mapToObj(_ -> officer(STREET)).toList();
    var all = IntStream.range(0, CASES).mapToObj(_ -> open().id()).toList();
    Queue<Said> said = new ConcurrentLinkedQueue<>();
    List<Callable<Integer>> hands = new ArrayList<>();
    for (int hand = 0; hand < HANDS; hand++) {
      var random = new Random(hand * 7919L + 20261123);
      hands.add(() -> turns(random, officers, all, said));
    }
    int done = Together.all(hands).stream().mapToInt(Integer::intValue).sum();
    var kinds = new EnumMap<Event.Kind, Integer>(Event.Kind.class);
    for (var id : all) {
      whole(id).forEach(event -> kinds.merge(event.kind(), 1, Integer::sum));
    }
    assertThat(done).isGreaterThan(100);
    assertThat(kinds.keySet())
        .contains(
            Event.Kind.SENT_BACK,
            Event.Kind.LENT,
            Event.Kind.ASKED,
            Event.Kind.HANDED_OVER,
            Event.Kind.PAUSED,
            Event.Kind.MERGED);
    acknowledged(said);
  }

  /** Does so many things, mostly as whoever holds the case; a refusal is as good as a deed. */
  private int turns(Random random, List<Actor> officers, List<Case.Id> all, Queue<Said> said) {
    var accounts = officers.stream().map(one -> Objects.requireNonNull(one.account())).toList();
    int done = 0;
    for (int i = 0; i < TURNS; i++) {
      var id = any(random, all);
      var seen = Actor.asSystem(() -> cases.get(id));
      var holder = seen.task() == null ? null : seen.task().holder();
      int hand = random.nextInt(4) == 0 ? -1 : accounts.indexOf(holder);
      var officer = hand < 0 ? any(random, officers) : officers.get(hand);
      var act = act(random, accounts, all);
      var key = Ids.next();
      try {
        var outcome = officer.doing(() -> cases.act(id, key, seen.version(), act));
        if (outcome instanceof Outcome.Done(Case now)) {
          said.add(new Said(key, now));
          done++;
        }
      } catch (Invalid e) {
        assertThat(e.field()).isIn("choice", "note", "to", "of", "step");
      }
    }
    return done;
  }

  private Case open() {
    return Actor.asSystem(
        () ->
            cases.open(
                new Cases.Opening(
                    new Case.Id(Ids.next()), "trial", STREET, null, "pay", "交错", false, false),
                Actor.SYSTEM));
  }

  /** Each has its turns without a gap, ends where its last event says, and is owned or over. */
  private List<Event> whole(Case.Id id) {
    var now = Actor.asSystem(() -> cases.get(id));
    var events = Actor.asSystem(() -> cases.events(id));
    assertThat(events)
        .extracting(Event::turn)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, now.version()).boxed().toList());
    var last = events.stream().map(Event::to).filter(Objects::nonNull).reduce((_, b) -> b);
    assertThat(last).contains(now.step());
    var owners =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        jdbc.sql(
                                """
                                select case when state = 'CLOSED' then 0
                                  when holder is not null then 1
                                  when queue is not null then 1 else 9 end
                                  + num_nonnulls(wake_at) * 10
                                from casework.matter where id = :id
                                """)
                            .param("id", id.value())
                            .query(Integer.class)
                            .single()));
    assertThat(owners).isEqualTo(now.open() ? 11 : 0);
    var end = now.end();
    var into = end == null ? null : end.into();
    if (into != null) {
      var received =
          Actor.asSystem(() -> cases.events(into)).stream()
              .filter(e -> e.kind() == Event.Kind.RECEIVED && id.equals(e.what().other()));
      assertThat(received).as("the other case knows of %s", id).hasSize(1);
    }
    return new ArrayList<>(events);
  }

  private void acknowledged(Queue<Said> said) {
    Map<UUID, Integer> turns =
        Actor.asSystem(
            () ->
                Objects.requireNonNull(
                    transactions.execute(
                        _ ->
                            jdbc.sql("select id, turn from casework.event where id = any(:ids)")
                                .param("ids", said.stream().map(Said::key).toArray(UUID[]::new))
                                .query(
                                    rows -> {
                                      var found = new HashMap<UUID, Integer>();
                                      while (rows.next()) {
                                        found.put(rows.getObject(1, UUID.class), rows.getInt(2));
                                      }
                                      return found;
                                    }))));
    for (var one : said) {
      assertThat(turns.get(one.key())).isEqualTo(one.now().version());
    }
  }
}
