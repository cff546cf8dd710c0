package niangjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequest;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody signed in who needs no page: asks the API, and lends the cookies to a browser. */
final class Caller {

  static final String JIANWAI = "bj.d110105.s110105001";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Caller> STAFF = new ConcurrentHashMap<>();
  private static final AtomicInteger NEXT = new AtomicInteger(200);

  private final APIRequestContext http;

  private Caller(int port) {
    http =
        Chromium.playwright()
            .request()
            .newContext(new APIRequest.NewContextOptions().setBaseURL("http://localhost:" + port));
  }

  /** The phone of a synthetic member of the street Jianwai whom no other test uses. */
  static String phone(int port) {
    var page = "/api/access/demo/workers?limit=1000&path=" + JIANWAI;
    var people = new Caller(port).get(page).path("items");
    return people.get(NEXT.getAndIncrement()).path("phone").asString();
  }

  /** A member of Jianwai. */
  static Caller worker(int port) {
    return worker(port, phone(port));
  }

  /** Whoever has that phone. */
  static Caller worker(int port, String phone) {
    var caller = new Caller(port);
    caller.post("/api/access/code", Map.of("phone", phone));
    var code = caller.get("/api/access/demo/code?phone=" + phone).path("code").asString();
    caller.post("/api/access/signin", Map.of("phone", phone, "code", code));
    return caller;
  }

  /** A member of the staff; signed in once, because a one-time password is good for one time. */
  static Caller staff(int port, String username) {
    return STAFF.computeIfAbsent(username + "@" + port, _ -> signIn(port, username));
  }

  /** The same on a device of its own; twice a minute at the most. */
  static Caller fresh(int port, String username) {
    return signIn(port, username);
  }

  private static Caller signIn(int port, String username) {
    var caller = new Caller(port);
    var post = caller.post(username);
    caller.post(
        "/api/access/staff",
        Map.of(
            "username", username,
            "password", post.path("password").asString(),
            "totp", post.path("totp").asString()));
    return caller;
  }

  /** What the demonstration says of a staff account: password and present one-time password. */
  JsonNode post(String username) {
    for (var each : get("/api/access/demo").path("staff")) {
      if (each.path("username").asString().equals(username)) {
        return each;
      }
    }
    throw new IllegalArgumentException(username);
  }

  static Caller nobody(int port) {
    return new Caller(port);
  }

  JsonNode get(String path) {
    return answer(http.get(path));
  }

  JsonNode post(String path, Object body) {
    return answer(http.post(path, options().setData(JSON.writeValueAsString(body))));
  }

  JsonNode put(String path, Object body) {
    return answer(http.put(path, options().setData(JSON.writeValueAsString(body))));
  }

  /** Books, and gives the booking's id. */
  String book(String offering, String place) {
    var key = UUID.randomUUID().toString();
    var request =
        options()
            .setHeader("Idempotency-Key", key)
            .setData(JSON.writeValueAsString(Map.of("place", place)));
    answer(http.post("/api/booking/offerings/" + offering + "/bookings", request));
    return key;
  }

  /** The cookies, in the form in which a browser takes them over. */
  String cookies() {
    return http.storageState();
  }

  private RequestOptions options() {
    if (!http.storageState().contains("XSRF-TOKEN")) {
      get("/api/access/me");
    }
    String token = "";
    for (var cookie : JSON.readTree(http.storageState()).path("cookies")) {
      if (cookie.path("name").asString().equals("XSRF-TOKEN")) {
        token = cookie.path("value").asString();
      }
    }
    return RequestOptions.create()
        .setHeader("Content-Type", "application/json")
        .setHeader("X-XSRF-TOKEN", token);
  }

  private static JsonNode answer(APIResponse answer) {
    var text = answer.text();
    assertThat(answer.status()).as(answer.url() + " " + text).isBetween(200, 299);
    return JSON.readTree(text.isEmpty() ? "{}" : text);
  }
}
