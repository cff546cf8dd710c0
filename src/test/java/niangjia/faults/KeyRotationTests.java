package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key that seals fields changes on two nodes while people sign in, book and are looked at, and
 * while one of the nodes is killed: no field is unreadable at any moment.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KeyRotationTests {

  private static final String OLD =
      """
      select count(*) from people.person
      where get_byte(id_sealed, 0) = 1 or get_byte(phone_sealed, 0) = 1
      """;

  @TempDir private Path home;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void theKeyChangesUnderLoadAndNothingIsUnreadable() throws Exception {
    var url = TestDatabase.url("keys");
    var server = TestDatabase.server();
    var database = url.substring(0, url.indexOf('?'));
    var settings =
        new HashMap<>(
            Map.of(
                "NIANGJIA_DB_URL",
                database,
                "NIANGJIA_DB_USER",
                server.user(),
                "NIANGJIA_DB_PASSWORD",
                server.password(),
                "NIANGJIA_KEYS_GRACE",
                "PT15S"));
    var first = home.resolve("keyring");
    var second = home.resolve("keyring-of-the-other");
    try (var one = Node.start(home, Map.copyOf(settings));
        var ledger = DriverManager.getConnection(database, server.user(), server.password())) {
      Files.copy(first, second);
      settings.put("NIANGJIA_KEYRING", second.toString());
      try (var other = Node.start(home, settings)) {
        var threads = load(one, other);
        rotate(first);
        Thread.sleep(6_000);
        assertThat(number(ledger, "select max(number) from platform.field_key")).isEqualTo(1);
        Files.copy(first, second, StandardCopyOption.REPLACE_EXISTING);
        long all = number(ledger, OLD);
        soon(() -> number(ledger, OLD) < all);
        one.kill();
        assertThat(number(ledger, OLD)).isPositive();
        one.restart();
        soon(() -> number(ledger, OLD) == 0);
        soon(() -> number(ledger, RETIRED) == 1);
        going.set(false);
        for (var thread : threads) {
          thread.join();
        }
        assertThat(faults).isEmpty();
        assertThat(reads.get()).isGreaterThan(50);
        assertThat(writes.get()).isGreaterThan(20);
        System.out.printf(
            "keys: %d rows sealed again, %d pages read, %d codes and bookings written, 0 faults%n",
            all, reads.get(), writes.get());
      }
      withoutTheRetiredKey(one, first);
      withoutTheKeyInUse(one, first);
    }
  }

  private static final String RETIRED =
      "select count(*) from platform.field_key where state = 'RETIRED' and number = 1";

  /** A page of members opens two hundred fields; a code is sealed, and opened for the demo. */
  private List<Thread> load(Node one, Node other) throws Exception {
    var threads = new ArrayList<Thread>();
    var officer = new Officer(caller(other));
    var benefit = officer.give("", List.of(1000), Map.of());
    var workers = officer.workers(20);
    var next = new AtomicInteger();
    threads.add(
        repeat(
            () -> {
              var page = caller(other).get("/api/people/members?limit=100", officer.session());
              reads.incrementAndGet();
              return page.status() == 200 ? "" : "members " + page;
            }));
    for (var node : List.of(one, other)) {
      boolean dies = node == one;
      threads.add(
          repeat(
              () -> {
                try {
                  return signIn(caller(node), next.incrementAndGet());
                } catch (java.io.IOException e) {
                  return dies ? "" : e.toString();
                }
              }));
    }
    threads.add(
        repeat(
            () -> {
              var worker = workers.get(next.get() % workers.size());
              var path = "/api/booking/offerings/" + benefit.id() + "/bookings";
              var body = Map.of("place", benefit.places().getFirst());
              var reply = caller(other).post(path, worker, UUID.randomUUID(), body);
              writes.incrementAndGet();
              return reply.status() < 500 ? "" : "booking " + reply;
            }));
    return threads;
  }

  private String signIn(Caller caller, int i) throws java.io.IOException, InterruptedException {
    var phone = "188%08d".formatted(i);
    var sent = caller.post("/api/access/code", Caller.NOBODY, Map.of("phone", phone));
    if (sent.status() != 202) {
      return sent.status() < 500 || sent.status() == 503 ? "" : "code " + sent;
    }
    writes.incrementAndGet();
    var shown = caller.get("/api/access/demo/code?phone=" + phone, Caller.NOBODY);
    return shown.status() == 200 && shown.body().path("code").asString("").length() == 6
        ? ""
        : "demo code " + shown;
  }

  private Thread repeat(Callable<String> work) {
    return Thread.startVirtualThread(
        () -> {
          while (going.get()) {
            try {
              var fault = work.call();
              if (!fault.isEmpty()) {
                faults.add(fault);
              }
              Thread.sleep(50);
            } catch (Exception e) {
              faults.add(e.toString());
            }
          }
        });
  }

  private static Caller caller(Node node) {
    return new Caller(node.address(), Duration.ofSeconds(20));
  }

  /** The command, in a process of its own beside the running nodes. */
  private void rotate(Path keyring) throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "niangjia.platform.Keys",
            "rotate",
            keyring.getParent().toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("Field key 2", "field key 1, fingerprint");
  }

  private void withoutTheRetiredKey(Node one, Path keyring) throws Exception {
    without(keyring, "field=");
    one.kill();
    one.restart();
    var officer = new Officer(caller(one));
    var page = caller(one).get("/api/people/members?limit=100", officer.session());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().path("items")).hasSize(100);
  }

  private void withoutTheKeyInUse(Node one, Path keyring) throws Exception {
    without(keyring, "field.2=");
    one.kill();
    boolean started = true;
    try {
      one.restart();
    } catch (IllegalStateException e) {
      started = false;
    }
    assertThat(started).isFalse();
    assertThat(one.logged("field key")).isPositive();
  }

  private static void without(Path keyring, String key) throws Exception {
    var left = Files.readAllLines(keyring).stream().filter(line -> !line.startsWith(key)).toList();
    Files.write(keyring, left);
  }

  private static long number(Connection ledger, String query) throws SQLException {
    try (var statement = ledger.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void soon(Callable<Boolean> question) throws Exception {
    var deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (!question.call()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(50);
    }
  }
}
