package niangjia.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.engine.attachment.Attachments;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Duty;
import niangjia.platform.Ids;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Answers that bring files: they belong to the answer with the answer itself, or not at all. */
@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileAnswerTests {

  private static final String DISTRICT = "bj.d110105";
  private static final Map<String, Object> DEFINITION =
      Map.of(
          "title",
          Map.of("zh", "附件测试"),
          "personal",
          true,
          "fields",
          List.of(
              Map.of(
                  "key",
                  "f",
                  "kind",
                  "FILE",
                  "required",
                  true,
                  "most",
                  2,
                  "accept",
                  List.of("DOCUMENT"),
                  "label",
                  Map.of("zh", "材料")),
              Map.of(
                  "key",
                  "v",
                  "kind",
                  "FILE",
                  "accept",
                  List.of("VOICE"),
                  "label",
                  Map.of("zh", "录音"))));

  @Autowired private Environment environment;
  @Autowired private Forms forms;
  @Autowired private FormAnswers answers;
  @Autowired private Attachments attachments;
  @Autowired private AnswerHolder holder;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;

  private final Actor officer = actor(Role.OFFICER, DISTRICT, null);
  private Door.Worker worker;
  private Actor self;
  private Form form;

  private static Actor actor(Role role, String path, @Nullable UUID person) {
    return new Actor(Ids.next(), Ids.next(), person, List.of(new Duty(role, path)));
  }

  @BeforeAll
  void enter() {
    var api = new Api("http://localhost:" + environment.getProperty("local.server.port"));
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
    form =
        officer.doing(
            () -> {
              var made = forms.make(DISTRICT, FormDefinition.parse(DEFINITION));
              return ((Forms.Edited.Done) forms.publish(made.id(), 1)).form();
            });
  }

  private UUID brought(Actor actor) {
    var id = Ids.next();
    var body = new ByteArrayInputStream(("工资条 " + id).getBytes(StandardCharsets.UTF_8));
    var file = new Attachments.Brought(id, DISTRICT, actor.person(), actor.account(), "工资条.txt");
    var kept = actor.doing(() -> attachments.keep(file, body));
    assertThat(kept).isInstanceOf(Attachments.Outcome.Kept.class);
    return id;
  }

  private Sent.Outcome send(UUID key, Map<String, @Nullable Object> values) {
    var me = new Person.Id(UUID.fromString(worker.person()));
    var given = new FormAnswers.Given(form.id(), 1, "", values);
    return self.doing(() -> answers.send(me, key, given));
  }

  private static Map<String, @Nullable Object> named(UUID... ids) {
    return Map.of("f", List.of(ids).stream().map(UUID::toString).toList());
  }

  private <T> T in(Actor actor, Supplier<T> work) {
    return actor.doing(() -> Objects.requireNonNull(transactions.execute(_ -> work.get())));
  }

  @Test
  void theAnswerHoldsItsFilesAndTheOfficersOfItsUnionOpenThem() {
    var file = brought(self);
    var key = Ids.next();
    assertThat(send(key, named(file))).isInstanceOf(Sent.Outcome.Taken.class);
    assertThat(send(key, named(file))).isInstanceOf(Sent.Outcome.Taken.class);
    var cards = in(officer, () -> answers.files(List.of(key))).get(key);
    assertThat(cards).extracting("id").containsExactly(file);
    for (var may : List.of(self, officer, actor(Role.OFFICER, "bj", null))) {
      assertThat(may.doing(() -> holder.mayOpen(may, key))).isTrue();
    }
    var sibling = actor(Role.OFFICER, "bj.d110108", null);
    var leader = actor(Role.LEADER, DISTRICT, null);
    var other = actor(Role.WORKER, DISTRICT, Ids.next());
    for (var mayNot : List.of(sibling, leader, other)) {
      assertThat(mayNot.doing(() -> holder.mayOpen(mayNot, key))).isFalse();
    }
  }

  @Test
  void anAnswerWhoseFileIsGoneIsNotSent() {
    var key = Ids.next();
    var strange = brought(actor(Role.WORKER, DISTRICT, Ids.next()));
    for (var file : List.of(Ids.next(), strange)) {
      assertThatThrownBy(() -> send(key, named(file))).hasMessageContaining("answers.");
    }
    var sent =
        in(
            Actor.SYSTEM,
            () ->
                jdbc.sql("select count(*) from form.answer where id = ?")
                    .param(key)
                    .query(Integer.class)
                    .single());
    assertThat(sent).isZero();
    assertThat(send(key, named(brought(self)))).isInstanceOf(Sent.Outcome.Taken.class);
  }

  @Test
  void moreThanMayBeAndOtherKindsAreRefused() {
    assertThatThrownBy(() -> send(Ids.next(), named(brought(self), brought(self), brought(self))))
        .hasMessageContaining("answers.");
    var text = List.of(brought(self).toString());
    Map<String, @Nullable Object> wrong = Map.of("f", List.of(brought(self).toString()), "v", text);
    assertThatThrownBy(() -> send(Ids.next(), wrong)).hasMessageContaining("answers.");
  }

  @Test
  void oneFileBelongsToOneAnswer() {
    var file = brought(self);
    send(Ids.next(), named(file));
    assertThatThrownBy(() -> send(Ids.next(), named(file))).hasMessageContaining("answers.");
  }
}
