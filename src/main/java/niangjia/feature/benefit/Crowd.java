package niangjia.feature.benefit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Simulated workers who use the public HTTP interface as phones do: each signs in with a one-time
 * code and keeps its session. They are the synthetic members of the demonstration and exist nowhere
 * else.
 */
@Component
class Crowd {

  /** One simulated worker, signed in. */
  record Simulated(String phone, String cookie) {}

  /** What the server answered. */
  record Reply(int status, JsonNode body) {}

  private static final int AT_ONCE = 512;

  /** People sign in over hours, not in the second of the opening. */
  private static final int SIGNING_IN = 48;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String FORGERY_TOKEN = "simulated";

  private final Environment environment;
  private final JsonMapper json;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final Semaphore door = new Semaphore(SIGNING_IN);
  private final Map<String, Simulated> signedIn = new ConcurrentHashMap<>();

  Crowd(Environment environment, JsonMapper json) {
    this.environment = environment;
    this.json = json;
  }

  /** The phones of synthetic workers below a union. */
  List<String> phones(String path, int most) throws IOException, InterruptedException {
    var phones = new ArrayList<String>();
    var query = "/api/access/demo/workers?limit=" + most + "&path=" + encoded(path);
    for (var worker : send("GET", query, null, null, null).body().path("items")) {
      phones.add(worker.path("phone").asString());
    }
    return phones;
  }

  /**
   * Signs a worker in, or finds the session of an earlier rehearsal; null when the server refuses.
   */
  @Nullable Simulated signIn(String phone) throws IOException, InterruptedException {
    var known = signedIn.get(phone);
    if (known != null) {
      return known;
    }
    door.acquire();
    try {
      return enter(phone);
    } finally {
      door.release();
    }
  }

  private @Nullable Simulated enter(String phone) throws IOException, InterruptedException {
    var asked = send("POST", "/api/access/code", null, null, Map.of("phone", phone));
    // Too soon for another code: the last one still holds.
    if (asked.status() != 202 && asked.status() != 429) {
      return null;
    }
    var code = send("GET", "/api/access/demo/code?phone=" + encoded(phone), null, null, null);
    var body =
        json.writeValueAsString(
            Map.of("phone", phone, "code", code.body().path("code").asString()));
    var response = exchange(request("POST", "/api/access/signin", null, null, body));
    var cookie =
        response.headers().allValues("Set-Cookie").stream()
            .filter(value -> value.startsWith("niangjia="))
            .map(value -> value.split(";", 2)[0])
            .findFirst();
    cookie.ifPresent(value -> signedIn.put(phone, new Simulated(phone, value)));
    return signedIn.get(phone);
  }

  /** Sends a worker's request. */
  Reply send(
      String method,
      String path,
      @Nullable Simulated worker,
      @Nullable String key,
      @Nullable Object body)
      throws IOException, InterruptedException {
    var text = body == null ? "" : json.writeValueAsString(body);
    var response = exchange(request(method, path, worker, key, text));
    if (response.statusCode() == 401 && worker != null) {
      signedIn.remove(worker.phone());
    }
    var answer = response.body().isEmpty() ? "{}" : response.body();
    return new Reply(response.statusCode(), json.readTree(answer));
  }

  private HttpRequest request(
      String method, String path, @Nullable Simulated worker, @Nullable String key, String body) {
    var port = environment.getRequiredProperty("local.server.port");
    var cookies = "XSRF-TOKEN=" + FORGERY_TOKEN + (worker == null ? "" : "; " + worker.cookie());
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", FORGERY_TOKEN)
            .header("Cookie", cookies)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.build();
  }

  private HttpResponse<String> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    permits.acquire();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } finally {
      permits.release();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
