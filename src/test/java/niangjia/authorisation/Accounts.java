package niangjia.authorisation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Together;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import tools.jackson.databind.json.JsonMapper;

/** Staff accounts of the matrix: copies of a demonstration account with duties of their own. */
final class Accounts {

  private static final String MODEL = "city";
  private static final JsonMapper JSON = new JsonMapper();

  private final Api api;
  private final Ledger ledger;
  private final Duties duties;

  Accounts(Api api, Ledger ledger, Duties duties) {
    this.api = api;
    this.ledger = ledger;
    this.duties = duties;
  }

  /** Each role at each of these unions, and those whose duties differ from place to place. */
  List<Caller> all(List<String> paths, String district, String street) {
    var tasks = new ArrayList<Callable<Caller>>();
    for (var role : Role.values()) {
      if (role != Role.WORKER) {
        paths.forEach(path -> tasks.add(() -> holding(new Caller.Held(role.name(), path))));
      }
    }
    var reads = new Caller.Held("LEADER", district);
    var opens = new Caller.Held("GATE", district);
    var runs = new Caller.Held("OFFICER", street);
    tasks.add(() -> holding(reads, runs));
    tasks.add(() -> holding(opens, runs));
    tasks.add(
        () -> holding(new Caller.Held("SECURITY", district), new Caller.Held("SECURITY", street)));
    var officer = new Caller.Held("OFFICER", district);
    tasks.add(() -> sometime("former officer", officer, Duration.ofDays(-30)));
    tasks.add(() -> sometime("future officer", officer, Duration.ofDays(30)));
    return Together.all(tasks);
  }

  /** An account with these duties from now on, signed in. */
  Caller holding(Caller.Held... held) {
    var id = UUID.randomUUID();
    var now = Instant.now().minusSeconds(60);
    create(id);
    for (var one : held) {
      grant(id, one, now, null);
    }
    var name = new StringBuilder();
    for (var one : held) {
      name.append(name.isEmpty() ? "" : " + ").append(one.role()).append(" at ").append(one.path());
    }
    return new Caller(name.toString(), signIn(id), "", List.of(held));
  }

  /** An account that holds the duty for one day only, which is not today. */
  private Caller sometime(String name, Caller.Held held, Duration when) {
    var id = UUID.randomUUID();
    var from = Instant.now().plus(when);
    create(id);
    grant(id, held, from, from.plus(Duration.ofDays(1)));
    return new Caller(name, signIn(id), "", List.of());
  }

  /** Grants a duty and gives its identifier. */
  private UUID grant(UUID account, Caller.Held held, Instant from, Instant until) {
    var role = Role.valueOf(held.role());
    var grant = new Duties.Grant(account, role, held.path(), from, until);
    return Actor.asSystem(() -> duties.grant(grant));
  }

  /** Ends all duties of whoever is called so, now. */
  void dismiss(Caller caller) {
    var account = me(caller).path("account").path("id").asString();
    var sql = "select id from \"union\".duty where account = ?::uuid";
    for (var duty : ledger.column(sql, account)) {
      Actor.asSystem(() -> duties.end(UUID.fromString(duty)));
    }
  }

  private tools.jackson.databind.JsonNode me(Caller caller) {
    return api.patiently(Call.get("/api/access/me").by(caller.session())).json();
  }

  private void create(UUID id) {
    ledger.change(
        """
        insert into access.account
          (id, kind, username, name_zh, name_en, password_hash, totp_sealed, created_at)
        select ?::uuid, kind, ?, name_zh, name_en, password_hash, totp_sealed, now()
        from access.account where username = ?
        """,
        id.toString(),
        "matrix-" + id,
        MODEL);
  }

  private String signIn(UUID id) {
    var body = JSON.createObjectNode().put("username", "matrix-" + id);
    for (var post : api.patiently(Call.get("/api/access/demo")).json().path("staff")) {
      if (post.path("username").asString().equals(MODEL)) {
        body.put("password", post.path("password").asString());
        body.put("totp", post.path("totp").asString());
      }
    }
    var reply = api.patiently(Call.post("/api/access/staff", body));
    if (!reply.done()) {
      throw new IllegalStateException("not let in: " + reply);
    }
    return reply.session();
  }
}
