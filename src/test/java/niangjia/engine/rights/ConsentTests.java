package niangjia.engine.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Together;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.rights.ConsentTexts.Draft;
import niangjia.engine.rights.Consents.Answer;
import niangjia.engine.rights.Consents.Channel;
import niangjia.engine.rights.Consents.State;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** People agree to a text that they read, take it back, and everybody asks before they use it. */
@ApplicationTest
class ConsentTests {

  private static final String MINE = "/api/rights/consents";
  private static final Words WORDS = Words.of("同意书测试", "A test of consents");

  @Autowired private Consents consents;
  @Autowired private ConsentTexts texts;
  @Autowired private People people;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  @Autowired private Environment environment;
  @Autowired private Sealer sealer;

  @Value("${local.server.port}")
  private int port;

  private Planted worker() {
    return Planted.enter(new Api("http://127.0.0.1:" + port), people);
  }

  private static Call says(Purpose purpose, int version, boolean given) {
    return Call.post(
            MINE,
            "{\"purpose\":\"%s\",\"version\":%d,\"given\":%s}".formatted(purpose, version, given))
        .method("PUT");
  }

  private static JsonNode of(JsonNode all, Purpose purpose) {
    return all.valueStream()
        .filter(one -> one.path("purpose").asString().equals(purpose.name()))
        .findFirst()
        .orElseThrow();
  }

  private static Actor administrator(String path) {
    var duties = List.of(new Duty(Role.SYSTEM, path));
    return new Actor(UUID.randomUUID(), UUID.randomUUID(), null, duties);
  }

  private static Actor self(Person.Id person) {
    return new Actor(null, null, person.value(), List.of());
  }

  private static Actor officer(String path) {
    return new Actor(UUID.randomUUID(), null, null, List.of(new Duty(Role.OFFICER, path)));
  }

  private ConsentTexts.Overview overview(Purpose purpose) {
    return texts.all().stream().filter(one -> one.purpose() == purpose).findFirst().orElseThrow();
  }

  /** Publishes the next version and answers its number. */
  private int publish(Purpose purpose, boolean asksAgain) {
    int revision = overview(purpose).draft().map(ConsentText::revision).orElse(0);
    administrator("bj")
        .doing(
            () -> {
              texts.write(new Draft(purpose, revision, asksAgain, WORDS, WORDS, WORDS));
              texts.publish(purpose, revision + 1);
            });
    return overview(purpose).published().getFirst().number();
  }

  private void answer(Person.Id person, Purpose purpose, int version, boolean given) {
    self(person)
        .doing(
            () ->
                consents.answer(
                    new Answer(person, Planted.STREET, purpose, version, given), Channel.APP));
  }

  private Consents.Standing standing(Person.Id person, Purpose purpose) {
    return self(person)
        .doing(
            () ->
                consents.of(person).stream()
                    .filter(one -> one.current().purpose() == purpose)
                    .findFirst()
                    .orElseThrow());
  }

  @Test
  void withdrawalCountsFromTheNextQuestionOn() {
    var worker = worker();
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isFalse();
    var read = of(worker.ask(Call.get(MINE)).json(), Purpose.PARTNER);
    assertThat(read.path("state").asString()).isEqualTo("NOT_ASKED");
    assertThat(read.path("digest").asString()).hasSize(64);
    int version = read.path("version").asInt();
    assertThat(worker.ask(says(Purpose.PARTNER, version - 1, true)).reason())
        .isEqualTo("NEWER_TEXT");
    var given = worker.ask(says(Purpose.PARTNER, version, true)).json();
    assertThat(of(given, Purpose.PARTNER).path("state").asString()).isEqualTo("GIVEN");
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isTrue();
    assertThat(consents.given(worker.id(), Purpose.PUBLICITY)).as("each by itself").isFalse();
    var taken = worker.ask(says(Purpose.PARTNER, version - 1, false)).json();
    assertThat(of(taken, Purpose.PARTNER).path("state").asString()).isEqualTo("WITHDRAWN");
    assertThat(of(taken, Purpose.PARTNER).path("history")).hasSize(2);
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isFalse();
    assertThat(worker.ask(says(Purpose.BANK, 1, true)).reason()).isEqualTo("NOTHING_TO_AGREE_TO");
  }

  @Test
  void newerVersionAsksAgainOnlyWhenItSaysSo() {
    var person = worker().id();
    var refuses = worker().id();
    int first = publish(Purpose.PLACE, true);
    answer(person, Purpose.PLACE, first, true);
    answer(refuses, Purpose.PLACE, first, false);
    publish(Purpose.PLACE, false);
    assertThat(standing(person, Purpose.PLACE).state()).isEqualTo(State.GIVEN);
    assertThat(standing(person, Purpose.PLACE).news()).hasSize(1);
    assertThat(consents.given(person, Purpose.PLACE)).isTrue();
    long before = overview(Purpose.PLACE).counts().askedAgain();
    int third = publish(Purpose.PLACE, true);
    assertThat(standing(person, Purpose.PLACE).state()).isEqualTo(State.ASKED_AGAIN);
    assertThat(standing(refuses, Purpose.PLACE).state())
        .as("who said no is not asked again and again")
        .isEqualTo(State.WITHDRAWN);
    assertThat(consents.given(person, Purpose.PLACE)).isFalse();
    assertThat(overview(Purpose.PLACE).counts().askedAgain()).isGreaterThan(before);
    answer(person, Purpose.PLACE, third, true);
    assertThat(consents.given(List.of(person, refuses), Purpose.PLACE)).containsExactly(person);
  }

  @Test
  void publishedTextIsFrozenByTheDatabase() throws SQLException {
    var where = " where purpose = 'TEXTS' and version = 1";
    try (var owner = new Dump(environment, sealer)) {
      for (var change :
          List.of(
              "update rights.consent_text set text_zh = text_zh || '。'" + where,
              "update rights.consent_text set asks_again = asks_again" + where,
              "delete from rights.consent_text" + where)) {
        assertThatThrownBy(() -> owner.run(change)).hasMessageContaining("stays as it is");
      }
      assertThat(overview(Purpose.TEXTS).published().getFirst().intact()).isTrue();
      owner.run("alter table rights.consent_text disable trigger published_stays_as_it_is");
      try {
        owner.run("update rights.consent_text set text_zh = text_zh || '多一句'" + where);
        assertThat(overview(Purpose.TEXTS).published().getFirst().intact())
            .as("who gets round the database is found by the digest")
            .isFalse();
        owner.run("update rights.consent_text set text_zh = replace(text_zh, '多一句', '')" + where);
      } finally {
        owner.run("alter table rights.consent_text enable trigger published_stays_as_it_is");
      }
      assertThat(overview(Purpose.TEXTS).published().getFirst().intact()).isTrue();
    }
  }

  @Test
  void draftIsChangedByOneAtATimeAndOnlyAtTheTop() {
    int revision = overview(Purpose.BANK).draft().orElseThrow().revision();
    var draft = new Draft(Purpose.BANK, revision, false, WORDS, WORDS, null);
    assertThatThrownBy(() -> administrator("bj.d110105").doing(() -> texts.write(draft)))
        .isInstanceOf(Refused.class)
        .hasMessage("TEXTS_ARE_WRITTEN_AT_THE_TOP");
    var tries =
        Together.all(
            IntStream.range(0, 10).<Callable<Boolean>>mapToObj(_ -> () -> written(draft)).toList());
    assertThat(tries).containsOnlyOnce(true);
    var now = overview(Purpose.BANK).draft().orElseThrow();
    assertThat(now.revision()).isEqualTo(revision + 1);
    assertThat(now.asksAgain()).as("the first version always asks").isTrue();
    assertThatThrownBy(() -> administrator("bj").doing(() -> texts.publish(Purpose.BANK, revision)))
        .hasMessage("DRAFT_CHANGED_MEANWHILE");
    var silent = new Draft(Purpose.TEXTS, 0, true, WORDS, WORDS, null);
    assertThatThrownBy(() -> administrator("bj").doing(() -> texts.write(silent)))
        .as("a later version says what has changed")
        .isInstanceOf(Invalid.class);
    var chinese = new Draft(Purpose.BANK, revision + 1, true, WORDS, new Words("只有中文", null), null);
    assertThatThrownBy(() -> administrator("bj").doing(() -> texts.write(chinese)))
        .isInstanceOf(Invalid.class);
  }

  private boolean written(Draft draft) {
    try {
      administrator("bj").doing(() -> texts.write(draft));
      return true;
    } catch (Refused _) {
      return false;
    }
  }

  @Test
  void tenWhoGiveAndWithdrawAtOnceLeaveOneOrderedHistory() {
    var person = worker().id();
    int version = overview(Purpose.PARTNER).published().getFirst().number();
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 10; i++) {
      boolean given = i % 2 == 0;
      tasks.add(
          () -> {
            for (int turn = 0; turn < 5; turn++) {
              answer(person, Purpose.PARTNER, version, given == (turn % 2 == 0));
            }
            return true;
          });
    }
    Together.all(tasks);
    var history = standing(person, Purpose.PARTNER).history().reversed();
    assertThat(history.stream().map(Consents.Answered::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, history.size()).boxed().toList());
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).given())
          .as("nobody says the same twice")
          .isNotEqualTo(history.get(i - 1).given());
      assertThat(history.get(i).at()).isAfterOrEqualTo(history.get(i - 1).at());
    }
    assertThat(consents.given(person, Purpose.PARTNER)).isEqualTo(history.getLast().given());
  }

  private int run(Actor actor, String statement, Person.Id person) {
    return actor.<Integer>doing(
        () ->
            transactions.execute(
                _ -> jdbc.sql(statement).param("person", person.value()).update()));
  }

  @Test
  void databaseLetsNobodyAnswerForSomebodyElse() {
    var person = worker().id();
    var other = worker().id();
    int version = overview(Purpose.PARTNER).published().getFirst().number();
    answer(person, Purpose.PARTNER, version, true);
    var insert =
        """
        insert into rights.consent
          (id, person_id, path, purpose, number, version, given, channel, at)
        values (gen_random_uuid(), :person, '%s', 'PARTNER', 9, 1, true, '%s', now())
        """;
    var inApp = insert.formatted(Planted.STREET, "APP");
    var onPaper = insert.formatted(Planted.STREET, "PAPER");
    assertThatThrownBy(() -> run(self(other), inApp, person))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> run(officer("bj"), inApp, person))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> run(officer("bj.d110108"), onPaper, person))
        .isInstanceOf(DataAccessException.class);
    var update = "update rights.consent set given = false where person_id = :person";
    assertThatThrownBy(() -> run(self(person), update, person))
        .isInstanceOf(DataAccessException.class);
    var delete = "delete from rights.consent where person_id = :person";
    assertThat(run(self(person), delete, person)).isZero();
    assertThat(run(officer("bj"), delete, person)).isZero();
    assertThat(seen(self(person), person)).isEqualTo(1);
    assertThat(seen(officer(Planted.STREET), person)).isEqualTo(1);
    assertThat(seen(self(other), person)).isZero();
    assertThat(seen(officer("bj.d110108"), person)).isZero();
    assertThat(seen(administrator("bj"), person)).as("administrators see no people").isZero();
    assertThat(run(officer(Planted.STREET), onPaper, person)).isEqualTo(1);
    assertThat(run(Actor.SYSTEM, delete, person)).isEqualTo(2);
  }

  private int seen(Actor actor, Person.Id person) {
    return actor.<Integer>doing(
        () ->
            transactions.execute(
                _ ->
                    jdbc.sql("select count(*) from rights.consent where person_id = :person")
                        .param("person", person.value())
                        .query(Integer.class)
                        .single()));
  }

  @Test
  void officerWritesDownASignedFormAndThePersonSeesIt() {
    var worker = worker();
    var api = new Api("http://127.0.0.1:" + port);
    var door = new niangjia.api.Door(api);
    var path = "/api/rights/members/" + worker.id() + "/consents";
    var body = "{\"purpose\":\"PARTNER\",\"version\":2,\"given\":true}";
    assertThat(api.patiently(Call.post(path, body).by(door.staff("gate"))).status()).isEqualTo(403);
    var done = api.patiently(Call.post(path, body).by(door.staff("jianwai")));
    assertThat(done.status()).as("%s", done).isEqualTo(200);
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isTrue();
    var mine = of(worker.ask(Call.get(MINE)).json(), Purpose.PARTNER);
    assertThat(mine.path("history").path(0).path("channel").asString()).isEqualTo("PAPER");
    assertThat(worker.ask(Call.get("/api/audit/openings")).text()).contains(path.substring(0, 12));
    worker.ask(says(Purpose.PARTNER, 2, false));
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isFalse();
  }

  @Test
  void everybodyGetsTheirAnswersAndNobodyKeepsThem() {
    var worker = worker();
    worker.ask(says(Purpose.PARTNER, 2, true));
    var held = worker.ask(Call.get("/api/rights/holdings")).text();
    assertThat(held).contains("rights.consent");
    var reply = worker.confirmed("/api/rights/erasure");
    assertThat(reply.text()).contains("rights.consent");
    assertThat(seen(Actor.SYSTEM, worker.id())).isZero();
    assertThat(consents.given(worker.id(), Purpose.PARTNER)).isFalse();
  }
}
