package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The headers that keep a browser honest are on every answer, also on refusals. */
@ApplicationTest
class HeadersTests {

  private static final String POLICY = "Content-Security-Policy";

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
    for (var path : paths) {
      var answer = send(request(path).build());
      assertThat(value(answer, POLICY)).as(path).contains("default-src 'none'");
      assertThat(value(answer, POLICY)).as(path).contains("frame-ancestors 'none'");
      assertThat(value(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      if (answer.statusCode() == 200) {
        assertThat(value(answer, "Cache-Control")).as(path).isNotEmpty();
      }
    }
  }

  @Test
  void everyPageSaysWhatItMayLoadAndWhoMayFrameIt() throws Exception {
    for (var path : new String[] {"/", "/staff/", "/screen/", "/nothing/here"}) {
      var answer = send(request(path).build());
      assertThat(value(answer, POLICY))
          .as(path)
          .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(value(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(value(answer, "Referrer-Policy")).isEqualTo("same-origin");
      assertThat(value(answer, "Permissions-Policy")).contains("payment=()");
    }
  }

  @Test
  void whatIsRefusedBeforeTheFiltersHasThemToo() throws Exception {
    var body = HttpRequest.BodyPublishers.ofByteArray(new byte[2 << 20]);
    var answer = send(request("/api/access/code").POST(body).build());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(value(answer, POLICY)).contains("default-src 'none'");
    assertThat(value(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
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

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String value(HttpResponse<String> answer, String header) {
    return answer.headers().firstValue(header).orElse("");
  }
}
