package niangjia.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.api.Reply;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONSOLE = "/api/benefit/console/offerings";

  @Autowired private Environment environment;
  @Autowired private Listings listings;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transactions;
  private Api api;
  private Door door;
  private List<Door.Worker> workers;

  /** Signs in once: a phone gets one code a minute. */
  @BeforeAll
  void enter() {
    api = new Api("http://localhost:" + environment.getProperty("local.server.port"));
    door = new Door(api);
    workers =
        api.patiently(Call.get("/api/access/demo/workers?limit=6&path=bj.d110108"))
            .json()
            .path("items")
            .valueStream()
            .map(worker -> worker.path("phone").asString())
            .flatMap(phone -> door.worker(phone).stream())
            .limit(2)
            .toList();
    assertThat(workers).hasSize(2);
  }

  private Reply officer(Call call) {
    return api.patiently(call.by(door.staff("city")));
  }

  private JsonNode done(Call call) {
    var reply = officer(call);
    assertThat(reply.done()).as(reply.toString()).isTrue();
    return reply.json();
  }

  private String city() {
    return done(Call.get("/api/union/unions")).get(0).path("id").asString();
  }

  private String list() {
    var body = JSON.writeValueAsString(Map.of("name", "体检名单", "union", city()));
    return done(Call.post("/api/listing/lists", body)).path("id").asString();
  }

  /** Uploads and waits for the end. */
  private JsonNode upload(String list, String text) {
    var path = "/api/listing/lists/" + list;
    var id = done(Call.post(path + "/uploads?kind=PHONE&position=1", text)).path("id").asString();
    for (int i = 0; i < 200; i++) {
      for (var upload : done(Call.get(path)).path("uploads")) {
        if (upload.path("id").asString().equals(id)
            && !upload.path("state").asString().equals("RUNNING")) {
          return upload;
        }
      }
      Api.pause(Duration.ofMillis(50));
    }
    throw new AssertionError("the upload did not end");
  }

  private String table() {
    var first = workers.getFirst().phone();
    return "姓名,手机\n甲,%s\n乙,12345\n丙,\n丁,19999999999\n戊,+86 %s\n".formatted(first, first);
  }

  @Test
  void rowsAreTakenOnceAndBadOnesComeBackWithReasons() {
    var list = list();
    var upload = upload(list, table());
    assertThat(upload.path("state").asString()).isEqualTo("DONE");
    assertThat(upload.path("total").asInt()).isEqualTo(5);
    assertThat(upload.path("added").asInt()).isEqualTo(1);
    assertThat(upload.path("rejected").asInt()).isEqualTo(3);
    var path = "/api/listing/uploads/" + upload.path("id").asString() + "/rejected";
    var text = officer(Call.get(path)).text();
    assertThat(text.lines()).hasSize(4);
    assertThat(text).contains("3,\"'1***5\",不是 11 位手机号").contains("4,\"'\",单元格是空的");
    assertThat(text).contains("您的管理范围内没有这位会员").doesNotContain("19999999999");
  }

  @Test
  void sameFileAgainIsTheSameUploadAndAnotherFileAddsNobodyTwice() {
    var list = list();
    var first = upload(list, table());
    assertThat(upload(list, table()).path("id")).isEqualTo(first.path("id"));
    var other = upload(list, table() + "己," + workers.getFirst().phone() + "\n");
    assertThat(other.path("id")).isNotEqualTo(first.path("id"));
    assertThat(other.path("added").asInt()).isZero();
    assertThat(done(Call.get("/api/listing/lists/" + list)).path("list").path("people").asInt())
        .isEqualTo(1);
  }

  @Test
  void noNumberOfAFileIsStored() {
    var phone = workers.getFirst().phone();
    upload(list(), table());
    var all =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        jdbc.sql(
                                """
                                select string_agg(u::text, ' ') || string_agg(r::text, ' ')
                                from listing.upload u join listing.rejection r on r.upload_id = u.id
                                """)
                            .query(String.class)
                            .single()));
    assertThat(all).isNotEmpty().doesNotContain(phone).doesNotContain("19999999999");
  }

  @Test
  void onlyWhoIsOnTheListBooksAndTheOthersAreToldWhy() {
    var offering = done(Call.post(CONSOLE, draft())).path("id").asString();
    var list = list();
    upload(list, table());
    var limit = Call.post(CONSOLE + "/" + offering + "/list", "{\"list\":\"" + list + "\"}");
    done(limit.method("PUT"));
    done(Call.post(CONSOLE + "/" + offering + "/publish", "{}"));
    assertThat(officer(limit.method("PUT")).status()).isEqualTo(400);
    assertThat(book(offering, workers.getFirst()).status()).isEqualTo(201);
    var refused = book(offering, workers.getLast());
    assertThat(refused.reason()).isEqualTo("NOT_ELIGIBLE");
    assertThat(refused.json().path("failed").toString()).isEqualTo("[\"LIST\"]");
    upload(list, "姓名,手机\n庚," + workers.getLast().phone() + "\n");
    assertThat(book(offering, workers.getLast()).status()).isEqualTo(201);
  }

  @Test
  void askingAgainReadsNoTable() {
    var subject = UUID.randomUUID();
    var person = new Person.Id(UUID.randomUUID());
    assertThat(listings.admits(subject, person)).isTrue();
    var before = scans();
    for (int i = 0; i < 10_000; i++) {
      listings.admits(subject, person);
    }
    assertThat(scans()).isEqualTo(before);
  }

  private long scans() {
    jdbc.sql("select pg_stat_force_next_flush()::text").query(String.class).optional();
    return jdbc.sql(
            """
            select coalesce(seq_scan, 0) + coalesce(idx_scan, 0) from pg_stat_user_tables
            where schemaname = 'listing' and relname = 'limitation'
            """)
        .query(Long.class)
        .single();
  }

  @Test
  void districtSeesNeitherTheCitysListNorItsUploads() {
    var list = list();
    var upload = upload(list, table()).path("id").asString();
    for (var path : List.of("/lists/" + list, "/uploads/" + upload + "/rejected")) {
      var call = Call.get("/api/listing" + path).by(door.staff("chaoyang"));
      assertThat(api.patiently(call).status()).isEqualTo(404);
    }
  }

  private Reply book(String offering, Door.Worker worker) {
    var place =
        api.patiently(Call.get("/api/benefit/offerings/" + offering).by(worker.session()))
            .json()
            .path("places")
            .get(0)
            .path("id")
            .asString();
    return api.patiently(
        Call.post(
                "/api/booking/offerings/" + offering + "/bookings", "{\"place\":\"" + place + "\"}")
            .by(worker.session())
            .with("Idempotency-Key", UUID.randomUUID().toString()));
  }

  private String draft() {
    var now = Instant.now();
    var text = Map.of("zh", "名单测试");
    var place =
        Map.of(
            "venue",
            text,
            "kind",
            text,
            "capacity",
            10,
            "startsAt",
            now.plus(Duration.ofDays(2)).toString(),
            "endsAt",
            now.plus(Duration.ofDays(3)).toString());
    return JSON.writeValueAsString(
        Map.of(
            "title",
            text,
            "summary",
            text,
            "howTo",
            text,
            "category",
            "OTHER",
            "union",
            city(),
            "opensAt",
            now.minusSeconds(60).toString(),
            "closesAt",
            now.plus(Duration.ofDays(1)).toString(),
            "places",
            List.of(place)));
  }
}
