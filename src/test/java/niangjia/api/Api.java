package niangjia.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The public HTTP interface of a running application, as a phone or a browser uses it. */
public final class Api {

  /** The session's cookie. */
  private static final String COOKIE = "niangjia=";

  private static final String FORGERY_TOKEN = "x";
  private static final int AT_ONCE = 256;
  private static final int TRIES = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String base;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * @param base scheme, host and port
   */
  public Api(String base) {
    this.base = base;
  }

  /** Sends a request once. */
  public Reply send(Call call) {
    try {
      permits.acquire();
      try {
        return exchange(call);
      } finally {
        permits.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(call.method() + " " + call.path(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Sends a request, and again what was too much, met no database or got no answer, as the pages
   * do.
   */
  public Reply patiently(Call call) {
    for (int attempt = 1; ; attempt++) {
      try {
        var reply = send(call);
        if ((reply.status() != 429 && reply.status() != 503) || attempt == TRIES) {
          return reply;
        }
      } catch (UncheckedIOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
      pause(Duration.ofMillis(500));
    }
  }

  /** Waits. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A text as it stands in a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Reply exchange(Call call) throws IOException, InterruptedException {
    var cookies =
        "XSRF-TOKEN=" + FORGERY_TOKEN + (call.session().isEmpty() ? "" : "; " + call.session());
    var request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(PATIENCE)
            .header("Accept-Language", "zh")
            .header("X-XSRF-TOKEN", FORGERY_TOKEN)
            .header("Cookie", cookies)
            .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
    if (!call.body().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    call.headers().forEach(request::setHeader);
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    var type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    try (var in = response.body()) {
      var text =
          type.equals("text/event-stream")
              ? event(in)
              : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(response.statusCode(), type, text, session(response));
    }
  }

  private static String session(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(value -> value.startsWith(COOKIE))
        .map(value -> value.split(";", 2)[0])
        .findFirst()
        .orElse("");
  }

  /** The data of a stream's first event. */
  private static String event(InputStream in) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var data = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        break;
      }
      if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()));
      }
    }
    return data.toString();
  }
}
