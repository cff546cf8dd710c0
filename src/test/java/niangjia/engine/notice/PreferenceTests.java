package niangjia.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What workers set for themselves, over HTTP. */
@ApplicationTest
class PreferenceTests {

  private static final String CHOICE = "/api/notice/choice";
  private static final String ADDRESS = "/api/notice/address";

  @Autowired private Environment environment;
  @Autowired private Contacts contacts;
  private Api api;
  private Door door;

  @BeforeEach
  void enter() {
    api = new Api("http://localhost:" + environment.getProperty("local.server.port"));
    door = new Door(api);
  }

  private Door.Worker worker(int which) {
    var phones =
        api.patiently(Call.get("/api/access/demo/workers?limit=60&path=bj.d110108")).json();
    var phone = phones.path("items").path(50 + which).path("phone").asString();
    return door.worker(phone).orElseThrow();
  }

  private Reply put(Door.Worker worker, String path, Map<String, ?> body) {
    var text = JsonMapper.shared().writeValueAsString(body);
    return api.send(Call.post(path, text).method("PUT").by(worker.session()));
  }

  private Reply ask(Door.Worker worker, String address) {
    var body = JsonMapper.shared().writeValueAsString(Map.of("address", address));
    return api.send(Call.post(ADDRESS + "/code", body).by(worker.session()));
  }

  private String code(String address) {
    var path = "/api/access/demo/code?address=" + Api.encoded(address);
    return api.patiently(Call.get(path)).json().path("code").asString();
  }

  private static String field(Reply reply) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    assertThat(reply.type()).isEqualTo("application/problem+json");
    return reply.json().path("errors").path(0).path("field").asString();
  }

  @Test
  void addressIsKeptByTheCodeThatWasSentThereAlone() {
    var worker = worker(0);
    var person = new Person.Id(UUID.fromString(worker.person()));
    var address = "Li.Si@Example.ORG";
    assertThat(ask(worker, address).status()).isEqualTo(202);
    var code = code(address);
    var other = code.equals("000000") ? "000001" : "000000";
    assertThat(put(worker, ADDRESS, Map.of("address", address, "code", other)).reason())
        .isEqualTo("WRONG_CODE");
    // The code is good for that address and that person alone.
    assertThat(put(worker, ADDRESS, Map.of("address", "x@example.org", "code", code)).reason())
        .isEqualTo("WRONG_CODE");
    assertThat(put(worker(1), ADDRESS, Map.of("address", address, "code", code)).reason())
        .isEqualTo("CODE_EXPIRED");
    assertThat(Actor.asSystem(() -> contacts.email(person))).isEmpty();
    var kept = put(worker, ADDRESS, Map.of("address", address, "code", code));
    assertThat(kept.json().path("address").asString()).isEqualTo("L***@example.org");
    assertThat(kept.json().path("channels").toString()).contains("MAIL");
    assertThat(Actor.asSystem(() -> contacts.email(person)).orElseThrow().address())
        .isEqualTo("Li.Si@example.org");
    assertThat(put(worker, ADDRESS, Map.of("address", address, "code", code)).reason())
        .isEqualTo("CODE_EXPIRED");
    var gone = api.send(Call.post(ADDRESS + "/remove", "").by(worker.session()));
    assertThat(gone.json().path("address").isNull()).isTrue();
    assertThat(gone.json().path("channels").toString()).doesNotContain("MAIL");
    assertThat(Actor.asSystem(() -> contacts.email(person))).isEmpty();
  }

  @Test
  void mailboxIsNotFloodedHoweverManyNameIt() {
    var address = "quiet.please@example.org";
    assertThat(ask(worker(2), address).status()).isEqualTo(202);
    assertThat(ask(worker(3), address).status()).isEqualTo(429);
    assertThat(ask(worker(2), "another@example.org").status()).isEqualTo(429);
  }

  @Test
  void whatCannotBeIsRefusedByItsName() {
    var worker = worker(4);
    for (var wrong : List.of("wang", "a@b.c\r\nBcc: d@e.org", "a@[127.0.0.1]", "")) {
      assertThat(field(ask(worker, wrong))).isEqualTo("address");
    }
    var address = "a@example.org";
    assertThat(field(put(worker, ADDRESS, Map.of("address", address)))).isEqualTo("code");
    assertThat(field(put(worker, CHOICE, Map.of("language", "fr")))).isEqualTo("language");
    assertThat(field(put(worker, CHOICE, Map.of("channels", List.of("MAIL")))))
        .isEqualTo("address");
    assertThat(field(put(worker, CHOICE, Map.of("quiet", Map.of("from", 24, "until", 8)))))
        .isEqualTo("quiet.from");
    assertThat(field(put(worker, CHOICE, Map.of("quiet", Map.of("from", 22)))))
        .isEqualTo("quiet.until");
  }

  @Test
  void whatIsLeftOutStaysAsItIs() {
    var worker = worker(5);
    put(worker, CHOICE, Map.of("channels", List.of("SMS")));
    put(worker, CHOICE, Map.of("quiet", Map.of("from", 23, "until", 6)));
    var choice = put(worker, CHOICE, Map.of("language", "en")).json();
    assertThat(choice.path("channels").toString()).isEqualTo("[\"SMS\"]");
    assertThat(choice.path("language").asString()).isEqualTo("en");
    assertThat(choice.path("quiet").path("from").asInt()).isEqualTo(23);
    assertThat(choice.path("quiet").path("until").asInt()).isEqualTo(6);
    assertThat(api.send(Call.get(CHOICE).by(worker.session())).json()).isEqualTo(choice);
  }
}
