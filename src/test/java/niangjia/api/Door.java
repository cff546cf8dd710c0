package niangjia.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs the demonstration's people in, each at most once. */
public final class Door {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 3;

  /** Signing in is not the rush: a crowd comes in a few at a time. */
  private final Semaphore atOnce = new Semaphore(24);

  private final Api api;
  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Map<String, String> staff = new ConcurrentHashMap<>();

  public Door(Api api) {
    this.api = api;
  }

  /**
   * A worker who has signed in.
   *
   * @param me what the platform told them of themselves
   */
  public record Worker(String phone, String session, JsonNode me) {

    /** The person's identifier. */
    public String person() {
      return me.path("person").path("id").asString();
    }

    /** Where the membership stands. */
    public String state() {
      return me.path("person").path("membership").path("state").asString("");
    }
  }

  /**
   * Signs the worker of that phone in; empty when its code was used up or it may have none just
   * now.
   */
  public Optional<Worker> worker(String phone) {
    var known = workers.get(phone);
    if (known != null) {
      return Optional.of(known);
    }
    var entered = enter(phone);
    entered.ifPresent(worker -> workers.put(phone, worker));
    return entered;
  }

  private Optional<Worker> enter(String phone) {
    atOnce.acquireUninterruptibly();
    try {
      return signIn(phone);
    } finally {
      atOnce.release();
    }
  }

  private Optional<Worker> signIn(String phone) {
    var asked = api.send(Call.post("/api/access/code", json(Map.of("phone", phone))));
    if (asked.status() == 429 || asked.status() == 503) {
      return Optional.empty();
    }
    var code =
        api.patiently(Call.get("/api/access/demo/code?phone=" + Api.encoded(phone)))
            .json()
            .path("code")
            .asString("");
    var body = json(Map.of("phone", phone, "code", code));
    var reply = api.patiently(Call.post("/api/access/signin", body));
    if (reply.reason().equals("CODE_EXPIRED")) {
      return Optional.empty();
    }
    if (!reply.done()) {
      throw new IllegalStateException(phone + " was not let in: " + reply);
    }
    return Optional.of(new Worker(phone, reply.session(), reply.json()));
  }

  /** Signs an officer, a gate or a leader of the demonstration in and gives their session. */
  public synchronized String staff(String username) {
    return staff.computeIfAbsent(username, this::enterStaff);
  }

  private String enterStaff(String username) {
    for (int attempt = 1; ; attempt++) {
      var post = post(username);
      var body =
          json(
              Map.of(
                  "username", username,
                  "password", post.path("password").asString(),
                  "totp", post.path("totp").asString()));
      var reply = api.send(Call.post("/api/access/staff", body));
      if (reply.done()) {
        return reply.session();
      }
      if (attempt == TRIES) {
        throw new IllegalStateException(username + " was not let in: " + reply);
      }
      // Somebody else used up this time step's one-time password.
      Api.pause(Duration.ofSeconds(post.path("secondsLeft").asInt() + 1));
    }
  }

  private JsonNode post(String username) {
    for (var post : api.patiently(Call.get("/api/access/demo")).json().path("staff")) {
      if (post.path("username").asString().equals(username)) {
        return post;
      }
    }
    throw new IllegalArgumentException("the demonstration has no officer " + username);
  }

  private static String json(Map<String, String> fields) {
    return JSON.writeValueAsString(fields);
  }
}
