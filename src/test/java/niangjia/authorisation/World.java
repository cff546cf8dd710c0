package niangjia.authorisation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.engine.people.IdNumber;
import niangjia.engine.people.Membership;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Registration;
import niangjia.platform.Actor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object of each kind at each position of the tree: a member, a published benefit that this
 * member has booked, its voucher, and a rehearsal of the benefit.
 */
final class World {

  static final String DISTRICT = "bj.d110105";
  static final String STREET = "bj.d110105.s110105001";

  /** Positions seen from the district. */
  static final Map<String, String> POSITIONS =
      new LinkedHashMap<>(
          Map.of(
              "own", DISTRICT,
              "child", STREET,
              "parent", "bj",
              "sibling", "bj.d110108",
              "branch", "bj.i01.e001"));

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONSOLE = "/api/benefit/console/offerings";
  private static final String FORMS = "/api/form/console/forms";

  private final Api api;
  private final Door door;
  private final Ledger ledger;
  private final People people;
  private final Map<String, List<Target>> targets = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final Map<String, String> unions = new HashMap<>();
  private final List<Caller> workers = new ArrayList<>();

  World(Api api, Ledger ledger, People people) {
    this.api = api;
    this.door = new Door(api);
    this.ledger = ledger;
    this.people = people;
    POSITIONS.forEach(this::furnish);
    add("offering", new Target("draft", offering(DISTRICT), DISTRICT, "", false));
    var unpublished =
        command(FORMS, Wishes.form(union(DISTRICT))).path("form").path("id").asString();
    add("form", new Target("draft", unpublished, DISTRICT, "", false));
    for (var kind : List.copyOf(targets.keySet())) {
      var id = kind.equals("voucher") ? "ZZZZ-ZZZ9" : UUID.randomUUID().toString();
      add(kind, new Target(Target.NEVER, id, "", "", true));
    }
  }

  private void furnish(String position, String path) {
    var union = ledger.column("select id from \"union\".organisation where path = ?::ltree", path);
    unions.put(path, union.getFirst());
    add("union", new Target(position, union.getFirst(), path, "", true));
    var worker = register(path);
    workers.add(worker);
    add("person", new Target(position, worker.person(), path, "", true));
    add("session", new Target(position, session(worker), path, worker.person(), true));
    add("attachment", Files.brought(api, position, path, worker));
    add("passkey", new Target(position, passkey(worker), path, worker.person(), true));
    staff(position, path);
    var offering = offering(path);
    command(CONSOLE + "/" + offering + "/publish", JSON.createObjectNode());
    add("offering", new Target(position, offering, path, "", true));
    var draw = command(CONSOLE, lots(union.getFirst())).path("id").asString();
    command(CONSOLE + "/" + draw + "/publish", JSON.createObjectNode());
    add("draw", new Target(position, draw, path, "", true));
    list(position, path);
    var named = JSON.createObjectNode().put("name", "模板");
    var template = command(CONSOLE + "/" + offering + "/template", named).path("id").asString();
    add("template", new Target(position, template, path, "", true));
    add("party", new Target(position, party(path, offering), path, "", true));
    var booking = UUID.randomUUID().toString();
    book(offering, booking, worker);
    add("booking", new Target(position, booking, path, worker.person(), true));
    var feed = api.patiently(Call.post("/api/booking/feed", "").by(worker.session())).json();
    var key = feed.path("address").asString().replaceAll(".*key=", "");
    add("feed", new Target(position, key, path, "", true));
    add("voucher", new Target(position, code(booking, worker), path, "", true));
    var wish = Wishes.export(offering);
    var export = command("/api/export/exports", wish).path("id").asString();
    add("export", new Target(position, export, path, "", true));
    fund(position, path);
    var matter = RequestSamples.open(ledger, path, worker.person());
    for (var kind : List.of("case", "request")) {
      add(kind, new Target(position, matter, path, "", true));
      add("my-" + kind, new Target(position, matter, path, worker.person(), true));
    }
    var form = command(FORMS, Wishes.form(union(path))).path("form").path("id").asString();
    campaign(position, path);
    command(FORMS + "/" + form + "/publish", JSON.createObjectNode().put("edit", 1));
    add("form", new Target(position, form, path, "", true));
    RuleSamples.furnish(this::command, union(path))
        .forEach((kind, id) -> add(kind, new Target(position, id, path, "", true)));
    var plan = Wishes.rehearsal(offering);
    var run = command("/api/benefit/rehearsals", plan).path("id").asString();
    add("rehearsal", new Target(position, run, path, "", true));
  }

  /** A fund with its first receipt, and days of that union's that are closed. */
  private void fund(String position, String path) {
    var line = command("/api/ledger/funds", Wishes.fund(union(path))).path("id").asString();
    add("line", new Target(position, line, path, "", true));
    var account = "select id from ledger.account where line_id = ?::uuid and kind = 'FUND'";
    var free = ledger.column(account, line).getFirst();
    add("account", new Target(position, free, path, "", true));
    var receipt = "select id from ledger.transfer where to_id = ?::uuid";
    add("transfer", new Target(position, ledger.column(receipt, free).getFirst(), path, "", true));
    var list = "姓名,账号,金额\n测试,6222000011112222,1";
    var made = "/api/ledger/lines/" + line + "/uploads?title=t&payOn=2026-12-01";
    var payout = api.patiently(Call.post(made, list).by(door.staff("city")));
    var id = payout.json().path("payout").path("id").asString();
    add("payout", new Target(position, id, path, "", true));
    var days = JSON.createObjectNode().put("union", union(path)).put("until", "1990-01-01");
    var closing = command("/api/ledger/closings", days).path("id").asString();
    add("closing", new Target(position, closing, path, "", true));
  }

  private void campaign(String position, String path) {
    var body = CampaignSamples.campaign(union(path), target("line", position).id());
    var all = "/api/campaign/campaigns";
    var campaign = command(all, body).path("id").asString();
    add("campaign", new Target(position, campaign, path, "", true));
    var wanted = JSON.createObjectNode().put("union", union(path));
    var list = command(all + "/" + campaign + "/lists", wanted).path("id").asString();
    add("giftList", new Target(position, list, path, "", true));
  }

  private void list(String position, String path) {
    var body = JSON.createObjectNode().put("name", "名单").put("union", union(path));
    var id = command("/api/listing/lists", body).path("id").asString();
    add("list", new Target(position, id, path, "", true));
    var file = "/api/listing/lists/" + id + "/uploads?kind=PHONE&position=0";
    var upload = api.patiently(Call.post(file, "手机号\n1").by(door.staff("city")));
    add("upload", new Target(position, upload.json().path("id").asString(), path, "", true));
  }

  private void add(String kind, Target target) {
    targets.computeIfAbsent(kind, _ -> new ArrayList<>()).add(target);
  }

  /** The objects of a kind, at every position. */
  List<Target> targets(String kind) {
    var known = targets.get(kind);
    if (known == null) {
      throw new IllegalStateException("the matrix has no object of the kind " + kind);
    }
    return List.copyOf(known);
  }

  /** The object of a kind at a position. */
  Target target(String kind, String position) {
    return targets(kind).stream()
        .filter(target -> target.position().equals(position))
        .findFirst()
        .orElseThrow();
  }

  /** The workers who hold the bookings, by position. */
  List<Caller> workers() {
    return List.copyOf(workers);
  }

  /** A place of that offering; one that never existed for an offering that never did. */
  String place(String offering) {
    return places.getOrDefault(offering, UUID.randomUUID().toString());
  }

  /** A draft that the union of that identifier would give. */
  ObjectNode draft(String union) {
    var draft = JSON.createObjectNode();
    var now = Instant.now();
    for (var text : List.of("title", "summary", "howTo")) {
      draft.putObject(text).put("zh", "权限测试");
    }
    draft.put("category", "OTHER").put("union", union);
    draft.put("opensAt", now.minusSeconds(60).toString());
    draft.put("closesAt", now.plus(Duration.ofDays(1)).toString());
    var place = draft.putArray("places").addObject();
    place.putObject("venue").put("zh", "服务站");
    place.putObject("kind").put("zh", "名额");
    place.put("capacity", 1000);
    place.put("startsAt", now.plus(Duration.ofDays(2)).toString());
    place.put("endsAt", now.plus(Duration.ofDays(3)).toString());
    return draft;
  }

  /** The same, with its places drawn by lot. */
  private ObjectNode lots(String union) {
    var draft = draft(union);
    var draw = draft.putObject("draw");
    draw.putObject("source").put("zh", "次日指数收盘");
    draw.put("randomAt", draft.path("closesAt").asString());
    return draft;
  }

  /** The identifier of the union at a path of the world. */
  String union(String path) {
    return unions.getOrDefault(path, UUID.randomUUID().toString());
  }

  private String offering(String path) {
    var id = command(CONSOLE, draft(union(path))).path("id").asString();
    var sql = "select id from booking.place where offering_id = ?::uuid";
    places.put(id, ledger.column(sql, id).getFirst());
    return id;
  }

  private JsonNode command(String path, ObjectNode body) {
    var call = Call.post(path, body).with("Idempotency-Key", UUID.randomUUID().toString());
    var reply = api.patiently(call.by(door.staff("city")));
    if (!reply.done()) {
      throw new IllegalStateException(path + ": " + reply);
    }
    return reply.json();
  }

  private void book(String offering, String key, Caller worker) {
    var body = JSON.createObjectNode().put("place", place(offering));
    var call =
        Call.post("/api/booking/offerings/" + offering + "/bookings", body)
            .by(worker.session())
            .with("Idempotency-Key", key);
    for (int attempt = 1; !api.patiently(call).done(); attempt++) {
      if (attempt == 20) {
        throw new IllegalStateException("not booked: " + api.patiently(call));
      }
      Api.pause(Duration.ofMillis(200));
    }
  }

  private String code(String booking, Caller worker) {
    var path = "/api/booking/bookings/" + booking + "/voucher";
    return api.patiently(Call.get(path).by(worker.session())).json().path("code").asString();
  }

  /** A staff account that has not enrolled, and a duty of it. */
  private void staff(String position, String path) {
    var account = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into access.account (id, kind, username, name_zh, path, created_at)
        values (?::uuid, 'STAFF', ?, '权限测试', ?::ltree, now())
        """,
        account,
        "world-" + account,
        path);
    var duty = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into "union".duty (id, account, role, path, from_at)
        values (?::uuid, ?::uuid, 'GATE', ?::ltree, now())
        """,
        duty,
        account,
        path);
    add("staff", new Target(position, account, path, "", true));
    var identity = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into access.identity (id, account, issuer, claim, value, linked_at)
        values (?::uuid, ?::uuid, 'https://id.example', 'sub', 'x' || random(), now())
        """,
        identity,
        account);
    add("identity", new Target(position, identity, path, "", true));
    add("duty", new Target(position, duty, path, "", true));
  }

  /** A party of that union's that has nobody left. */
  private String party(String path, String offering) {
    var id = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into booking.party (
          id, offering_id, place_id, listing_id, path, bookings, booked_by, booked_at)
        values (?::uuid, ?::uuid, ?::uuid, gen_random_uuid(), ?::ltree,
          array[gen_random_uuid()], gen_random_uuid(), now())
        """,
        id,
        offering,
        place(offering),
        path);
    return id;
  }

  /** Another session of that worker's. */
  private String session(Caller worker) {
    var id = UUID.randomUUID();
    ledger.change(
        """
        insert into access.session (token_hash, account, created_at, seen_at, expires_at)
        select decode(replace(?, '-', '') || repeat('0', 32), 'hex'), id, now(), now(),
          now() + interval '1 day'
        from access.account where person = ?::uuid
        """,
        id.toString(),
        worker.person());
    return id.toString();
  }

  /** A passkey of that worker's, which no authenticator has. */
  private String passkey(Caller worker) {
    var id = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into access.passkey (id, account, credential, public_key, sign_count, name,
          created_at)
        select ?::uuid, id, decode(md5(random()::text), 'hex'), 'x', 0, '钥匙', now()
        from access.account where person = ?::uuid
        """,
        id,
        worker.person());
    return id;
  }

  /** Enters a member right at that union and signs them in. */
  private Caller register(String path) {
    var random = ThreadLocalRandom.current();
    var phone = "13" + (100_000_000 + random.nextInt(900_000_000));
    var id = new Person.Id(UUID.randomUUID());
    var since = LocalDate.of(2020, 1, 1);
    var period = new Registration.Period(path, Membership.State.ACTIVE, since, null);
    var person =
        new Registration(
            id, "测试", number(random), new Phone(phone), path, List.of(period), Map.of(), false);
    Actor.asSystem(() -> people.register(person));
    var worker = door.worker(phone).orElseThrow();
    return new Caller(
        "WORKER at " + path,
        worker.session(),
        worker.person(),
        List.of(new Caller.Held("WORKER", path)));
  }

  static IdNumber number() {
    return number(ThreadLocalRandom.current());
  }

  /** A resident id number that nobody has: the check character follows from the rest. */
  private static IdNumber number(ThreadLocalRandom random) {
    var digits = "110199" + LocalDate.of(1950, 1, 1).plusDays(random.nextInt(4000));
    digits = digits.replace("-", "") + (100 + random.nextInt(900));
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return new IdNumber(digits + "10X98765432".charAt(sum % 11));
  }
}
