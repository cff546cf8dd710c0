package niangjia.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import niangjia.platform.Ids;
import org.springframework.util.FileSystemUtils;

/**
 * Bookings a second through the product's HTTP interface by signed-in workers, each with a session
 * of their own, as a multiple of the baseline on the same database in the same run. Afterwards
 * every acknowledgement is compared with the rows.
 */
public final class RushBench {

  private static final int WORKERS = Integer.getInteger("niangjia.bench.workers", 10_000);
  private static final int ROUNDS = 8;
  private static final int WARM_UP = Integer.getInteger("niangjia.bench.warm", 8);
  private static final int CONNECTIONS = Integer.getInteger("niangjia.bench.connections", 256);
  private static final Duration BASELINE = Duration.ofSeconds(6);

  private final Product product;
  private final Workers workers;
  private final List<Long> latencies = new ArrayList<>();
  private int oversold;
  private int twice;
  private int lost;

  private RushBench(Product product) {
    this.product = product;
    this.workers = new Workers(product);
  }

  /** Runs the benchmark; its last line is the result. */
  static void main() throws Exception {
    var home = Files.createTempDirectory("niangjia-bench-");
    try (var product = Product.start(home)) {
      new RushBench(product).run();
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  private void run() throws IOException, SQLException, InterruptedException, ExecutionException {
    var baseline = new Baseline(product);
    baseline.run(Duration.ofSeconds(2));
    double before = baseline.run(BASELINE);
    say("baseline: %.0f bookings/s straight on the database", before);
    long begun = System.nanoTime();
    var cookies = workers.signIn(WORKERS);
    say("%d workers signed in, %.0f s", cookies.size(), (System.nanoTime() - begun) / 1e9);
    var officer = workers.officer();
    for (int i = 0; i < WARM_UP; i++) {
      say("warm-up: %.0f bookings/s", rush(officer, cookies));
    }
    latencies.clear();
    double sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long cpu = product.cpuMicros();
      double rate = rush(officer, cookies);
      long each = (product.cpuMicros() - cpu) / cookies.size();
      say("rush %d: %.0f bookings/s, %d us of the server's processor time each", i + 1, rate, each);
      sum += cookies.size() / rate;
    }
    double rate = ROUNDS * (double) cookies.size() / sum;
    double soldOut = soldOut(officer, cookies);
    double after = baseline.run(BASELINE);
    say("baseline again: %.0f bookings/s", after);
    double base = (before + after) / 2;
    latencies.sort(null);
    say(
        "rush: %.0f bookings/s over HTTP = %.1f x baseline (%.0f/s); p50 %.1f ms p99 %.1f ms;"
            + " soldout %.0f answers/s; oversold %d double %d lost %d",
        rate, rate / base, base, percentile(50), percentile(99), soldOut, oversold, twice, lost);
    if (oversold + twice + lost > 0) {
      throw new IllegalStateException("the book is wrong");
    }
  }

  /** Everybody books one of exactly as many places as there are workers; bookings a second. */
  private double rush(String officer, List<String> cookies) throws IOException, SQLException {
    var offering = publish(officer, cookies.size());
    var keys = new ArrayList<UUID>();
    var requests = requests(offering, cookies, keys);
    var told = new HashSet<UUID>();
    long took =
        new LoadClient(product.port(), CONNECTIONS)
            .run(
                requests,
                reply -> {
                  latencies.add(reply.nanos());
                  if (reply.status() == 201) {
                    told.add(keys.get(reply.index()));
                  }
                });
    if (told.size() != cookies.size()) {
      throw new IllegalStateException(
          "only " + told.size() + " of " + cookies.size() + " got a place");
    }
    check(offering, told);
    return told.size() * 1e9 / took;
  }

  /** Everybody asks for what is gone, again and again; answers a second. */
  private double soldOut(String officer, List<String> cookies) throws IOException {
    var offering = publish(officer, 10);
    var few = cookies.subList(0, 10);
    new LoadClient(product.port(), 10).run(requests(offering, few, new ArrayList<>()), _ -> {});
    var requests = requests(offering, cookies.subList(10, cookies.size()), new ArrayList<>());
    var client = new LoadClient(product.port(), CONNECTIONS);
    for (int i = 0; i < WARM_UP; i++) {
      client.run(requests, RushBench::refused);
    }
    long took = 0;
    for (int i = 0; i < ROUNDS; i++) {
      took += client.run(requests, RushBench::refused);
    }
    return ROUNDS * (requests.size() * 1e9 / took);
  }

  private static void refused(LoadClient.Reply reply) {
    if (reply.status() != 409 || !reply.text().contains("SOLD_OUT")) {
      throw new IllegalStateException("not a refusal: " + reply.text());
    }
  }

  private record Target(UUID offering, UUID place) {}

  private Target publish(String officer, int capacity) throws IOException {
    var union =
        workers.send(Workers.get("/api/union/unions", officer), 200).get(0).get("id").asString();
    var now = Instant.now();
    var words = "{\"zh\":\"压力测试\",\"en\":\"Load test\"}";
    var draft =
        """
        {"title":%1$s,"summary":%1$s,"howTo":%1$s,"category":"OTHER","union":"%2$s",
        "opensAt":"%3$s",
        "closesAt":"%4$s","period":"OFFERING","offerHours":1,"eligibility":{"union":"%2$s"},
        "places":[{"startsAt":"%4$s","endsAt":"%5$s","venue":%1$s,"kind":%1$s,"capacity":%6$d}]}
        """
            .formatted(
                words,
                union,
                now.minusSeconds(60),
                now.plusSeconds(3600),
                now.plusSeconds(7200),
                capacity);
    var path = "/api/benefit/console/offerings";
    var id = workers.send(Workers.post(path, officer, draft), 201).get("id").asString();
    workers.send(Workers.post(path + "/" + id + "/publish", officer, ""), 200);
    var left = workers.send(Workers.get("/api/booking/offerings/" + id + "/left", null), 200);
    var place = left.get("places").get(0).get("id").asString();
    return new Target(UUID.fromString(id), UUID.fromString(place));
  }

  /** One request for each worker, in random order of workers, each with a key of its own. */
  private static List<byte[]> requests(Target target, List<String> cookies, List<UUID> keys) {
    var shuffled = new ArrayList<>(cookies);
    Collections.shuffle(shuffled, new Random(42));
    var body = "{\"place\":\"" + target.place() + "\"}";
    var path = "/api/booking/offerings/" + target.offering() + "/bookings";
    var requests = new ArrayList<byte[]>();
    for (var cookie : shuffled) {
      var key = Ids.next();
      keys.add(key);
      requests.add(Workers.request("POST", path, cookie, "Idempotency-Key: " + key + "\r\n", body));
    }
    return requests;
  }

  /** Compares the acknowledgements with the rows, as the tables' owner. */
  private void check(Target target, Set<UUID> told) throws IOException, SQLException {
    try (var connection = product.connect();
        var query =
            connection.prepareStatement(
                """
                select id, person_id from booking.booking
                where offering_id = ? and state = 'CONFIRMED'
                """)) {
      query.setObject(1, target.offering());
      var rows = new HashSet<UUID>();
      var people = new HashSet<UUID>();
      try (var row = query.executeQuery()) {
        while (row.next()) {
          rows.add(row.getObject(1, UUID.class));
          twice += people.add(row.getObject(2, UUID.class)) ? 0 : 1;
        }
      }
      oversold += Math.max(0, rows.size() - told.size());
      lost += (int) told.stream().filter(id -> !rows.contains(id)).count();
    }
  }

  private double percentile(int percent) {
    return latencies.get((latencies.size() - 1) * percent / 100) / 1e6;
  }

  @FormatMethod
  private static void say(String text, Object... values) {
    IO.println(text.formatted(values));
  }
}
