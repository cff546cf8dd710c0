package niangjia.engine.access;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A browser as far as the API sees one: it keeps cookies and sends the token against forged
 * requests.
 */
final class Browser {

  /** An answer, its body read as JSON, an empty object when there is none. */
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {

    String text(String field) {
      return body.path(field).asString();
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  private final String agent;

  Browser(int port) {
    this(port, "");
  }

  /**
   * @param agent what it calls itself
   */
  Browser(int port, String agent) {
    this.agent = agent;
    this.base = URI.create("http://localhost:" + port);
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  /** Posts with the token against forged requests, which it fetches first when it has none. */
  Answer post(String path, Map<String, String> body) {
    if (cookie("XSRF-TOKEN").isEmpty()) {
      get("/api/access/me");
    }
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Posts as a page of somebody else's would: with the cookies, without the token. */
  Answer forge(String path) {
    return send(
        HttpRequest.newBuilder(base.resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Signs a worker in by the code on the demonstration's telephone. */
  Answer signIn(String phone) {
    post("/api/access/code", Map.of("phone", phone));
    var code = get("/api/access/demo/code?phone=" + phone).text("code");
    return post("/api/access/signin", Map.of("phone", phone, "code", code));
  }

  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Sets a cookie, as somebody who stole it would. */
  void steal(String name, String value) {
    var cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(base, cookie);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var raw =
          client.send(
              request.header("Accept-Language", "zh").header("User-Agent", agent).build(),
              HttpResponse.BodyHandlers.ofString());
      var text = raw.body().isEmpty() ? "{}" : raw.body();
      return new Answer(raw.statusCode(), JSON.readTree(text), raw);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
