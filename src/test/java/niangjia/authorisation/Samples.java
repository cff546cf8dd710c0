package niangjia.authorisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import niangjia.api.Api;
import niangjia.api.Call;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request for each operation, right in everything but, perhaps, who sends it. */
final class Samples {

  private static final JsonMapper JSON = new JsonMapper();

  /** Operations whose body or query names an object, and of what kind. */
  private static final Map<String, String> NAMING =
      Map.ofEntries(
          Map.entry("GET /api/union/unions", "union"),
          Map.entry("GET /api/people/members", "union"),
          Map.entry("POST /api/benefit/console/offerings", "union"),
          Map.entry("POST /api/benefit/console/offerings/preview", "union"),
          Map.entry("POST /api/benefit/rehearsals", "offering"),
          Map.entry("POST /api/booking/redemptions", "voucher"),
          Map.entry("GET /api/booking/feed.ics", "feed"),
          Map.entry("POST /api/listing/lists", "union"),
          Map.entry("POST /api/form/console/forms", "union"),
          Map.entry("POST /api/rule/tables", "union"),
          Map.entry("POST /api/ledger/funds", "union"),
          Map.entry("POST /api/ledger/closings", "union"),
          Map.entry("GET /api/ledger/trial", "union"),
          Map.entry("GET /api/ledger/payer", "union"),
          Map.entry("PUT /api/ledger/payer", "union"),
          Map.entry("POST /api/campaign/campaigns", "union"),
          Map.entry("POST /api/export/exports", "offering"),
          Map.entry("POST /api/access/staff-accounts", "union"),
          Map.entry("POST /api/access/duties", "staff"));

  /** Those of them that may go without. */
  private static final Set<String> OPTIONAL =
      Set.of("GET /api/union/unions", "GET /api/people/members", "GET /api/ledger/trial");

  private final Api api;
  private final World world;

  Samples(Api api, World world) {
    this.api = api;
    this.world = world;
  }

  /** The kind of object that stands in the operation's body or query, empty for none. */
  String names(Operation operation) {
    return NAMING.getOrDefault(operation.name(), "");
  }

  /** Whether the operation can be asked without an object. */
  boolean needsNone(Operation operation) {
    return names(operation).isEmpty() || OPTIONAL.contains(operation.name());
  }

  /** A request by nobody yet. */
  Call call(Operation operation, Target target) {
    var call =
        Call.get(operation.pathTo(target.id()) + query(operation, target))
            .method(operation.method())
            .body(operation.body() ? bodyOf(operation, target) : "");
    return operation.body() ? call.with("Idempotency-Key", UUID.randomUUID().toString()) : call;
  }

  private String query(Operation operation, Target target) {
    return switch (operation.name()) {
      case "GET /api/access/demo/code" -> "?phone=" + phoneWithCode();
      case "GET /api/access/demo/workers" -> "?limit=1";
      case "GET /api/calendar/deadline" -> "?from=2026-09-30&days=5";
      case "POST /api/listing/lists/{id}/uploads" -> "?kind=PHONE&position=0";
      case "GET /api/booking/feed.ics" -> "?key=" + target.id();
      case "GET /api/calendar/changes" -> "?year=2026";
      case "GET /api/union/unions" -> target.equals(Target.NONE) ? "" : "?parent=" + target.id();
      case "GET /api/ledger/payer" -> "?union=" + target.id();
      case "POST /api/ledger/lines/{id}/uploads" -> "?title=t&payOn=2026-12-01";
      case "GET /api/ledger/trial" -> target.equals(Target.NONE) ? "" : "?union=" + target.id();
      case "GET /api/people/members" ->
          target.equals(Target.NONE) ? "?limit=1" : "?limit=1&union=" + target.id();
      default -> "";
    };
  }

  private ObjectNode bodyOf(Operation operation, Target target) {
    if (operation.path().startsWith("/api/rule/")) {
      var position = target.exists() ? target.position() : "own";
      return RuleSamples.body(operation, target, world.target("person", position).id());
    }
    if (operation.path().startsWith("/api/campaign/")) {
      return CampaignSamples.body(operation, target, world);
    }
    return operation.path().startsWith("/api/form/")
        ? form(operation, target, JSON.createObjectNode())
        : body(operation, target);
  }

  private ObjectNode body(Operation operation, Target target) {
    var body = JSON.createObjectNode();
    if (operation.path().startsWith("/api/rights/")) {
      return rights(operation, body);
    }
    if (operation.path().startsWith("/api/ledger/")) {
      return money(operation, target, body);
    }
    return switch (operation.name()) {
      case "POST /api/access/code" -> body.put("phone", phone());
      case "POST /api/access/signin" -> body.put("phone", phone()).put("code", "000000");
      case "POST /api/access/staff" ->
          body.put("username", UUID.randomUUID().toString()).put("password", "x").put("totp", "0");
      case "POST /api/access/house" -> body.put("secret", "x");
      case "POST /api/access/house/keys", "POST /api/access/enrolment/key" ->
          body.put("secret", "x");
      case "POST /api/access/enrolment" ->
          body.put("code", "x").put("password", "x").put("sealed", "x").put("totp", "0");
      case "POST /api/access/sign-on" -> body.put("provider", "none");
      case "POST /api/access/sign-on/finish" ->
          body.put("provider", "none").put("state", "x").put("code", "x");
      case "POST /api/access/staff-accounts/{id}/identities" ->
          body.put("provider", "none").put("value", "x");
      case "POST /api/access/passkeys" ->
          body.put("name", "钥匙").put("clientData", "e30").put("attestation", "oA");
      case "POST /api/access/passkey" -> passkey(body);
      case "POST /api/access/staff-accounts" -> staff(target);
      case "POST /api/access/duties" ->
          body.put("account", target.id())
              .put("role", "GATE")
              .put("union", world.union(target.path()));
      case "POST /api/booking/offerings/{id}/bookings",
          "POST /api/booking/offerings/{id}/waitlist" ->
          body.put("place", world.place(target.id()));
      case "POST /api/booking/lists/{id}/parties" -> party(body);
      case "POST /api/draw/draws/{id}/entries" -> wishes(body, target);
      case "POST /api/draw/draws/{id}/join" -> body.put("code", "ZZZZZ9");
      case "POST /api/draw/draws/{id}/draw" -> body.put("randomness", "1 2 3 4 5");
      case "POST /api/booking/redemptions" -> body.put("code", target.id()).put("gate", "东门");
      case "POST /api/benefit/console/offerings", "POST /api/benefit/console/offerings/preview" ->
          world.draft(target.id());
      case "PUT /api/benefit/console/offerings/{id}" -> world.draft(world.union(target.path()));
      case "POST /api/people/members/{id}/reveal" ->
          body.put("field", "PHONE").put("reason", "CONTACT");
      case "POST /api/benefit/rehearsals" -> World.rehearsal(target.id());
      case "POST /api/export/exports" -> World.export(target.id());
      case "POST /api/export/exports/{id}/refuse" -> body.put("words", "权限测试");
      case "POST /api/booking/bookings/{id}/objection" -> body.put("words", "权限测试");
      case "POST /api/booking/bookings/{id}/excuse" -> body.put("reason", "权限测试");
      case "POST /api/listing/lists" -> body.put("name", "名单").put("union", target.id());
      case "POST /api/benefit/console/offerings/{id}/copy",
          "POST /api/benefit/console/templates/{id}/start" ->
          body.put("opensAt", "2090-01-01T02:00:00Z");
      case "POST /api/benefit/console/offerings/{id}/template" -> body.put("name", "模板");
      case "PUT /api/benefit/console/offerings/{id}/series" ->
          body.put("every", "MONTH").put("until", "2020-01-01").put("aheadDays", 7);
      default -> setting(operation, body);
    };
  }

  /** What somebody sets, for themselves or for a thing that is there. */
  private static ObjectNode setting(Operation operation, ObjectNode body) {
    return switch (operation.name()) {
      case "PUT /api/notice/choice" -> body.put("language", "zh");
      case "POST /api/notice/address/code", "PUT /api/notice/address" ->
          body.put("address", UUID.randomUUID() + "@example.org").put("code", "000000");
      case "PUT /api/benefit/offerings/{id}/reminder" -> body.put("on", true);
      case "PUT /api/benefit/console/offerings/{id}/list" -> body.putNull("list");
      case "PUT /api/calendar/year" -> year(body);
      default -> throw new IllegalStateException("the matrix has no body for " + operation.name());
    };
  }

  /** Edit numbers that are behind, and others that are not: a refusal is an answer, too. */
  private static ObjectNode form(Operation operation, Target target, ObjectNode body) {
    return switch (operation.name()) {
      case "POST /api/form/console/forms" -> World.form(target.id());
      case "PUT /api/form/console/forms/{id}/draft" ->
          World.form("").put("edit", 7).without("union");
      case "POST /api/form/console/forms/{id}/publish" -> body.put("edit", 7);
      case "POST /api/form/forms/{id}/answers" -> answers(body);
      case "PUT /api/form/forms/{id}/draft" -> {
        answers(body.put("edit", 0).putObject("given"));
        yield body;
      }
      default -> throw new IllegalStateException("the matrix has no body for " + operation.name());
    };
  }

  private static ObjectNode answers(ObjectNode body) {
    body.put("version", 1).putObject("answers").put("a", "权限测试");
    return body;
  }

  /** A wish for people of a list that has nobody. */
  private ObjectNode party(ObjectNode body) {
    var offering = world.target("offering", "parent").id();
    return body.put("offering", offering).put("place", world.place(offering));
  }

  /** Amounts that are there, and others that are not: a refusal is an answer, too. */
  private ObjectNode money(Operation operation, Target target, ObjectNode body) {
    return switch (operation.path().replaceAll(".*/", "")) {
      case "funds" -> World.fund(target.id());
      case "receipts", "issues" -> body.put("amount", 1);
      case "recalls" -> body.put("amount", 1).put("line", UUID.randomUUID().toString());
      case "allotments" -> {
        var share = body.putArray("shares").addObject();
        share.put("union", UUID.randomUUID().toString()).put("amount", 1);
        yield body;
      }
      case "reverse" -> body.put("words", "权限测试");
      case "closings" -> body.put("union", target.id()).put("until", day());
      case "ask" -> body.put("reason", "权限测试");
      case "payer" ->
          body.put("union", target.id())
              .put("name", "权限测试")
              .put("account", "0200000000000000")
              .put("bank", "102100000000");
      case "again" -> {
        var line = body.put("title", "t").put("payOn", "2026-12-01").putArray("corrections");
        line.addObject()
            .put("line", UUID.randomUUID().toString())
            .put("name", "测试")
            .put("account", "6222000011112222");
        yield body;
      }
      default -> throw new IllegalStateException("the matrix has no body for " + operation.name());
    };
  }

  /** A day long ago, another one each time. */
  private static String day() {
    return LocalDate.of(1900, 1, 1)
        .plusDays(ThreadLocalRandom.current().nextInt(30_000))
        .toString();
  }

  /** A passkey of nobody. */
  private static ObjectNode passkey(ObjectNode body) {
    for (var field : List.of("credential", "clientData", "authenticator", "signature")) {
      body.put(field, "e30");
    }
    return body.put("user", "AAAAAAAAAAAAAAAAAAAAAA");
  }

  private static ObjectNode rights(Operation operation, ObjectNode body) {
    return switch (operation.name()) {
      case "PUT /api/rights/consents", "POST /api/rights/members/{id}/consents" ->
          body.put("purpose", "PARTNER").put("version", 2).put("given", true);
      case "PUT /api/rights/texts" -> consent(body);
      case "POST /api/rights/texts/publication" -> body.put("purpose", "PLACE").put("revision", 99);
      default -> body.put("code", "000000");
    };
  }

  /** A text for a purpose that nobody is asked for yet. */
  private static ObjectNode consent(ObjectNode body) {
    body.put("purpose", "PLACE").put("revision", 0).put("asksAgain", true);
    for (var field : List.of("title", "text")) {
      body.putObject(field).put("zh", "权限测试").put("en", "Test");
    }
    return body;
  }

  /** A year that nobody's deadline reaches. */
  private static ObjectNode year(ObjectNode body) {
    body.put("reason", "权限测试").putObject("year").put("year", 2150).put("source", "示例通知");
    var year = (ObjectNode) body.path("year");
    year.put("issuedOn", "2149-11-01").put("version", 0).putArray("days");
    return body;
  }

  private ObjectNode wishes(ObjectNode body, Target target) {
    body.putArray("wishes").add(world.place(target.id()));
    return body;
  }

  private String phoneWithCode() {
    var phone = phone();
    api.patiently(Call.post("/api/access/code", JSON.createObjectNode().put("phone", phone)));
    return phone;
  }

  /** A phone of nobody. */
  private static String phone() {
    return "12" + (100_000_000 + ThreadLocalRandom.current().nextInt(900_000_000));
  }

  /** An account of a person whom nobody knows. */
  private static ObjectNode staff(Target union) {
    var body = JSON.createObjectNode().put("username", "m" + UUID.randomUUID());
    body.putObject("name").put("zh", "权限测试");
    return body.put("union", union.id()).put("idNumber", World.number().text());
  }
}
