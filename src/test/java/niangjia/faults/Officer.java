package niangjia.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The street's officer of the demonstration, who gives benefits to its workers. */
final class Officer {

  /**
   * A benefit that runs.
   *
   * @param share what one person gets one of: the offering, or its family
   */
  record Benefit(UUID id, String share, List<UUID> places) {}

  private final Caller caller;
  private final Caller.Session session;
  private final Set<String> phones = new TreeSet<>();

  Officer(Caller caller) throws IOException, InterruptedException {
    this.caller = caller;
    this.session = caller.staff("jianwai");
  }

  /** The numbers of the workers that were signed in. */
  Set<String> phones() {
    return phones;
  }

  Caller.Session session() {
    return session;
  }

  /**
   * Publishes a benefit that is open.
   *
   * @param family its siblings' common name, empty for none
   * @param terms fields of the draft besides
   */
  Benefit give(String family, List<Integer> capacities, Map<String, Object> terms)
      throws IOException, InterruptedException {
    var now = Instant.now();
    var draft = new HashMap<String, Object>(terms);
    draft.put("title", words("测试票"));
    draft.put("summary", words("一人一张"));
    draft.put("howTo", words("到门口出示"));
    draft.put("category", "PARK");
    draft.put("union", union("id"));
    draft.putIfAbsent("opensAt", now.minus(Duration.ofMinutes(1)).toString());
    draft.put("closesAt", now.plus(Duration.ofDays(1)).toString());
    draft.put("period", "OFFERING");
    draft.put("offerHours", 24);
    if (!family.isEmpty()) {
      draft.put("family", family);
    }
    draft.put(
        "places",
        IntStream.range(0, capacities.size()).mapToObj(i -> spot(capacities, i)).toList());
    var path = "/api/benefit/console/offerings";
    var id = UUID.fromString(post(path, 201, draft).body().path("id").asString());
    post(path + "/" + id + "/publish", 200, Map.of());
    var places = new ArrayList<UUID>();
    for (var place :
        caller.get("/api/booking/offerings/" + id + "/left", session).body().path("places")) {
      places.add(UUID.fromString(place.path("id").asString()));
    }
    return new Benefit(id, family.isEmpty() ? id.toString() : family, places);
  }

  /** Signs that many workers of the street in. */
  List<Caller.Session> workers(int count) throws InterruptedException, IOException {
    var path = "/api/access/demo/workers?limit=" + count + "&path=" + Caller.encoded(union("path"));
    var tasks = new ArrayList<Callable<Caller.Session>>();
    for (var worker : caller.get(path, session).body().path("items")) {
      var phone = worker.path("phone").asString();
      phones.add(phone);
      tasks.add(() -> caller.signIn(phone));
    }
    var workers = new ArrayList<Caller.Session>();
    try (var executor = Executors.newFixedThreadPool(16)) {
      for (var done : executor.invokeAll(tasks)) {
        workers.add(done.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker could not sign in", e);
    }
    return workers;
  }

  private Caller.Reply post(String path, int wanted, Object body)
      throws IOException, InterruptedException {
    var reply = caller.post(path, session, body);
    if (reply.status() != wanted) {
      throw new IllegalStateException(path + " answered " + reply);
    }
    return reply;
  }

  private String union(String field) {
    return session.me().path("duties").path(0).path("union").path(field).asString();
  }

  private static Map<String, Object> spot(List<Integer> capacities, int index) {
    var begins = Instant.now().plus(Duration.ofDays(2));
    return Map.of(
        "startsAt", begins.toString(),
        "endsAt", begins.plus(Duration.ofHours(2)).toString(),
        "venue", words("公园"),
        "kind", words("第" + (index + 1) + "种"),
        "capacity", capacities.get(index));
  }

  private static Map<String, String> words(String text) {
    return Map.of("zh", text);
  }
}
