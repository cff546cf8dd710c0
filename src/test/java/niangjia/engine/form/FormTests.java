package niangjia.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Resealer;
import niangjia.platform.Resealing;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Forms on the database: what is frozen, what is taken once, and who sees it. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormTests {

  private static final String DISTRICT = "bj.d110105";
  private static final Map<String, Object> DEFINITION =
      Map.of(
          "title",
          Map.of("zh", "测试表"),
          "personal",
          true,
          "once",
          true,
          "fields",
          List.of(
              Map.of("key", "a", "kind", "TEXT", "required", true, "label", Map.of("zh", "问")),
              Map.of("key", "n", "kind", "NUMBER", "label", Map.of("zh", "数"), "max", 9)));

  @Autowired private Environment environment;
  @Autowired private Forms forms;
  @Autowired private FormAnswers answers;
  @Autowired private FormData data;
  @Autowired private List<Resealing> seals;
  @Autowired private Resealer resealer;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private final Actor officer = actor(Role.OFFICER, DISTRICT, null);
  private Api api;
  private Door.Worker worker;
  private Actor self;

  private static Actor actor(Role role, String path, @Nullable UUID person) {
    return new Actor(Ids.next(), Ids.next(), person, List.of(new Duty(role, path)));
  }

  @BeforeAll
  void enter() {
    api = new Api("http://localhost:" + environment.getProperty("local.server.port"));
    var door = new Door(api);
    worker =
        api.patiently(
                Call.get("/api/access/demo/workers?limit=20&path=" + DISTRICT + ".s110105002"))
            .json()
            .path("items")
            .valueStream()
            .flatMap(one -> door.worker(one.path("phone").asString()).stream())
            .findFirst()
            .orElseThrow();
    self = actor(Role.WORKER, DISTRICT, UUID.fromString(worker.person()));
  }

  private Form published(Map<String, Object> definition) {
    return officer.doing(
        () -> {
          var form = forms.make(DISTRICT, FormDefinition.parse(definition));
          return ((Forms.Edited.Done) forms.publish(form.id(), 1)).form();
        });
  }

  private <T> T in(Actor actor, Supplier<T> work) {
    return actor.doing(() -> Objects.requireNonNull(transactions.execute(_ -> work.get())));
  }

  private static FormAnswers.Given given(Form form, int version, String text) {
    return new FormAnswers.Given(form.id(), version, "", Map.of("a", text));
  }

  private Person.Id me() {
    return new Person.Id(UUID.fromString(worker.person()));
  }

  private Sent.Outcome send(UUID key, FormAnswers.Given given) {
    return self.doing(() -> answers.send(me(), key, given));
  }

  private Reply ask(String method, String path, String body) {
    var call = Call.post(path, body).method(method).by(worker.session());
    return api.patiently(call.with("Idempotency-Key", UUID.randomUUID().toString()));
  }

  @Test
  void publishedVersionIsFrozenByTheDatabaseAndHashed() {
    var form = published(DEFINITION);
    for (var sql :
        List.of(
            "update form.version set definition = '{}' where form_id = :id",
            "update form.version set published_at = null, hash = null where form_id = :id",
            "delete from form.version where form_id = :id")) {
      assertThatThrownBy(() -> in(officer, () -> jdbc.sql(sql).param("id", form.id()).update()))
          .hasMessageContaining("published_stays");
    }
    var version = officer.doing(() -> forms.version(form.id(), 1));
    assertThat(version.hash()).hasSize(64);
    assertThat(version.definition().text()).isEqualTo(FormDefinition.parse(DEFINITION).text());
  }

  @Test
  void draftOfTheNextVersionIsNotOverwrittenUnseen() {
    var form = published(DEFINITION);
    var next = FormDefinition.parse(DEFINITION);
    officer.doing(
        () -> {
          assertThat(forms.save(form.id(), 0, next)).isInstanceOf(Forms.Edited.Done.class);
          assertThat(forms.save(form.id(), 0, next)).isInstanceOf(Forms.Edited.Behind.class);
          assertThat(forms.save(form.id(), 1, next)).isInstanceOf(Forms.Edited.Done.class);
          assertThat(forms.publish(form.id(), 1)).isInstanceOf(Forms.Edited.Behind.class);
          assertThat(forms.publish(form.id(), 2)).isInstanceOf(Forms.Edited.Done.class);
          assertThat(forms.inScope(form.id()).current()).isEqualTo(2);
        });
    assertThat(send(Ids.next(), given(form, 1, "甲")))
        .isEqualTo(new Sent.Outcome.No(Sent.Reason.VERSION_CHANGED));
  }

  @Test
  void sameKeyIsTakenOnceByManyAtATime() {
    var form = published(DEFINITION);
    var key = Ids.next();
    var outcomes = ConcurrentHashMap.<String>newKeySet();
    IntStream.range(0, 40)
        .parallel()
        .forEach(_ -> outcomes.add(send(key, given(form, 1, "甲")).getClass().getSimpleName()));
    assertThat(outcomes).containsExactly("Taken");
    assertThat(send(key, given(form, 1, "乙"))).isEqualTo(new Sent.Outcome.No(Sent.Reason.KEY_USED));
    assertThat(send(Ids.next(), given(form, 1, "甲")))
        .isEqualTo(new Sent.Outcome.No(Sent.Reason.ALREADY_SENT));
    var page = officer.doing(() -> answers.page(form.id(), null, 10));
    assertThat(page.total()).isEqualTo(1);
    assertThat(page.items().getFirst().values()).containsEntry("a", "甲");
  }

  @Test
  void draftOfAnotherDeviceIsShownAndNotOverwritten() {
    var form = published(DEFINITION);
    var path = "/api/form/forms/" + form.id() + "/draft";
    var body = "{\"edit\":%d,\"given\":{\"version\":1,\"answers\":{\"a\":\"%s\",\"x\":1}}}";
    assertThat(ask("PUT", path, body.formatted(0, "甲")).json().path("edit").asInt()).isEqualTo(1);
    assertThat(ask("PUT", path, body.formatted(0, "甲")).status()).as("a retry").isEqualTo(200);
    assertThat(ask("PUT", path, body.formatted(1, "乙")).status()).isEqualTo(200);
    var stale = ask("PUT", path, body.formatted(1, "丙"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.reason()).isEqualTo("SAVED_ELSEWHERE");
    assertThat(stale.json().path("theirs").path("answers").path("a").asString()).isEqualTo("乙");
    assertThat(stale.json().path("mine").path("a").asString()).isEqualTo("丙");
    var opened = ask("GET", "/api/form/forms/" + form.id(), "").json();
    assertThat(opened.path("draft").path("edit").asInt()).isEqualTo(2);
    assertThat(opened.path("draft").path("answers").has("x")).isFalse();
    var sent =
        ask(
            "POST",
            "/api/form/forms/" + form.id() + "/answers",
            "{\"version\":1,\"answers\":{\"a\":\"丁\"}}");
    assertThat(sent.status()).isEqualTo(201);
    opened = ask("GET", "/api/form/forms/" + form.id(), "").json();
    assertThat(opened.path("draft").isMissingNode() || opened.path("draft").isNull()).isTrue();
    assertThat(opened.path("takes").asBoolean()).isFalse();
  }

  @Test
  void allFaultsComeAtOnceInTheReadersLanguage() {
    var form = published(DEFINITION);
    var reply =
        ask(
            "POST",
            "/api/form/forms/" + form.id() + "/answers",
            "{\"version\":1,\"answers\":{\"n\":10,\"x\":1}}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("answers.a", "answers.n", "answers.x");
    assertThat(reply.text()).contains("请填写");
  }

  @Test
  void personalAnswersAreSealedAndSeenInScopeOnly() {
    var form = published(DEFINITION);
    send(Ids.next(), given(form, 1, "秘密的话"));
    var system = Actor.SYSTEM;
    var count = "select count(*) from form.answer where form_id = :id and content is null";
    Supplier<Long> rows = () -> jdbc.sql(count).param("id", form.id()).query(Long.class).single();
    assertThat(in(officer, rows)).isEqualTo(1);
    assertThat(in(self, rows)).isEqualTo(1);
    assertThat(in(actor(Role.OFFICER, "bj.d110108", null), rows)).isZero();
    assertThat(in(actor(Role.WORKER, DISTRICT, Ids.next()), rows)).isZero();
    assertThatThrownBy(
            () ->
                in(
                    self,
                    () ->
                        jdbc.sql("update form.answer set content = 'x' where form_id = :id")
                            .param("id", form.id())
                            .update()))
        .rootCause()
        .hasMessageContaining("permission denied");
    var about = in(system, () -> data.about(me()));
    assertThat(about.toString()).contains("秘密的话");
    in(
        system,
        () -> seals.stream().mapToInt(one -> resealer.reseal(one, null, 100).sealed()).sum());
    assertThat(in(system, () -> data.erase(me(), null)).get("form.answer")).isPositive();
    assertThat(in(officer, rows)).isZero();
  }

  @Test
  void workerOfAnotherUnionCannotAnswerAndClosedFormTakesNothing() {
    var form = published(DEFINITION);
    var elsewhere =
        actor(Role.OFFICER, "bj.d110108", null)
            .doing(
                () -> {
                  var made = forms.make("bj.d110108", FormDefinition.parse(DEFINITION));
                  forms.publish(made.id(), 1);
                  return made;
                });
    assertThat(send(Ids.next(), given(elsewhere, 1, "甲")))
        .isEqualTo(new Sent.Outcome.No(Sent.Reason.OTHER_UNION));
    officer.doing(() -> forms.close(form.id()));
    assertThat(send(Ids.next(), given(form, 1, "甲")))
        .isEqualTo(new Sent.Outcome.No(Sent.Reason.CLOSED));
  }
}
