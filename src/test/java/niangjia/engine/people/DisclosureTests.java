package niangjia.engine.people;

import static niangjia.engine.people.Samples.JIANWAI;
import static niangjia.engine.people.Samples.XICHENG;
import static niangjia.engine.people.Samples.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.platform.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.json.JsonMapper;

/** Whole numbers are shown for a reason only, seldom, and the person knows. */
@ApplicationTest
class DisclosureTests {

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired private People people;

  @Value("${local.server.port}")
  private int port;

  private Api api;
  private Door door;

  @BeforeEach
  void open() {
    api = new Api("http://127.0.0.1:" + port);
    door = new Door(api);
  }

  private Registration enter(String path) {
    var one = person("孙小明", path, Samples.period(path, Membership.State.ACTIVE, "2024-01-01", ""));
    Actor.asSystem(() -> people.register(one));
    return one;
  }

  private Reply ask(String officer, Registration whose, String field, String reason, String note) {
    var body = new LinkedHashMap<String, String>(Map.of("field", field, "reason", reason));
    if (!note.isEmpty()) {
      body.put("note", note);
    }
    var path = "/api/people/members/" + whose.id() + "/reveal";
    return api.send(Call.post(path, JSON.writeValueAsString(body)).by(door.staff(officer)));
  }

  @Test
  void theOfficerSeesTheNumberAndThePersonSeesTheOfficer() {
    var one = enter(JIANWAI);
    var phone = ask("jianwai", one, "PHONE", "CONTACT", "通知领取春节慰问品");
    assertThat(phone.json().path("value").asString()).isEqualTo(one.phone().digits());
    assertThat(phone.json().path("hideInSeconds").asInt()).isEqualTo(60);
    var id = ask("jianwai", one, "ID_NUMBER", "CHECK_IDENTITY", "");
    assertThat(id.json().path("value").asString()).isEqualTo(one.number().text());

    var worker = door.worker(one.phone().digits()).orElseThrow();
    var seen = api.send(Call.get("/api/audit/openings").by(worker.session())).json();
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1).path("reason").asString()).isEqualTo("CONTACT");
    assertThat(seen.get(1).path("note").asString()).isEqualTo("通知领取春节慰问品");
    assertThat(seen.get(1).path("summary").asString()).isEqualTo("PHONE");
    assertThat(seen.get(0).path("summary").asString()).isEqualTo("ID_NUMBER");
    assertThat(seen.get(0).path("who").path("zh").asString()).isEqualTo("建外街道总工会 干部");
    assertThat(seen.toString()).doesNotContain(one.phone().digits(), one.number().text(), "孙小明");
  }

  @Test
  void nobodyElsesMemberAndNoReasonThatNamesSomebody() {
    assertThat(ask("jianwai", enter(XICHENG), "PHONE", "CONTACT", "").status()).isEqualTo(404);
    var one = enter(JIANWAI);
    for (var note : new String[] {"找孙小明", "电话 139 0000 1234", "尾号123456", "长".repeat(101)}) {
      assertThat(ask("jianwai", one, "PHONE", "CONTACT", note).status()).as(note).isEqualTo(400);
    }
    assertThat(ask("jianwai", one, "PHONE", "OTHER", "").status()).isEqualTo(400);
    assertThat(ask("gate", one, "PHONE", "CONTACT", "").status()).isEqualTo(403);
    var worker = door.worker(one.phone().digits()).orElseThrow();
    assertThat(api.send(Call.get("/api/audit/openings").by(worker.session())).json()).isEmpty();
  }

  @Test
  void afterTwentyWithinAnHourItIsTooMuch() {
    var one = enter(JIANWAI);
    for (int i = 0; i < Disclosures.PER_HOUR; i++) {
      assertThat(ask("chaoyang", one, "PHONE", "CONTACT", "").status()).isEqualTo(200);
    }
    assertThat(ask("chaoyang", one, "PHONE", "CONTACT", "").status()).isEqualTo(429);
  }
}
