package niangjia.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows the application only by its HTTP interface. */
final class Caller {

  /** What came back. */
  record Reply(int status, JsonNode body, Optional<String> retryAfter) {

    /** The reason of a refusal, empty when there is none. */
    String reason() {
      return body.path("reason").asString("");
    }
  }

  /** Somebody signed in. */
  record Session(UUID person, String cookie, JsonNode me) {}

  /** Nobody. */
  static final Session NOBODY = new Session(new UUID(0, 0), "", JsonMapper.shared().nullNode());

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FORGERY_TOKEN = "faults";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String address;
  private final Duration patience;

  /**
   * @param patience how long it waits for an answer
   */
  Caller(String address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  Reply get(String path, Session session) throws IOException, InterruptedException {
    return reply(exchange(request(path, session).GET()));
  }

  Reply post(String path, Session session, Object body) throws IOException, InterruptedException {
    return reply(exchange(posting(path, session, body)));
  }

  Reply put(String path, Session session, Object body) throws IOException, InterruptedException {
    var text = HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    return reply(exchange(posting(path, session, body).PUT(text)));
  }

  /** Sends a file as the whole body. */
  Reply upload(String path, Session session, String text) throws IOException, InterruptedException {
    return reply(
        exchange(
            request(path, session)
                .header("Content-Type", "application/octet-stream")
                .header("X-XSRF-TOKEN", FORGERY_TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(text))));
  }

  /** A figure that the application tells its operator. */
  double metric(String name) throws IOException, InterruptedException {
    var page = exchange(request("/actuator/prometheus", NOBODY).GET()).body();
    return page.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no figure " + name));
  }

  /** Posts under an idempotency key. */
  Reply post(String path, Session session, UUID key, Object body)
      throws IOException, InterruptedException {
    return reply(exchange(posting(path, session, body).header("Idempotency-Key", key.toString())));
  }

  /** Opens a stream of server-sent events; the caller closes it by interrupting. */
  HttpResponse<java.util.stream.Stream<String>> stream(String path, Session session)
      throws IOException, InterruptedException {
    return http.send(request(path, session).GET().build(), HttpResponse.BodyHandlers.ofLines());
  }

  /** Signs a worker of the demonstration in with a one-time code. */
  Session signIn(String phone) throws IOException, InterruptedException {
    post("/api/access/code", NOBODY, Map.of("phone", phone));
    var code = get("/api/access/demo/code?phone=" + phone, NOBODY).body().path("code").asString();
    return session("/api/access/signin", Map.of("phone", phone, "code", code));
  }

  /** Signs a member of the demonstration's staff in. */
  Session staff(String username) throws IOException, InterruptedException {
    for (var post : get("/api/access/demo", NOBODY).body().path("staff")) {
      if (post.path("username").asString().equals(username)) {
        return session(
            "/api/access/staff",
            Map.of(
                "username", username,
                "password", post.path("password").asString(),
                "totp", post.path("totp").asString()));
      }
    }
    throw new IllegalStateException("the demonstration has no " + username);
  }

  private Session session(String path, Map<String, String> credentials)
      throws IOException, InterruptedException {
    var response = exchange(posting(path, NOBODY, credentials));
    var cookie =
        response.headers().allValues("Set-Cookie").stream()
            .filter(value -> value.startsWith("niangjia="))
            .map(value -> value.split(";", 2)[0])
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("not signed in: " + response.body()));
    var me = JSON.readTree(response.body());
    var id = me.path(me.has("person") ? "person" : "account").path("id").asString();
    return new Session(UUID.fromString(id), cookie, me);
  }

  private HttpRequest.Builder posting(String path, Session session, Object body) {
    return request(path, session)
        .header("Content-Type", "application/json")
        .header("X-XSRF-TOKEN", FORGERY_TOKEN)
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private HttpRequest.Builder request(String path, Session session) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(patience)
        .header("Cookie", "XSRF-TOKEN=" + FORGERY_TOKEN + "; " + session.cookie());
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Reply reply(HttpResponse<String> response) {
    var text = response.body().startsWith("{") || response.body().startsWith("[");
    return new Reply(
        response.statusCode(),
        text ? JSON.readTree(response.body()) : JSON.nullNode(),
        response.headers().firstValue("Retry-After"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
