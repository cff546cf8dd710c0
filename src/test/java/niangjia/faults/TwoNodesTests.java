package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import niangjia.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes on one database are one application to everybody. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesTests {

  /** What a node learns from another at the latest, on a machine with other work to do. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private static Path home;

  private Node one;
  private Node other;
  private Caller a;
  private Caller b;
  private Officer officer;
  private List<Caller.Session> workers;

  @FunctionalInterface
  private interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  @BeforeAll
  void startTwoNodes() throws IOException, InterruptedException {
    var url = TestDatabase.url("two");
    var server = TestDatabase.server();
    var settings =
        Map.of(
            "NIANGJIA_DB_URL", url.substring(0, url.indexOf('?')),
            "NIANGJIA_DB_USER", server.user(),
            "NIANGJIA_DB_PASSWORD", server.password());
    one = Node.start(home, settings);
    other = Node.start(home, settings);
    a = new Caller(one.address(), Duration.ofSeconds(20));
    b = new Caller(other.address(), Duration.ofSeconds(20));
    officer = new Officer(a);
    workers = officer.workers(30);
  }

  @AfterAll
  void stopThem() {
    for (var node : new Node[] {one, other}) {
      if (node != null) {
        node.close();
      }
    }
  }

  @Test
  void aSessionMadeOnOneNodeWorksOnTheOther() throws Exception {
    var me = b.get("/api/access/me", workers.getFirst()).body();
    assertThat(me.path("signedIn").asBoolean()).isTrue();
    assertThat(me.path("person").path("id").asString())
        .isEqualTo(workers.getFirst().person().toString());
  }

  @Test
  void signingOutOnOneNodeEndsTheSessionOnTheOther() throws Exception {
    var worker = workers.get(1);
    assertThat(b.get("/api/booking/mine", worker).status()).isEqualTo(200);
    assertThat(a.post("/api/access/signout", worker, Map.of()).status()).isEqualTo(204);
    soon(() -> b.get("/api/booking/mine", worker).status() == 401);
  }

  @Test
  void whatOneSellsOutIsSoldOutOnTheOtherUntilSomebodyGivesBack() throws Exception {
    var benefit = officer.give("", List.of(3), Map.of());
    assertThat(left(b, benefit)).isEqualTo(3);
    for (int i = 2; i < 5; i++) {
      assertThat(book(a, benefit, workers.get(i)).status()).isEqualTo(201);
    }
    soon(() -> left(b, benefit) == 0);
    assertThat(book(b, benefit, workers.get(5)).reason()).isEqualTo("SOLD_OUT");
    var mine = b.get("/api/booking/mine", workers.get(2)).body().path(0).path("id").asString();
    var cancelled = a.post("/api/booking/bookings/" + mine + "/cancel", workers.get(2), Map.of());
    assertThat(cancelled.status()).isEqualTo(200);
    soon(() -> left(b, benefit) == 1);
    assertThat(book(b, benefit, workers.get(5)).status()).isEqualTo(201);
    soon(() -> left(a, benefit) == 0);
  }

  @Test
  void theSameKeyOnBothNodesIsOneBooking() throws Exception {
    var benefit = officer.give("", List.of(3), Map.of());
    var key = UUID.randomUUID();
    var path = "/api/booking/offerings/" + benefit.id() + "/bookings";
    var body = Map.of("place", benefit.places().getFirst());
    var first = a.post(path, workers.get(6), key, body);
    assertThat(first.status()).isEqualTo(201);
    assertThat(b.post(path, workers.get(6), key, body).body()).isEqualTo(first.body());
    assertThat(book(b, benefit, workers.get(6)).reason()).isEqualTo("HOLDS_ONE");
  }

  @Test
  void theWaitingRoomGivesOneNumberOnBoth() throws Exception {
    var opensAt = Instant.now().plusSeconds(6);
    var terms = Map.<String, Object>of("admitPerSecond", 1, "opensAt", opensAt.toString());
    var benefit = officer.give("", List.of(5), terms);
    var path = "/api/booking/offerings/" + benefit.id() + "/room";
    var early = workers.subList(7, 17);
    for (int i = 0; i < early.size(); i++) {
      var reply = (i % 2 == 0 ? a : b).post(path, early.get(i), Map.of());
      assertThat(reply.body().path("number").isNull()).isTrue();
    }
    soon(() -> !a.get(path, early.getFirst()).body().path("number").isNull());
    var numbers = new HashSet<Integer>();
    for (var worker : early) {
      int onB = b.get(path, worker).body().path("number").asInt();
      assertThat(a.get(path, worker).body().path("number").asInt()).isEqualTo(onB);
      numbers.add(onB);
    }
    assertThat(numbers).hasSize(10).allMatch(number -> number >= 1 && number <= 10);
    assertThat(b.post(path, workers.get(17), Map.of()).body().path("number").asInt()).isEqualTo(11);
  }

  @Test
  void theLiveBoardOfOneShowsWhatTheOtherSells() throws Exception {
    var benefit = officer.give("", List.of(5), Map.of());
    var path = "/api/benefit/console/offerings/" + benefit.id() + "/live";
    try (var lines = b.stream(path, officer.session()).body()) {
      var boards = lines.filter(line -> line.startsWith("data:")).iterator();
      assertThat(board(boards.next()).path("taken").asInt()).isZero();
      assertThat(book(a, benefit, workers.get(18)).status()).isEqualTo(201);
      soon(() -> board(boards.next()).path("taken").asInt() == 1);
    }
  }

  @Test
  void aSessionEndedFromAnotherDeviceEndsOnTheOtherNodeToItsStreamToo() throws Exception {
    var benefit = officer.give("", List.of(5), Map.of());
    var reader = b.staff("leader");
    var path = "/api/benefit/console/offerings/" + benefit.id() + "/live";
    try (var lines = b.stream(path, reader).body()) {
      var boards = lines.filter(line -> line.startsWith("data:")).iterator();
      assertThat(boards.hasNext()).isTrue();
      boards.next();
      var device = a.staff("leader");
      var ended = a.post("/api/access/sessions/end-others", device, Map.of());
      assertThat(ended.body().path("count").asInt()).isPositive();
      int after = 0;
      while (boards.hasNext()) {
        boards.next();
        after++;
      }
      assertThat(after).isLessThan(4);
      assertThat(b.get("/api/access/sessions", reader).status()).isEqualTo(401);
      assertThat(b.get("/api/access/sessions", device).body()).hasSize(1);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void whenOneIsKilledTheOtherGoesOn() throws Exception {
    var benefit = officer.give("", List.of(5), Map.of());
    var told = new ArrayList<String>();
    for (int i = 19; i < 22; i++) {
      told.add(book(a, benefit, workers.get(i)).body().path("id").asString());
    }
    one.kill();
    assertThat(book(b, benefit, workers.get(22)).status()).isEqualTo(201);
    for (int i = 19; i < 22; i++) {
      var mine = b.get("/api/booking/mine", workers.get(i)).body().path(0);
      assertThat(mine.path("id").asString()).isEqualTo(told.get(i - 19));
    }
    soon(() -> left(b, benefit) == 1);
    assertThat(other.readiness()).isEqualTo(200);
  }

  private static Caller.Reply book(Caller on, Officer.Benefit benefit, Caller.Session worker)
      throws IOException, InterruptedException {
    var path = "/api/booking/offerings/" + benefit.id() + "/bookings";
    return on.post(path, worker, UUID.randomUUID(), Map.of("place", benefit.places().getFirst()));
  }

  private static int left(Caller on, Officer.Benefit benefit)
      throws IOException, InterruptedException {
    var path = "/api/booking/offerings/" + benefit.id() + "/left";
    return on.get(path, Caller.NOBODY).body().path("left").asInt();
  }

  private static JsonNode board(String line) {
    return JsonMapper.shared().readTree(line.substring("data:".length()));
  }

  private static void soon(Question question) throws IOException, InterruptedException {
    var deadline = Instant.now().plus(SOON);
    while (!question.ask()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(50);
    }
  }
}
