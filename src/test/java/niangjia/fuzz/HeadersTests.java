package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The headers that keep a browser honest are on every answer, also on refusals. */
@ApplicationTest
class HeadersTests {

  private static final String POLICY = "Content-Security-Policy";

  private static final HttpRequest.BodyPublisher NOTHING = HttpRequest.BodyPublishers.noBody();

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Permissions-Policy",
              "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  @Test
  void everyOperationAnswersWithDataThatNoBrowserKeepsOrShowsAsAPage() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var paths = new ArrayList<String>();
    api.patiently(Call.get("/v3/api-docs"))
        .json()
        .path("paths")
        .forEachEntry((path, _) -> paths.add(path.replaceAll("\\{[^}]+}", "x")));
    assertThat(paths).hasSizeGreaterThan(25);
    paths.addAll(List.of("/api/nothing", "/v3/api-docs", "/actuator/health", "/actuator/nothing"));
    for (var path : paths) {
      data(path, send(request(path).build()));
      // Neither a method that nothing takes nor a forged request changes anything of that.
      data(path, send(request(path).method("TRACE", NOTHING).build()));
      data(path, send(request(path).method("PATCH", NOTHING).build()));
    }
  }

  @Test
  void everyPageSaysWhatItMayLoadAndWhoMayFrameIt() throws Exception {
    for (var path : List.of("/", "/staff/", "/screen/", "/nothing/here")) {
      var answer = send(request(path).build());
      page(path, answer);
      // The pages may not have been built.
      var kept = answer.statusCode() == 200 ? "no-cache" : "no-store";
      assertThat(value(answer, "Cache-Control")).as(path).isEqualTo(kept);
      page(path, send(request(path).POST(NOTHING).build()));
    }
    for (var path : List.of("/nothing.css", "/assets/nothing.js", "/..;/a", "/%2e%2e/", "//a")) {
      var answer = send(request(path).build());
      always(path, answer);
      assertThat(answer.statusCode()).as(path).isBetween(400, 404);
      assertThat(value(answer, "Cache-Control")).as(path).isEqualTo("no-store");
    }
  }

  @Test
  void whatIsRefusedBeforeTheFiltersHasThemToo() throws Exception {
    var body = HttpRequest.BodyPublishers.ofByteArray(new byte[2 << 20]);
    var answer = send(request("/api/access/code").POST(body).build());
    assertThat(answer.statusCode()).isEqualTo(413);
    data("a large body", answer);
  }

  /** What the server itself cannot read, before any page or operation is chosen. */
  @Test
  void whatTheServerItselfRefusesHasThemToo() throws Exception {
    for (var line :
        List.of(
            "GET /%zz HTTP/1.1",
            "GET /api/access/me?a=<b> HTTP/1.1",
            "GET /\u0001 HTTP/1.1",
            "GET / HTTP/7.0",
            "<> / HTTP/1.1",
            "GET /api/access/me HTTP/1.1\r\nHost: b",
            "GET / HTTP/1.1\r\nContent-Length: x",
            "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000))) {
      var answer = raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
      var name = line.substring(0, Math.min(60, line.length())) + "\n" + answer;
      assertThat(answer).as(name).startsWith("HTTP/1.1 ").contains("Content-Security-Policy: ");
      for (var header : ALWAYS.entrySet()) {
        assertThat(answer).as(name).contains(header.getKey() + ": " + header.getValue());
      }
      assertThat(answer).as(name).contains("Cache-Control: no-");
    }
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void data(String path, HttpResponse<String> answer) {
    always(path, answer);
    assertThat(value(answer, POLICY)).as(path).contains("default-src 'none'");
    assertThat(value(answer, "Cache-Control")).as(path).contains("no-store");
  }

  private static void page(String path, HttpResponse<String> answer) {
    always(path, answer);
    assertThat(value(answer, POLICY))
        .as(path)
        .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'");
  }

  private static void always(String path, HttpResponse<String> answer) {
    assertThat(value(answer, POLICY)).as(path).contains("frame-ancestors 'none'");
    for (var header : ALWAYS.entrySet()) {
      assertThat(answer.headers().allValues(header.getKey()))
          .as("%s of %s", header.getKey(), path)
          .containsExactly(header.getValue());
    }
  }

  @Test
  void noOtherOriginIsEverAllowed() throws Exception {
    for (var path : new String[] {"/", "/api/access/me"}) {
      var answer = send(request(path).header("Origin", "https://other.example").build());
      assertThat(value(answer, "Access-Control-Allow-Origin")).isEmpty();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String value(HttpResponse<String> answer, String header) {
    return answer.headers().firstValue(header).orElse("");
  }
}
