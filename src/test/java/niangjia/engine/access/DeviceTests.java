package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.ApplicationTest;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApplicationTest
@Import(DeviceTests.Heard.class)
class DeviceTests {

  private static final String OFFICER_AT = "bj.d110105.s110105001";

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Duties duties;
  @Autowired private Staff staff;
  @Autowired private AccountRepository accounts;
  @Autowired private Heard heard;

  /** What was published, as another module would hear it. */
  @TestConfiguration
  static class Heard {
    private final List<AccessEvent> events = new ArrayList<>();

    @EventListener
    synchronized void hear(AccessEvent event) {
      events.add(event);
    }

    synchronized List<AccessEvent> of(UUID account) {
      return events.stream().filter(event -> event.account().equals(account)).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ANDROID; WECHAT;  Linux Android 14 Chrome/126.0 Safari/537.36 MicroMessenger/8.0.50
          IPHONE;  SAFARI;  iPhone CPU iPhone OS 18_1 like Mac OS X Version/18.1 Safari/604.1
          IPHONE;  CHROME;  iPhone CPU iPhone OS 18_1 like Mac OS X CriOS/130.0 Safari/604.1
          HARMONY; HUAWEI;  Phone OpenHarmony 5.0 Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile
          WINDOWS; EDGE;    Windows NT 10.0 Win64 Chrome/131.0 Safari/537.36 Edg/131.0
          MAC;     FIREFOX; Macintosh Intel Mac OS X 10.15 Gecko/20100101 Firefox/132.0
          LINUX;   CHROME;  X11 Linux x86_64 Chrome/131.0 Safari/537.36
          OTHER;   OTHER;   curl/8.5.0
          OTHER;   OTHER;   ''
          """)
  void deviceIsReadFromTheUserAgent(Device.Kind kind, Device.Browser browser, String agent) {
    assertThat(Device.of(agent)).isEqualTo(new Device(kind, browser));
  }

  @Test
  void ownerSeesTheirSessionsAndEndsOneAndThenAllOthers() {
    var account = officer("devices-one");
    var here = signIn("devices-one", "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Edg/131.0");
    var phone = signIn("devices-one", "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0");
    var third = signIn("devices-one", "Mozilla/5.0 (iPad) Safari/604.1");
    var listed = here.get("/api/access/sessions").body();
    assertThat(listed).hasSize(3);
    assertThat(listed.valueStream().filter(one -> one.path("current").asBoolean()))
        .singleElement()
        .satisfies(one -> assertThat(one.path("browser").asString()).isEqualTo("EDGE"));
    var id = session(here, "WECHAT");
    var path = "/api/access/sessions/" + id + "/end";
    assertThat(here.post(path, Map.of()).status()).isEqualTo(204);
    assertThat(phone.get("/api/access/sessions").status()).isEqualTo(401);
    assertThat(here.post(path, Map.of()).status()).isEqualTo(204);
    assertThat(third.get("/api/access/sessions").status()).isEqualTo(200);
    var ended = here.post("/api/access/sessions/end-others", Map.of());
    assertThat(ended.body().path("count").asInt()).isEqualTo(1);
    assertThat(third.get("/api/access/sessions").status()).isEqualTo(401);
    assertThat(here.get("/api/access/sessions").body()).hasSize(1);
    assertThat(heard.of(account))
        .filteredOn(AccessEvent.SessionEnded.class::isInstance)
        .extracting(event -> ((AccessEvent.SessionEnded) event).session().toString())
        .hasSize(2)
        .contains(id);
  }

  @Test
  void nobodyEndsTheSessionOfAnother() {
    officer("devices-two");
    officer("devices-three");
    var one = signIn("devices-two", "");
    var other = signIn("devices-three", "");
    var id = one.get("/api/access/sessions").body().path(0).path("id").asString();
    assertThat(other.post("/api/access/sessions/" + id + "/end", Map.of()).status()).isEqualTo(404);
    assertThat(one.get("/api/access/sessions").status()).isEqualTo(200);
    assertThat(new Browser(port).get("/api/access/sessions").status()).isEqualTo(401);
  }

  @Test
  void runningStreamEndsWithTheDuty() throws Exception {
    var account = officer("devices-four");
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var grant = new Duties.Grant(account, Role.OFFICER, OFFICER_AT, from, null);
    var duty = Actor.asSystem(() -> duties.grant(grant));
    var reader = signIn("devices-four", "");
    try (var stream = stream(reader, "/api/benefit/wall")) {
      var events = stream.filter(line -> line.equals("event:wall")).iterator();
      events.next();
      Actor.asSystem(() -> duties.end(duty));
      int after = 0;
      while (events.hasNext()) {
        events.next();
        after++;
      }
      assertThat(after).isLessThanOrEqualTo(1);
    }
    assertThat(reader.get("/api/access/sessions").status()).isEqualTo(200);
    assertThat(reader.get("/api/benefit/wall").status()).isEqualTo(403);
  }

  @Test
  void runningStreamEndsWithTheSession() throws Exception {
    var account = officer("devices-five");
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var grant = new Duties.Grant(account, Role.LEADER, OFFICER_AT, from, null);
    Actor.asSystem(() -> duties.grant(grant));
    var reader = signIn("devices-five", "");
    var other = signIn("devices-five", "");
    try (var stream = stream(reader, "/api/benefit/wall")) {
      var events = stream.filter(line -> line.equals("event:wall")).iterator();
      events.next();
      other.post("/api/access/sessions/end-others", Map.of());
      int after = 0;
      while (events.hasNext()) {
        events.next();
        after++;
      }
      assertThat(after).isLessThanOrEqualTo(1);
    }
  }

  private Stream<String> stream(Browser reader, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Cookie", "niangjia=" + reader.cookie("niangjia"))
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines()).body();
  }

  private UUID officer(String username) {
    var secret = (username + "-secret-of-twenty").getBytes(StandardCharsets.US_ASCII);
    return staff.create(username, "a-long-password", Words.of("设备", "Devices"), secret);
  }

  /** Signs in; the one-time password's step is forgotten, so that several fit into one. */
  private Browser signIn(String username, String agent) {
    var browser = new Browser(port, agent);
    var totp = staff.next(accounts.staff(username).orElseThrow());
    var body = Map.of("username", username, "password", "a-long-password", "totp", totp);
    assertThat(browser.post("/api/access/staff", body).status()).isEqualTo(200);
    jdbc.sql("update access.account set totp_step = null where username = :username")
        .param("username", username)
        .update();
    return browser;
  }

  private static String session(Browser browser, String app) {
    return browser
        .get("/api/access/sessions")
        .body()
        .valueStream()
        .filter(one -> one.path("browser").asString().equals(app))
        .map(one -> one.path("id").asString())
        .findFirst()
        .orElseThrow();
  }
}
