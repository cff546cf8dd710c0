package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Together;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Boundary values, hostile texts, wrong types, broken bodies and foreign methods at every operation
 * of the API description: each is answered as a problem, none ends in a fault of ours.
 */
@ApplicationTest
@TestPropertySource(
    properties = {
      "niangjia.test=fuzz",
      "niangjia.limit.session-per-second=100000",
      "niangjia.limit.address-per-second=100000"
    })
class FuzzTests {

  private static final long SEED = 20261122;
  private static final int ENOUGH = 10_000;
  private static final int AT_ONCE = 12;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");

  /** They end the session that they are sent with: each takes a new one, at the end. */
  private static final Pattern ENDS = Pattern.compile(".*(sign|session|account|erase|rights).*");

  @LocalServerPort private int port;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Map<String, String> sessions = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private final Set<String> complaints = Collections.synchronizedSet(new TreeSet<>());
  private int phones;

  @Test
  void noBadRequestEndsInAFaultOfOurs() {
    var api = new Api("http://127.0.0.1:" + port);
    var description = api.patiently(Call.get("/v3/api-docs")).json();
    signIn(api);
    var operations = operations(description);
    var known = known(api, operations);
    int sent = 0;
    for (int round = 0; sent < ENOUGH; round++) {
      var shots = new Shots(description, known, SEED + round);
      for (var one : operations) {
        var ends = !one.method().equals("GET") && ENDS.matcher(one.path()).matches();
        var tasks = new ArrayList<Callable<Boolean>>();
        shots
            .at(one.method(), one.path(), one.node())
            .forEach(shot -> tasks.add(() -> fire(ends ? nobodys(shot) : shot)));
        for (int from = 0; from < tasks.size(); from += AT_ONCE) {
          for (var answered : Together.all(some(tasks, from))) {
            sent += answered ? 1 : 0;
          }
        }
      }
    }
    System.out.println("fuzz: " + sent + " bad requests, answered " + answers);
    Figures.record("P13", "requests", sent);
    Figures.record("P13", "faults", complaints.size());
    assertThat(complaints).isEmpty();
    assertThat(answers.keySet()).contains(400, 404, 405, 415);
  }

  @Test
  void aFaultOfOursWouldBeFound() {
    assertThat(Verdict.on(500, "application/problem+json", "{}")).hasValue("answers 500");
    assertThat(Verdict.on(400, "application/problem+json", "java.lang.Error")).isPresent();
    assertThat(Verdict.on(404, "text/html", "<h1>")).isPresent();
    assertThat(Verdict.on(400, "application/problem+json", "{\"status\":400}")).isEmpty();
    assertThat(Verdict.on(200, "application/json", "{}")).isEmpty();
  }

  private record Operation(String method, String path, JsonNode node) {}

  private static List<Operation> operations(JsonNode description) {
    var operations = new ArrayList<Operation>();
    description
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, node) ->
                        operations.add(
                            new Operation(method.toUpperCase(java.util.Locale.ROOT), path, node))));
    return operations;
  }

  /** A worker, and one of the staff for each role that the demonstration has. */
  private void signIn(Api api) {
    var door = new Door(api);
    var workers = api.patiently(Call.get("/api/access/demo/workers?limit=20")).json().path("items");
    while (!sessions.containsKey("WORKER")) {
      door.worker(workers.get(phones++).path("phone").asString())
          .ifPresent(worker -> sessions.put("WORKER", worker.session()));
    }
    var byRole = new TreeMap<String, String>();
    for (var post : api.patiently(Call.get("/api/access/demo")).json().path("staff")) {
      byRole.putIfAbsent(post.path("role").asString(), post.path("username").asString());
    }
    byRole.forEach((role, username) -> sessions.put(role, door.staff(username)));
  }

  /** Identifiers of what there is: whatever a list shows to one of the sessions. */
  private List<String> known(Api api, List<Operation> operations) {
    var found = new TreeSet<String>();
    for (var one : operations) {
      if (one.method().equals("GET") && !one.path().contains("{")) {
        for (var session : sessions.values()) {
          var text = api.send(Call.get(one.path()).by(session)).text();
          ID.matcher(text).results().limit(20).forEach(id -> found.add(id.group()));
        }
      }
    }
    var ids = new ArrayList<>(found);
    Collections.shuffle(ids, new java.util.Random(SEED));
    return ids;
  }

  private static <T> List<T> some(List<T> tasks, int from) {
    return tasks.subList(from, Math.min(tasks.size(), from + AT_ONCE));
  }

  private static Shot nobodys(Shot shot) {
    return new Shot("", shot.method(), shot.path(), shot.headers(), shot.body());
  }

  private boolean fire(Shot shot) {
    try {
      var response = http.send(request(shot), HttpResponse.BodyHandlers.ofInputStream());
      try (var in = response.body()) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        var text =
            type.startsWith("text/event-stream")
                ? ""
                : new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
        answers.merge(response.statusCode(), 1, Integer::sum);
        Verdict.on(response.statusCode(), type, text)
            .ifPresent(wrong -> complaints.add(wrong + ": " + shot + " -> " + cut(text)));
      }
    } catch (IllegalArgumentException _) {
      // The client itself refuses to send such a header.
      return false;
    } catch (IOException e) {
      complaints.add("gives no answer: " + shot + " -> " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private HttpRequest request(Shot shot) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + shot.path()))
            .timeout(Duration.ofSeconds(20))
            .header("X-XSRF-TOKEN", "x")
            .header("Cookie", "XSRF-TOKEN=x; " + sessions.getOrDefault(shot.role(), ""));
    shot.headers().forEach(request::setHeader);
    var body =
        shot.method().equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(shot.body());
    return request.method(shot.method(), body).build();
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(200, text.length()));
  }
}
