package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import niangjia.ApplicationTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in by a provider that is a real one, in a process of its own. */
@ApplicationTest
class SingleSignOnTests {

  private static final String HOUSE = "http://localhost:4";
  private static final RealProvider PROVIDER =
      new RealProvider(
          HOUSE + "/staff/signin/city",
          HOUSE + "/staff/signin/mail",
          HOUSE + "/staff/signin/number");
  private static final RealProvider DOOMED = new RealProvider(HOUSE + "/staff/signin/doomed");
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  private Browser browser = new Browser(0);

  @DynamicPropertySource
  static void providers(DynamicPropertyRegistry registry) {
    registry.add("niangjia.address", () -> HOUSE);
    add(registry, "city", PROVIDER.issuer(), "sub");
    add(registry, "mail", PROVIDER.issuer(), "email");
    add(registry, "number", PROVIDER.issuer(), "employee_number");
    add(registry, "doomed", DOOMED.issuer(), "sub");
    // Nobody was ever there: the application starts all the same.
    add(registry, "nobody", "http://localhost:1", "sub");
  }

  private static void add(
      DynamicPropertyRegistry registry, String id, String issuer, String claim) {
    var at = "niangjia.providers." + id + ".";
    registry.add(at + "name-zh", () -> "统一身份认证");
    registry.add(at + "issuer", () -> issuer);
    registry.add(at + "client-id", () -> "niangjia");
    registry.add(at + "client-secret", () -> "a secret of the test");
    registry.add(at + "claim", () -> claim);
  }

  @AfterAll
  static void stop() {
    PROVIDER.close();
    DOOMED.close();
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void officerSignsInByALinkThatTwoAdministratorsMade() {
    var system = staff("system");
    var path = account("jianwai") + "/identities";
    var body = Map.of("provider", "city", "value", "li.si");
    var linked = system.send(path, body);
    assertThat(linked.status()).isEqualTo(201);
    assertThat(system.send(path, body).text("reason")).isEqualTo("IDENTITY_TAKEN");
    assertThat(come("city", "li.si").text("reason")).isEqualTo("NOT_LINKED");
    var confirm = "/api/access/identities/" + linked.text("id") + "/confirm";
    assertThat(system.post(confirm, Map.of()).status()).isEqualTo(403);
    var security = staff("security");
    assertThat(security.post(confirm, Map.of()).status()).isEqualTo(204);
    assertThat(security.post(confirm, Map.of()).text("reason")).isEqualTo("NOT_TO_CONFIRM");
    var me = come("city", "li.si");
    assertThat(me.status()).isEqualTo(200);
    // No token of the provider's ever reaches the browser: three parts in base64, the first of
    // JSON.
    assertThat(me.raw().body() + me.raw().headers()).doesNotContain("eyJ");
    assertThat(me.body().path("account").path("kind").asString()).isEqualTo("STAFF");
    assertThat(me.body().path("duties").path(0).path("role").asString()).isEqualTo("OFFICER");
    assertThat(browser.get("/api/people/members").status()).isEqualTo(200);
    var remove = "/api/access/identities/" + linked.text("id") + "/remove";
    assertThat(security.post(remove, Map.of()).status()).isEqualTo(204);
    assertThat(come("city", "li.si").text("reason")).isEqualTo("NOT_LINKED");
  }

  @Test
  void personWhomNobodyLinkedGetsNoAccount() {
    var before = count();
    var answer = come("city", "stranger");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("reason")).isEqualTo("NOT_LINKED");
    assertThat(answer.text("identity")).isEqualTo("stranger");
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void addressCountsOnceItIsVerifiedAndForWhoeverUsedItFirst() {
    link("gate", "mail", "WANG.WU@union.example");
    link("gate", "mail", "unverified@union.example");
    assertThat(come("mail", "wang.wu").status()).isEqualTo(200);
    assertThat(come("mail", "unverified").text("reason")).isEqualTo("NOT_LINKED");
    jdbc.sql("update access.identity set subject = 'before' where value like 'wang%'").update();
    assertThat(come("mail", "wang.wu").text("reason")).isEqualTo("NOT_LINKED");
  }

  @Test
  void staffNumberOfTheUserInfoIsAsGood() {
    link("gate", "number", "E-zhao.liu");
    assertThat(come("number", "zhao.liu").status()).isEqualTo(200);
    jdbc.sql("update access.account set locked_at = now() where username = 'gate'").update();
    assertThat(come("number", "zhao.liu").text("reason")).isEqualTo("NOT_LINKED");
    jdbc.sql("update access.account set locked_at = null where username = 'gate'").update();
  }

  @Test
  void whatCameBackCountsOnceAndInTheBrowserThatBegan() {
    link("gate", "city", "sun.qi");
    var back = PROVIDER.signIn(begin("city").text("address"), "sun.qi");
    var other = new Browser(port);
    var returned = returned("city", back);
    assertThat(browser.send("/api/access/sign-on/finish", returned).status()).isEqualTo(200);
    assertThat(browser.send("/api/access/sign-on/finish", returned).text("reason"))
        .isEqualTo("SIGN_ON_OVER");
    back = PROVIDER.signIn(begin("city").text("address"), "sun.qi");
    assertThat(other.send("/api/access/sign-on/finish", returned("city", back)).text("reason"))
        .isEqualTo("SIGN_ON_OVER");
    back = PROVIDER.signIn(begin("city").text("address"), "sun.qi");
    other.send("/api/access/sign-on", Map.of("provider", "city"));
    assertThat(other.send("/api/access/sign-on/finish", returned("city", back)).text("reason"))
        .isEqualTo("PROVIDER_UNTRUE");
    back = PROVIDER.signIn(begin("city").text("address"), "sun.qi");
    assertThat(browser.send("/api/access/sign-on/finish", returned("mail", back)).text("reason"))
        .isEqualTo("SIGN_ON_OVER");
    back.put("iss", "https://elsewhere.example");
    begin("city");
    assertThat(browser.send("/api/access/sign-on/finish", returned("city", back)).text("reason"))
        .isEqualTo("PROVIDER_UNTRUE");
  }

  @Test
  void tokenForAnotherSignInIsRefused() {
    link("gate", "city", "zhou.ba");
    var address = begin("city").text("address").replaceFirst("nonce=[^&]+", "nonce=another");
    var back = PROVIDER.signIn(address, "zhou.ba");
    assertThat(browser.send("/api/access/sign-on/finish", returned("city", back)).text("reason"))
        .isEqualTo("PROVIDER_UNTRUE");
  }

  @Test
  void providerThatHangsOrIsGoneHoldsNobodyElseUp() {
    assertThat(begin("nobody").text("reason")).isEqualTo("PROVIDER_SILENT");
    var back = DOOMED.signIn(begin("doomed").text("address"), "late");
    DOOMED.hold(true);
    var began = Instant.now();
    var finish = browser.send("/api/access/sign-on/finish", returned("doomed", back));
    assertThat(finish.text("reason")).isEqualTo("PROVIDER_SILENT");
    assertThat(begin("doomed").text("reason")).isEqualTo("PROVIDER_SILENT");
    assertThat(Duration.between(began, Instant.now())).isLessThan(PATIENCE.multipliedBy(2));
    assertThat(staff("leader").get("/api/access/sessions").status()).isEqualTo(200);
    DOOMED.hold(false);
    assertThat(begin("doomed").status()).isEqualTo(200);
    DOOMED.close();
    assertThat(begin("doomed").text("reason")).isEqualTo("PROVIDER_SILENT");
    assertThat(begin("city").status()).isEqualTo(200);
    assertThat(browser.get("/api/access/providers").body()).hasSize(5);
  }

  private Browser.Answer begin(String provider) {
    return browser.send("/api/access/sign-on", Map.of("provider", provider));
  }

  private Browser.Answer come(String provider, String who) {
    browser = new Browser(port);
    var back = PROVIDER.signIn(begin(provider).text("address"), who);
    return browser.send("/api/access/sign-on/finish", returned(provider, back));
  }

  private static Map<String, String> returned(String provider, Map<String, String> back) {
    var body = new HashMap<String, String>();
    body.put("provider", provider);
    body.put("state", back.get("state"));
    body.put("code", back.get("code"));
    body.put("issuer", back.get("iss"));
    return body;
  }

  private void link(String username, String provider, String value) {
    var body = Map.of("provider", provider, "value", value);
    var linked = staff("system").send(account(username) + "/identities", body);
    assertThat(linked.status()).isEqualTo(201);
    var confirm = "/api/access/identities/" + linked.text("id") + "/confirm";
    assertThat(staff("security").post(confirm, Map.of()).status()).isEqualTo(204);
  }

  private String account(String username) {
    return "/api/access/staff-accounts/"
        + jdbc.sql("select id from access.account where username = :username")
            .param("username", username)
            .query(String.class)
            .single();
  }

  /** Signs an administrator in; the step is forgotten, so that several fit into one. */
  private Browser staff(String username) {
    var officer = new Browser(port);
    for (var post : officer.get("/api/access/demo").body().path("staff")) {
      if (post.path("username").asString().equals(username)) {
        var body =
            Map.of(
                "username",
                username,
                "password",
                AccessDemonstration.PASSWORD,
                "totp",
                post.path("totp").asString());
        assertThat(officer.post("/api/access/staff", body).status()).isEqualTo(200);
        jdbc.sql("update access.account set totp_step = null where username = :username")
            .param("username", username)
            .update();
      }
    }
    return officer;
  }

  private long count() {
    return jdbc.sql("select count(*) from access.account").query(Long.class).single();
  }
}
