package niangjia.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The relay of the scan, without its tools, sees what is planted and only that. */
class RelayTests {

  @Test
  void aMissingHeaderIsSeenAndASoundAnswerIsNot() throws Exception {
    try (var holes = new Holes();
        var relay = new Relay(holes.address());
        var http = HttpClient.newHttpClient()) {
      send(http, relay, Holes.ECHO, "GET");
      for (var target : Holes.targets()) {
        send(http, relay, target.call().path(), "POST");
      }
      assertThat(relay.faults()).isEmpty();
      assertThat(relay.tally().statuses()).containsEntry(200, 3);
      send(http, relay, Holes.BARE, "GET");
      assertThat(relay.faults()).singleElement().asString().contains("referrer-policy: missing");
    }
  }

  @Test
  void everyValueOfARequestIsCountedAndMarked() {
    var target = Holes.targets().getFirst();
    assertThat(target.values()).isEqualTo(3);
    assertThat(target.marked("h")).contains("*/search HTTP/1.1", "{\"name\":\"a*\",\"most\":1*}");
  }

  @Test
  void anAnswerThatAPageMayKeepIsNotForData() {
    var head = "HTTP/1.1 200 OK\r\nCache-Control: no-cache";
    assertThat(Rule.faults("/", head)).noneMatch(fault -> fault.startsWith("cache-control"));
    assertThat(Rule.faults("/api/a", head)).anyMatch(fault -> fault.startsWith("cache-control"));
    assertThat(Rule.faults("/api/a", head.replace("200", "500")))
        .anyMatch(fault -> fault.startsWith("status 500"));
  }

  private static void send(HttpClient http, Relay relay, String path, String method)
      throws Exception {
    var body = method.equals("GET") ? "" : "{\"name\":\"a\"}";
    http.send(
        HttpRequest.newBuilder(URI.create("http://" + relay.host() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }
}
