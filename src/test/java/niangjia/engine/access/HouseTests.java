package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import niangjia.Niangjia;
import niangjia.TestDatabase;
import niangjia.TestSettings;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty house outside the demonstration, from its first start to its administrators' work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseTests {

  private static final String PASSWORD = "correct horse battery";
  private static final List<String> HOLDERS =
      List.of("110101196001010038", "110101196001010054", "110101196001010070");

  private static final String DATABASE = TestDatabase.url("house");

  @TempDir private static Path home;

  private ConfigurableApplicationContext house;
  private int port;

  @BeforeAll
  void firstStart() {
    house = start();
  }

  @AfterAll
  void stop() {
    house.close();
  }

  private ConfigurableApplicationContext start() {
    var settings = new HashMap<>(TestSettings.of(DATABASE));
    settings.put("niangjia.demo", "false");
    settings.put("niangjia.home", home.toString());
    var started =
        new SpringApplicationBuilder(Niangjia.class)
            .initializers(
                context ->
                    context
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("house", settings)))
            .run();
    port = started.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    return started;
  }

  @Test
  void houseIsSetUpOnceByItsSecretAndRunByThreePeople() throws IOException {
    var file = home.resolve("setup-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var secret = Files.readString(file).strip();
    var jdbc = house.getBean(JdbcClient.class);
    assertThat(count(jdbc, "select count(*) from access.account")).isZero();

    var page = new Browser(port);
    assertThat(page.get("/api/access/house").body().path("empty").asBoolean()).isTrue();
    assertThat(page.get("/api/access/demo").status()).isEqualTo(404);
    var wrong = page.send("/api/access/house/keys", Map.of("secret", "AAAA-BBBB"));
    assertThat(wrong.text("reason")).isEqualTo("WRONG_SECRET");

    house.close();
    house = start();
    assertThat(Files.readString(file).strip()).isEqualTo(secret);
    page = new Browser(port);
    jdbc = house.getBean(JdbcClient.class);
    var keys =
        page.send("/api/access/house/keys", Map.of("secret", secret.toLowerCase(Locale.ROOT)));
    assertThat(keys.body().path("keys")).hasSize(3);
    var founders = founders(keys, List.of(HOLDERS.get(0), HOLDERS.get(0), HOLDERS.get(1)));
    assertThat(page.send("/api/access/house", body(secret, founders)).text("reason"))
        .isEqualTo("SAME_PERSON");
    founders = founders(keys, HOLDERS);
    founders.get(1).put("totp", "000000");
    assertThat(page.send("/api/access/house", body(secret, founders)).text("reason"))
        .isEqualTo("WRONG_TOTP");
    founders = founders(keys, HOLDERS);
    founders.get(2).put("password", "short");
    assertThat(page.send("/api/access/house", body(secret, founders)).status()).isEqualTo(400);
    assertThat(count(jdbc, "select count(*) from access.account")).isZero();

    founders = founders(keys, HOLDERS);
    assertThat(page.send("/api/access/house", body(secret, founders)).status()).isEqualTo(204);
    assertThat(file).doesNotExist();
    assertThat(page.send("/api/access/house/keys", Map.of("secret", secret)).text("reason"))
        .isEqualTo("SET_UP_DONE");
    assertThat(page.send("/api/access/house", body(secret, founders)).text("reason"))
        .isEqualTo("SET_UP_DONE");
    assertThat(count(jdbc, "select count(*) from access.house where secret_hash is not null"))
        .isZero();
    administratorsWork(keys);
  }

  /** The system administrator makes an account, the security administrator gives it a duty. */
  private void administratorsWork(Browser.Answer keys) {
    var system = signIn("admin-system", keys, 0);
    var security = signIn("admin-security", keys, 1);
    var root = system.get("/api/union/unions").body().path(0).path("id").asString();
    var opening =
        Map.of(
            "username",
            "officer.one",
            "name",
            Map.of("zh", "第一位干部"),
            "union",
            root,
            "idNumber",
            "110101196001010097");
    var made = system.send("/api/access/staff-accounts", opening);
    assertThat(made.status()).isEqualTo(201);
    assertThat(system.send("/api/access/staff-accounts", opening).text("reason"))
        .isIn("PERSON_HAS_ONE", "USERNAME_TAKEN");
    var account = made.text("account");
    var duty = Map.of("account", account, "role", "OFFICER", "union", root);
    assertThat(system.send("/api/access/duties", duty).status()).isEqualTo(403);
    assertThat(security.send("/api/access/duties", duty).status()).isEqualTo(201);
    assertThat(security.send("/api/access/duties", duty).text("reason")).isEqualTo("HELD_ALREADY");
    var second = Map.of("account", account, "role", "AUDITOR", "union", root);
    assertThat(security.send("/api/access/duties", second).text("reason"))
        .isEqualTo("ADMINISTRATORS_APART");
    var own = security.get("/api/access/me").body().path("account").path("id").asString();
    var selfish = Map.of("account", own, "role", "SECURITY", "union", root);
    assertThat(security.send("/api/access/duties", selfish).text("reason")).isEqualTo("OWN_DUTY");
    var itself = system.get("/api/access/me").body().path("account").path("id").asString();
    for (var verb : List.of("lock", "reset")) {
      var path = "/api/access/staff-accounts/" + itself + "/" + verb;
      assertThat(system.post(path, Map.of()).text("reason")).isEqualTo("OWN_ACCOUNT");
    }
    assertThat(system.get("/api/people/members").status()).isEqualTo(403);
    holderEnrols(system, security, made);
    assertThat(security.get("/api/access/duties").body().path("total").asInt()).isEqualTo(4);
    auditorConfirmsTheSecurityAdministrator(system, signIn("admin-auditor", keys, 2), own);
  }

  /** The account's holder sets credentials and works, until the account is locked. */
  private void holderEnrols(Browser system, Browser security, Browser.Answer made) {
    var path = "/api/access/staff-accounts/" + made.text("account");
    assertThat(look(made.text("code")).text("reason")).isEqualTo("ENROLMENT_OVER");
    assertThat(system.post(path + "/confirm", Map.of()).status()).isEqualTo(403);
    var lost = security.post(path + "/confirm", Map.of()).text("code");
    var second = security.post(path + "/confirm", Map.of()).text("code");
    assertThat(look(second).text("reason")).isEqualTo("ENROLMENT_OVER");
    assertThat(look(made.text("code") + lost).text("reason")).isEqualTo("ENROLMENT_OVER");
    var code = made.text("code") + "-" + second;
    var offered = look(code);
    assertThat(offered.text("username")).isEqualTo("officer.one");
    var key = offered.body().path("key");
    var credentials =
        Map.of(
            "code",
            code,
            "password",
            PASSWORD,
            "sealed",
            key.path("sealed").asString(),
            "totp",
            code(key.path("text").asString(), 0));
    var holder = new Browser(port);
    assertThat(holder.send("/api/access/enrolment", credentials).status()).isEqualTo(204);
    assertThat(holder.send("/api/access/enrolment", credentials).text("reason"))
        .isEqualTo("ENROLMENT_OVER");
    assertThat(security.post(path + "/confirm", Map.of()).text("reason"))
        .isEqualTo("NOTHING_TO_CONFIRM");
    var login =
        Map.of(
            "username",
            "officer.one",
            "password",
            PASSWORD,
            "totp",
            code(key.path("text").asString(), 1));
    assertThat(holder.post("/api/access/staff", login).status()).isEqualTo(200);
    assertThat(holder.get("/api/people/members").status()).isEqualTo(200);
    assertThat(system.post(path + "/lock", Map.of()).text("state")).isEqualTo("LOCKED");
    assertThat(holder.get("/api/people/members").status()).isEqualTo(401);
    assertThat(system.post(path + "/unlock", Map.of()).text("state")).isEqualTo("ACTIVE");
    var again = system.post(path + "/reset", Map.of());
    assertThat(again.text("code")).isNotEmpty().isNotEqualTo(made.text("code"));
    assertThat(look(again.text("code") + second).text("reason")).isEqualTo("ENROLMENT_OVER");
    var list = system.get("/api/access/staff-accounts?query=officer").body();
    assertThat(list.path("items").path(0).path("state").asString()).isEqualTo("ENROLLING");
    assertThat(list.path("items").path(0).path("confirmed").asBoolean()).isFalse();
  }

  private Browser.Answer look(String code) {
    return new Browser(port).send("/api/access/enrolment/key", Map.of("secret", code));
  }

  /** One security administrator is often the only one; officers are not the auditor's. */
  private void auditorConfirmsTheSecurityAdministrator(
      Browser system, Browser auditor, String security) {
    var officers = auditor.get("/api/access/staff-accounts?query=officer").body().path("items");
    var path = "/api/access/staff-accounts/";
    var officer = path + officers.path(0).path("id").asString() + "/confirm";
    assertThat(auditor.post(officer, Map.of()).text("reason")).isEqualTo("SECURITY_CONFIRMS");
    var first = system.post(path + security + "/reset", Map.of()).text("code");
    var second = auditor.post(path + security + "/confirm", Map.of()).text("code");
    assertThat(look(first + second).text("username")).isEqualTo("admin-security");
  }

  private Browser signIn(String username, Browser.Answer keys, int index) {
    var browser = new Browser(port);
    var text = keys.body().path("keys").path(index).path("key").path("text").asString();
    var body = Map.of("username", username, "password", PASSWORD, "totp", code(text, 1));
    assertThat(browser.post("/api/access/staff", body).status()).isEqualTo(200);
    return browser;
  }

  private static List<Map<String, Object>> founders(Browser.Answer keys, List<String> holders) {
    var founders = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < 3; i++) {
      var one = keys.body().path("keys").path(i);
      var role = one.path("role").asString();
      var founder = new HashMap<String, Object>();
      founder.put("role", role);
      founder.put("username", "admin-" + role.toLowerCase(Locale.ROOT));
      founder.put("name", "管理员" + i);
      founder.put("idNumber", holders.get(i));
      founder.put("password", PASSWORD);
      founder.put("sealed", one.path("key").path("sealed").asString());
      founder.put("totp", code(one.path("key").path("text").asString(), 0));
      founders.add(founder);
    }
    return founders;
  }

  private static Map<String, Object> body(String secret, List<Map<String, Object>> founders) {
    return Map.of("secret", secret, "kind", "CITY", "name", "某市总工会", "administrators", founders);
  }

  /** The code of a time step from now. */
  private static String code(String key, int steps) {
    try {
      var generator = new TimeBasedOneTimePasswordGenerator();
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(Base32.decode(key), generator.getAlgorithm()),
          Instant.now().plusSeconds(30L * steps));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long count(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
