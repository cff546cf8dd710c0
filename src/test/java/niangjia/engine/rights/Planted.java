package niangjia.engine.rights;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.engine.people.Group;
import niangjia.engine.people.IdNumber;
import niangjia.engine.people.Membership;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Registration;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody whom nothing else in the database resembles, and what they do on the platform. */
public final class Planted {

  static final String STREET = "bj.d110105.s110105001";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONSOLE = "/api/benefit/console/offerings";

  private final Api api;
  private final Door door;
  private final Registration person;
  private final String session;

  private Planted(Api api, Registration person) {
    this.api = api;
    this.door = new Door(api);
    this.person = person;
    this.session = door.worker(person.phone().digits()).orElseThrow().session();
  }

  /** Enters the person and signs them in. */
  static Planted enter(Api api, People people) {
    return new Planted(api, register(people));
  }

  /** Enters somebody whom no other test knows, and answers their phone. */
  public static String somebody(People people) {
    return register(people).phone().digits();
  }

  private static Registration register(People people) {
    var random = ThreadLocalRandom.current();
    // Nobody of the demonstration is as old.
    var born = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(7_000));
    var number = "110199" + born.toString().replace("-", "") + (100 + random.nextInt(900));
    var person =
        new Registration(
            new Person.Id(Ids.next()),
            "龘靐" + Character.toString(0x20000 + random.nextInt(40_000)),
            complete(number),
            new Phone("177" + (10_000_000 + random.nextInt(80_000_000))),
            STREET,
            List.of(
                new Registration.Period(
                    STREET, Membership.State.ACTIVE, LocalDate.of(2020, 1, 1), null)),
            Map.of(Group.OUTDOOR, LocalDate.of(2025, 1, 1)),
            false);
    Actor.asSystem(() -> people.register(person));
    return person;
  }

  private static IdNumber complete(String digits) {
    for (var check : List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X")) {
      try {
        return new IdNumber(digits + check);
      } catch (Invalid _) {
        // Another check character is the right one.
      }
    }
    throw new IllegalStateException(digits + " is the beginning of no number");
  }

  Person.Id id() {
    return person.id();
  }

  String name() {
    return person.name();
  }

  String number() {
    return person.number().text();
  }

  String phone() {
    return person.phone().digits();
  }

  /** Books a place of a new offering and answers its booking's id. */
  String books(Duration beginsIn) {
    var offering = offering(beginsIn);
    var places = api.patiently(Call.get("/api/booking/offerings/" + offering + "/left")).json();
    var place = places.path("places").path(0).path("id").asString();
    var key = UUID.randomUUID().toString();
    var call =
        Call.post(
                "/api/booking/offerings/" + offering + "/bookings",
                JSON.createObjectNode().put("place", place))
            .with("Idempotency-Key", key);
    for (int i = 0; i < 20; i++) {
      if (ask(call).done()) {
        return key;
      }
      Api.pause(Duration.ofMillis(200));
    }
    throw new IllegalStateException("not booked: " + ask(call));
  }

  private String offering(Duration beginsIn) {
    var now = Instant.now();
    var draft = JSON.createObjectNode();
    for (var text : List.of("title", "summary", "howTo")) {
      draft.putObject(text).put("zh", "个人信息测试");
    }
    var union = api.patiently(Call.get("/api/union/unions").by(door.staff("city"))).json().path(0);
    draft.put("category", "OTHER").put("union", union.path("id").asString());
    draft.put("opensAt", now.minusSeconds(60).toString());
    draft.put("closesAt", now.plus(Duration.ofDays(1)).toString());
    var place = draft.putArray("places").addObject();
    place.putObject("venue").put("zh", "服务站");
    place.putObject("kind").put("zh", "名额");
    place.put("capacity", 10);
    place.put("startsAt", now.plus(beginsIn).toString());
    place.put("endsAt", now.plus(beginsIn).plus(Duration.ofDays(1)).toString());
    var id = command(CONSOLE, draft);
    command(CONSOLE + "/" + id + "/publish", JSON.createObjectNode());
    return id;
  }

  private String command(String path, ObjectNode body) {
    var reply = api.patiently(Call.post(path, body).by(door.staff("city")));
    if (!reply.done()) {
      throw new IllegalStateException(path + ": " + reply);
    }
    return reply.json().path("id").asString("");
  }

  /** An officer looks at a whole number of theirs. */
  Reply isLookedAt() {
    var body = JSON.createObjectNode().put("field", "PHONE").put("reason", "CONTACT");
    return api.send(
        Call.post("/api/people/members/" + id() + "/reveal", body).by(door.staff("jianwai")));
  }

  Reply ask(Call call) {
    return api.patiently(call.by(session));
  }

  /** Asks for something that needs a fresh code, with the code that the phone shows. */
  Reply confirmed(String path, Dump dump) throws SQLException {
    // A phone gets a code a minute at most, and this one's was used up by signing in.
    dump.run(
        "update access.code set sent_at = sent_at - interval '1 minute'"
            + " where encode(receiver_hash, 'hex') = '%s'"
                .formatted(dump.hashes(List.of(phone())).getFirst()));
    ask(Call.post("/api/rights/code", ""));
    var shown = api.patiently(Call.get("/api/access/demo/code?phone=" + phone())).json();
    return withCode(path, shown.path("code").asString(""));
  }

  Reply withCode(String path, String code) {
    return ask(Call.post(path, JSON.createObjectNode().put("code", code)));
  }
}
