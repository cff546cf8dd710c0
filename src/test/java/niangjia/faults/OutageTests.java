package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The provider of text messages hangs, then fails, then comes back, while workers book. Bookings do
 * not notice, codes are refused in plain words, and every text arrives in the end.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OutageTests {

  private static final int EACH = 20;

  @TempDir private Path home;

  /** How the provider behaves. */
  private enum Mood {
    WELL,
    HANGING,
    FAILING
  }

  /** A provider that remembers which texts it has taken. */
  private static final class Provider implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    Provider() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/send";
    }

    private void answer(HttpExchange exchange) throws IOException {
      var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      asked.incrementAndGet();
      if (mood == Mood.HANGING) {
        sleep();
        return;
      }
      if (mood == Mood.WELL && body.path("text").asString().contains("名额轮到您")) {
        texts.add(body.path("phone").asString());
        taken
            .computeIfAbsent(body.path("id").asString(), _ -> new AtomicInteger())
            .incrementAndGet();
      }
      exchange.sendResponseHeaders(mood == Mood.WELL ? 200 : 503, -1);
      exchange.close();
    }

    private static void sleep() {
      try {
        Thread.sleep(Duration.ofMinutes(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void bookingsDoNotNoticeAndEveryTextArrivesAfterwards() throws Exception {
    try (var provider = new Provider();
        var node = Node.start(home, settings(provider))) {
      var caller = new Caller(node.address(), Duration.ofSeconds(20));
      var places = new Places(caller);
      var officer = new Officer(caller);
      var scarce = officer.give("", List.of(EACH), Map.of());
      var plenty = officer.give("", List.of(1000), Map.of());
      var workers = officer.workers(3 * EACH);
      var first = workers.subList(0, EACH);
      var second = workers.subList(EACH, 2 * EACH);
      var third = workers.subList(2 * EACH, 3 * EACH);
      long well = places.book(plenty, first);
      provider.mood = Mood.HANGING;
      var keys = places.hold(scarce, first);
      askForTexts(caller, second);
      places.await(scarce, second);
      places.cancel(keys);
      Thread.sleep(4000);
      long hanging = places.book(plenty, second);
      assertThat(codeIsRefused(caller, third.getFirst())).isTrue();
      provider.mood = Mood.FAILING;
      Thread.sleep(3000);
      long failing = places.book(plenty, third);
      int askedBefore = provider.asked.get();
      Thread.sleep(5000);
      assertThat(provider.asked.get() - askedBefore).as("asked in 5 s of an outage").isLessThan(5);
      assertThat(waiting(caller)).isEqualTo(EACH);
      provider.mood = Mood.WELL;
      var backAt = Instant.now();
      while (provider.taken.size() < EACH) {
        assertThat(Instant.now()).isBefore(backAt.plusSeconds(60));
        Thread.sleep(100);
      }
      var drained = Duration.between(backAt, Instant.now());
      Thread.sleep(3000);
      assertThat(waiting(caller)).isZero();
      assertThat(provider.taken).hasSize(EACH);
      assertThat(provider.taken.values()).allMatch(times -> times.get() == 1);
      Figures.record("P10", "texts", EACH + " of " + provider.taken.size());
      Figures.record("P10", "drained", drained.toMillis() / 1e3);
      IO.println(
          "outage: %d texts waited and arrived once each within %d ms; %d bookings took %d ms"
                  .formatted(EACH, drained.toMillis(), EACH, well)
              + " before, %d ms while it hung, %d ms while it failed".formatted(hanging, failing));
      assertThat(Math.max(hanging, failing)).isLessThan(Math.max(3000, 4 * well));
    }
  }

  private static Map<String, String> settings(Provider provider) {
    return Map.of(
        "NIANGJIA_SMS_URL",
        provider.url(),
        "NIANGJIA_NOTICE_QUIET_FROM",
        "0",
        "NIANGJIA_NOTICE_QUIET_UNTIL",
        "0");
  }

  private static void askForTexts(Caller caller, List<Caller.Session> workers)
      throws IOException, InterruptedException {
    for (var worker : workers) {
      var wish = Map.of("channels", List.of("SMS"));
      var asked = caller.put("/api/notice/choice", worker, wish);
      assertThat(asked.status()).as("%s", asked).isEqualTo(200);
    }
  }

  /** By now three texts have failed; the refusal says why. */
  private static boolean codeIsRefused(Caller caller, Caller.Session worker)
      throws IOException, InterruptedException {
    var phone = worker.me().path("person").path("phone").asString("13800138000");
    var replies = new ArrayList<Caller.Reply>();
    for (int i = 0; i < 20; i++) {
      var number = phone.matches("1[0-9]{10}") ? phone : "1380013800" + i % 10;
      replies.add(caller.post("/api/access/code", Caller.NOBODY, Map.of("phone", number)));
      if (replies.getLast().reason().equals("SMS_OUT")) {
        return replies.getLast().status() == 503
            && !replies.getLast().body().path("detail").asString("").isBlank();
      }
      Thread.sleep(500);
    }
    throw new AssertionError("codes are not refused: " + replies);
  }

  private static long waiting(Caller caller) throws IOException, InterruptedException {
    return Math.round(caller.metric("niangjia_notice_waiting{channel=\"SMS\"}"));
  }
}
