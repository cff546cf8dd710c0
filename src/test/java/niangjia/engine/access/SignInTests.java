package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.platform.Sealer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApplicationTest
class SignInTests {

  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  @Autowired private Sealer sealer;
  private Browser browser = new Browser(0);

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  private Browser.Answer ask(String phone) {
    return browser.post("/api/access/code", Map.of("phone", phone));
  }

  private String code(String phone) {
    return browser.get("/api/access/demo/code?phone=" + phone).text("code");
  }

  private Browser.Answer enter(String phone, String code) {
    return browser.post("/api/access/signin", Map.of("phone", phone, "code", code));
  }

  private static String other(String code) {
    return code.charAt(0) == '0' ? "1" + code.substring(1) : "0" + code.substring(1);
  }

  private Browser.Answer staff(String username, String password, String totp) {
    return browser.post(
        "/api/access/staff", Map.of("username", username, "password", password, "totp", totp));
  }

  private String totp(String username) {
    for (var post : browser.get("/api/access/demo").body().path("staff")) {
      if (post.path("username").asString().equals(username)) {
        return post.path("totp").asString();
      }
    }
    throw new IllegalStateException("nobody is called " + username);
  }

  @Test
  void strangerIsNobodyAndGetsTheTokenAgainstForgedRequests() {
    var me = browser.get("/api/access/me");
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body().path("signedIn").asBoolean()).isFalse();
    assertThat(me.body().path("demo").asBoolean()).isTrue();
    assertThat(me.body().has("account")).isFalse();
    assertThat(browser.cookie("XSRF-TOKEN")).isNotEmpty();
  }

  @Test
  void workerSignsInByPhoneAndCode() {
    var sent = ask("14000000001");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.body().path("resendInSeconds").asInt()).isEqualTo(60);
    assertThat(sent.body().path("expiresInSeconds").asInt()).isEqualTo(300);
    var me = enter("14000000001", code("14000000001"));
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.raw().headers().allValues("Set-Cookie"))
        .anyMatch(
            cookie ->
                cookie.startsWith("niangjia=")
                    && cookie.contains("HttpOnly")
                    && cookie.contains("SameSite=Lax"));
    var again = browser.get("/api/access/me").body();
    assertThat(again.path("account").path("kind").asString()).isEqualTo("WORKER");
    var person = again.path("person");
    assertThat(person.path("name").asString()).isEqualTo("王强");
    assertThat(person.path("phoneMasked").asString()).isEqualTo("140****0001");
    assertThat(person.path("membership").path("state").asString()).isEqualTo("ACTIVE");
    assertThat(person.path("union").path("path").asString()).startsWith("bj.d110105.s110105001");
    assertThat(again.path("duties").path(0).path("role").asString()).isEqualTo("WORKER");
  }

  @Test
  void secondCodeWithinAMinuteIsRefused() {
    ask("14000000011");
    var second = ask("14000000011");
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.raw().headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(50L, 61L);
  }

  @Test
  void fifthWrongCodeLocksEvenTheRightOneOut() {
    var phone = "14000000012";
    ask(phone);
    var right = code(phone);
    for (int left = 4; left >= 1; left--) {
      var answer = enter(phone, other(right));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text("reason")).isEqualTo("WRONG_CODE");
      assertThat(answer.body().path("attemptsLeft").asInt()).isEqualTo(left);
      assertThat(answer.text("detail")).isEqualTo("验证码不正确");
    }
    assertThat(enter(phone, other(right)).text("reason")).isEqualTo("LOCKED");
    var locked = enter(phone, right);
    assertThat(locked.text("reason")).isEqualTo("LOCKED");
    assertThat(locked.text("until")).isNotEmpty();
  }

  @Test
  void codeIsGoodOnce() {
    var phone = "14000000013";
    ask(phone);
    var code = code(phone);
    assertThat(enter(phone, code).status()).isEqualTo(200);
    assertThat(enter(phone, code).text("reason")).isEqualTo("CODE_EXPIRED");
  }

  @Test
  void codeIsGoodForFiveMinutes() {
    var phone = "14000000014";
    ask(phone);
    jdbc.sql(
            """
            update access.code set expires_at = expires_at - interval '5 minutes 1 second'
            where receiver_hash = :phone
            """)
        .param("phone", sealer.hash(phone))
        .update();
    assertThat(enter(phone, code(phone)).text("reason")).isEqualTo("CODE_EXPIRED");
  }

  @Test
  void unknownPhoneGetsTheSameAnswerUntilItsOwnerShowsTheCode() {
    var known = ask("14000000015");
    var unknown = ask("13900000000");
    assertThat(unknown.status()).isEqualTo(known.status());
    assertThat(unknown.body()).isEqualTo(known.body());
    assertThat(enter("13900000000", other(code("13900000000"))).text("reason"))
        .isEqualTo("WRONG_CODE");
    assertThat(enter("13900000000", code("13900000000")).text("reason")).isEqualTo("NOT_A_MEMBER");
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    var answer = ask("123");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors").path(0).path("field").asString()).isEqualTo("phone");
    assertThat(answer.body().path("errors").path(0).path("message").asString()).contains("手机");
  }

  @Test
  void postWithoutTheTokenAgainstForgedRequestsIsRefused() {
    browser.get("/api/access/me");
    assertThat(browser.forge("/api/access/signout").status()).isEqualTo(403);
    assertThat(browser.post("/api/access/signout", Map.of()).status()).isEqualTo(204);
  }

  @Test
  void staffSignInByPasswordAndTotpAndTheStepIsUsedUp() {
    var totp = totp("leader");
    var me = staff("leader", AccessDemonstration.PASSWORD, totp);
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body().path("account").path("kind").asString()).isEqualTo("STAFF");
    assertThat(me.body().path("duties").path(0).path("role").asString()).isEqualTo("LEADER");
    assertThat(me.body().path("duties").path(0).path("union").path("path").asString())
        .isEqualTo("bj");
    browser = new Browser(port);
    var reused = staff("leader", AccessDemonstration.PASSWORD, totp);
    assertThat(reused.status()).isEqualTo(401);
    assertThat(reused.text("reason")).isEqualTo("WRONG_CREDENTIALS");
    assertThat(staff("leader", AccessDemonstration.PASSWORD, totp("leader")).status())
        .isEqualTo(200);
  }

  @Test
  void unknownUserNameIsLockedLikeAKnownOne() {
    for (var username : new String[] {"auditor", "nobody-at-all"}) {
      for (int i = 0; i < 4; i++) {
        assertThat(staff(username, "wrong", "000000").text("reason"))
            .isEqualTo("WRONG_CREDENTIALS");
      }
      assertThat(staff(username, "wrong", "000000").text("reason")).isEqualTo("LOCKED");
    }
    jdbc.sql("delete from access.lock").update();
  }
}
