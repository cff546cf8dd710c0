package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import niangjia.ApplicationTest;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import niangjia.platform.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApplicationTest
class SessionTests {

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Signals signals;
  @Autowired private Duties duties;
  @Autowired private Staff staff;
  @Autowired private AccountRepository accounts;
  private Browser browser = new Browser(0);

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  private static boolean signedIn(Browser browser) {
    return browser.get("/api/access/me").body().path("signedIn").asBoolean();
  }

  private static void soon(BooleanSupplier fact) throws InterruptedException {
    for (int i = 0; i < 150 && !fact.getAsBoolean(); i++) {
      Thread.sleep(Duration.ofMillis(20));
    }
    assertThat(fact.getAsBoolean()).isTrue();
  }

  @Test
  void sessionEndsOnTheNextRequestForEveryCopyOfItsCookie() {
    browser.signIn("14000000021");
    var thief = new Browser(port);
    thief.steal("niangjia", browser.cookie("niangjia"));
    assertThat(signedIn(thief)).isTrue();
    assertThat(browser.post("/api/access/signout", Map.of()).status()).isEqualTo(204);
    assertThat(signedIn(browser)).isFalse();
    assertThat(signedIn(thief)).isFalse();
  }

  @Test
  void signingInChangesTheSessionAndEndsTheOldOne() {
    browser.signIn("14000000022");
    var old = browser.cookie("niangjia");
    browser.signIn("14000000023");
    assertThat(browser.cookie("niangjia")).isNotEqualTo(old);
    var thief = new Browser(port);
    thief.steal("niangjia", old);
    assertThat(signedIn(thief)).isFalse();
    assertThat(signedIn(browser)).isTrue();
  }

  @Test
  void requestIsAnsweredFromMemoryUntilASignalSaysThatAllMayHaveChanged()
      throws InterruptedException {
    browser.signIn("14000000024");
    var token = Token.of(browser.cookie("niangjia"));
    jdbc.sql("delete from access.session where token_hash = :token")
        .param("token", token.bytes())
        .update();
    assertThat(signedIn(browser)).isTrue();
    signals.send("access", Signals.EVERYTHING);
    soon(() -> !signedIn(browser));
  }

  @Test
  void dutyCountsFromTheNextRequestAndNoLongerThanItIsHeld() throws InterruptedException {
    var account = officer("temporary", "temporary-password");
    assertThat(browser.get("/api/people/members").status()).isEqualTo(403);
    var start = Instant.parse("2026-01-01T00:00:00Z");
    var grant = new Duties.Grant(account, Role.OFFICER, "bj.d110105.s110105001", start, null);
    var duty = Actor.asSystem(() -> duties.grant(grant));
    soon(() -> browser.get("/api/people/members").status() == 200);
    var page = browser.get("/api/people/members?limit=2&group=OUTDOOR");
    assertThat(page.body().path("items")).hasSize(2);
    assertThat(page.body().path("items").path(0).path("name").asString()).contains("*");
    assertThat(page.body().path("items").path(0).path("idMasked").asString())
        .matches("110199\\*{8}\\d{3}[\\dX]");
    Actor.asSystem(() -> duties.end(duty));
    soon(() -> browser.get("/api/people/members").status() == 403);
  }

  @Test
  void officerFindsUnionsOfTheirSubtreeOnly() throws InterruptedException {
    var account = officer("chaoyang-two", "another-password");
    var start = Instant.parse("2026-01-01T00:00:00Z");
    Actor.asSystem(
        () -> duties.grant(new Duties.Grant(account, Role.OFFICER, "bj.d110105", start, null)));
    soon(() -> browser.get("/api/union/unions").status() == 200);
    var root = browser.get("/api/union/unions").body();
    assertThat(root).hasSize(1);
    assertThat(root.path(0).path("children").asInt()).isEqualTo(43);
    var id = root.path(0).path("id").asString();
    assertThat(browser.get("/api/union/unions?parent=" + id).body()).hasSize(43);
    assertThat(browser.get("/api/union/unions?query=xicheng").body()).isEmpty();
    assertThat(browser.get("/api/union/unions?parent=" + UUID.randomUUID()).status())
        .isEqualTo(404);
    assertThat(browser.get("/api/union/unions?parent=x").status()).isEqualTo(400);
  }

  private UUID officer(String username, String password) {
    var secret = (username + "-secret-of-twenty").getBytes(StandardCharsets.US_ASCII);
    var name = Words.of("临时", "Temporary");
    var account = staff.create(username, password, name, secret);
    var totp = staff.next(accounts.staff(username).orElseThrow());
    var answer =
        browser.post(
            "/api/access/staff", Map.of("username", username, "password", password, "totp", totp));
    assertThat(answer.status()).isEqualTo(200);
    return account;
  }

  @Test
  void inventedTokenIsToldFromOursWithoutAQuery() {
    var secret = "a secret of the installation".getBytes(StandardCharsets.US_ASCII);
    var token = Token.create(secret);
    assertThat(token).hasSize(43);
    assertThat(Token.ours(secret, token)).isTrue();
    assertThat(Token.ours(new byte[32], token)).isFalse();
    var other = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
    assertThat(Token.ours(secret, other)).isFalse();
    assertThat(Token.ours(secret, "not base64 at all!")).isFalse();
    assertThat(Token.ofHex(Token.of(token).hex())).isEqualTo(Token.of(token));
  }

  @Test
  void demonstrationNamesWorkersAndStaff() {
    var demo = browser.get("/api/access/demo").body();
    assertThat(demo.path("staff")).hasSize(8);
    assertThat(demo.path("workers")).hasSize(4);
    assertThat(demo.path("workers").path(0).path("name").asString()).isEqualTo("王强");
    var workers =
        browser.get("/api/access/demo/workers?path=bj.d110105.s110105001&limit=5000").body();
    // Three thousand of them, but for those whom another test let erase themselves.
    assertThat(workers.path("total").asInt()).isBetween(2_950, 3_000);
    assertThat(workers.path("items")).hasSize(workers.path("total").asInt());
    assertThat(browser.get("/api/access/demo/workers?limit=5001").status()).isEqualTo(400);
    assertThat(browser.get("/api/access/demo/workers?path=nowhere").status()).isEqualTo(400);
  }
}
