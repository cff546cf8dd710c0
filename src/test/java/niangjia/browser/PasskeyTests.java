package niangjia.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import niangjia.ApplicationTest;
import niangjia.browser.Visitor.Device;
import niangjia.browser.Visitor.Taste;
import niangjia.platform.Actor;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Passkeys, with an authenticator that Chromium plays. */
@ApplicationTest
class PasskeyTests {

  private static final String SIGN_IN = "用通行密钥登录";

  @Value("${local.server.port}")
  private int port;

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;

  @Test
  void officerAddsAPasskeySignsInWithItAndRemovesIt() {
    try (var desk = Visitor.signedIn(port, Device.DESK, Caller.fresh(port, "chaoyang"))) {
      plug(desk);
      desk.go("/staff/account");
      desk.look();
      desk.button("添加通行密钥").click();
      assertThat(desk.text("已添加")).isVisible();
      desk.look();
      desk.button("添加通行密钥").click();
      assertThat(desk.text("这台设备已经有您的通行密钥")).isVisible();

      desk.context().clearCookies();
      desk.go("/staff/signin?next=/account");
      assertThat(desk.button(SIGN_IN)).isVisible();
      desk.look();
      desk.button(SIGN_IN).click();
      assertThat(desk.heading("登录的设备")).isVisible();
      assertThat(desk.text("用过").first()).isVisible();
      desk.page().getByText("删除", exactly()).click();
      assertThat(desk.text("不能再登录")).isVisible();

      desk.context().clearCookies();
      desk.go("/staff/signin");
      desk.button(SIGN_IN).click();
      assertThat(desk.text("这个通行密钥在这里不能登录")).isVisible();
      desk.look();
    }
    Assertions.assertThat(entries("POST /api/access/passkeys")).isPositive();
    Assertions.assertThat(entries("POST /api/access/passkeys/{id}/remove")).isPositive();
    Assertions.assertThat(entries("POST /api/access/passkey")).isGreaterThan(1);
  }

  @Test
  void workerSignsInByPasskeyAndWhatWasSentOnceCountsOnce() {
    var worker = Caller.worker(port);
    try (var phone = Visitor.signedIn(port, Device.PHONE, worker, Taste.LARGE)) {
      plug(phone);
      phone.go("/account");
      phone.link("通行密钥").click();
      phone.button("添加通行密钥").click();
      assertThat(phone.text("已添加")).isVisible();
      phone.look();
      phone.context().clearCookies();
      var sent = new ArrayList<String>();
      phone
          .page()
          .onRequest(
              request -> {
                if (request.url().endsWith("/api/access/passkey")) {
                  sent.add(request.postData());
                }
              });
      phone.go("/signin?next=/account");
      assertThat(phone.button(SIGN_IN)).isVisible();
      phone.look();
      phone.button(SIGN_IN).click();
      assertThat(phone.link("登录的设备")).isVisible();
      Assertions.assertThat(sent).hasSize(1);
      var stranger = Visitor.stranger(port, Device.PHONE);
      try (stranger) {
        stranger.go("/signin");
        assertThat(stranger.button(SIGN_IN)).isVisible();
        var answer = stranger.page().evaluate(REPLAY, sent.getFirst());
        Assertions.assertThat(answer).isEqualTo("401 WRONG_PASSKEY");
      }
    }
  }

  @Test
  void whatIsNotSignedByThePasskeyIsRefused() {
    try (var phone = Visitor.signedIn(port, Device.PHONE, Caller.worker(port))) {
      plug(phone);
      phone.go("/account/passkeys");
      phone.button("添加通行密钥").click();
      assertThat(phone.text("已添加")).isVisible();
      phone.context().clearCookies();
      for (var field : List.of("signature", "authenticator", "clientData", "user", "credential")) {
        phone.page().route("**/api/access/passkey", changed(body -> bend(body, field)));
        phone.go("/signin");
        phone.button(SIGN_IN).click();
        assertThat(phone.text("这个通行密钥在这里不能登录")).isVisible();
        phone.page().unroute("**/api/access/passkey");
      }
      phone.go("/signin?next=/account");
      phone.button(SIGN_IN).click();
      assertThat(phone.link("登录的设备")).isVisible();
    }
  }

  @Test
  void changingHowOneSignsInAsksForASignInOfJustNow() {
    var caller = Caller.fresh(port, "auditor");
    try (var desk = Visitor.signedIn(port, Device.DESK, caller, Taste.ENGLISH)) {
      plug(desk);
      desk.go("/staff/account");
      assertThat(desk.button("Add a passkey")).isEnabled();
      jdbc.sql("update access.session set created_at = created_at - interval '11 minutes'")
          .update();
      desk.button("Add a passkey").click();
      assertThat(desk.text("you must have signed in just now")).isVisible();
      desk.look();
      desk.button("Sign out and in again").click();
      desk.page().waitForURL("**/staff/signin?next=/account");
    }
  }

  @Test
  void lockedAccountIsNotOpenedByItsPasskey() {
    try (var desk = Visitor.signedIn(port, Device.DESK, Caller.fresh(port, "jianwai"))) {
      plug(desk);
      desk.go("/staff/account");
      desk.button("添加通行密钥").click();
      assertThat(desk.text("已添加")).isVisible();
      desk.context().clearCookies();
      lock("now()");
      desk.go("/staff/signin");
      desk.button(SIGN_IN).click();
      assertThat(desk.text("这个通行密钥在这里不能登录")).isVisible();
    } finally {
      lock("null");
    }
  }

  private void lock(String when) {
    jdbc.sql("update access.account set locked_at = " + when + " where username = 'jianwai'")
        .update();
  }

  private static final String REPLAY =
      """
      async (body) => {
        const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1]
        const headers = { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }
        const answer = await fetch('/api/access/passkey', { method: 'POST', headers, body })
        return `${answer.status} ${(await answer.json()).reason}`
      }
      """;

  private long entries(String operation) {
    return Objects.requireNonNull(
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        jdbc.sql("select count(*) from audit.entry where operation = :operation")
                            .param("operation", operation)
                            .query(Long.class)
                            .single())));
  }

  /** An authenticator of the device's own, which knows its holder by finger. */
  private static void plug(Visitor visitor) {
    var devtools = visitor.context().newCDPSession(visitor.page());
    devtools.send("WebAuthn.enable");
    var options = new HashMap<String, Object>(Map.of("protocol", "ctap2"));
    options.put("transport", "internal");
    for (var able :
        List.of(
            "hasResidentKey",
            "hasUserVerification",
            "isUserVerified",
            "automaticPresenceSimulation")) {
      options.put(able, true);
    }
    var request = new JsonObject();
    request.add("options", new Gson().toJsonTree(options));
    devtools.send("WebAuthn.addVirtualAuthenticator", request);
  }

  private static Consumer<Route> changed(Consumer<JsonObject> change) {
    return route -> {
      var body = JsonParser.parseString(route.request().postData()).getAsJsonObject();
      change.accept(body);
      route.resume(new Route.ResumeOptions().setPostData(body.toString()));
    };
  }

  /** Changes the last whole byte but one of a value in base64url. */
  private static void bend(JsonObject body, String field) {
    var text = body.get(field).getAsString();
    int at = text.length() - 4;
    var other = text.charAt(at) == 'A' ? 'B' : 'A';
    body.addProperty(field, text.substring(0, at) + other + text.substring(at + 1));
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
