package niangjia.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a server publishes to everybody, without signing in. */
final class Published {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 20;

  private final String base;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /**
   * @param base scheme, host and port
   */
  Published(String base) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** Reads one answer, missing where there is none; what cannot be read is {@link Unreadable}. */
  JsonNode get(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", "application/json")
            .build();
    try {
      for (int attempt = 1; ; attempt++) {
        var answer = http.send(request, BodyHandlers.ofString());
        boolean busy = answer.statusCode() == 429 || answer.statusCode() == 503;
        if (answer.statusCode() == 404) {
          return JSON.missingNode();
        }
        if (!busy && answer.statusCode() != 200) {
          throw new Unreadable(base + path + " answers " + answer.statusCode());
        }
        if (!busy) {
          return JSON.readTree(answer.body());
        }
        if (attempt == TRIES) {
          throw new Unreadable(base + path + " is too busy to answer");
        }
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (IOException e) {
      throw new Unreadable(base + path + " cannot be reached: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreadable("interrupted");
    }
  }

  /** What was to be checked could not be read, which says nothing about it. */
  static final class Unreadable extends RuntimeException {

    Unreadable(String message) {
      super(message);
    }
  }
}
