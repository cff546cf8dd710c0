package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API that the pages are typed from. {@code -Dniangjia.openapi.write=true}
 * writes it anew; then {@code npm run api} in {@code web} makes the types.
 */
@ApplicationTest
class OpenApiTests {

  private static final Path COMMITTED = Path.of("web/openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  @Value("${local.server.port}")
  private int port;

  @Test
  void thePagesKnowTheApiAsItIs() throws IOException, InterruptedException {
    var now = description();
    if (Boolean.getBoolean("niangjia.openapi.write")) {
      Files.writeString(COMMITTED, now);
    }
    assertThat(Files.readString(COMMITTED))
        .as("web/openapi.json; -Dniangjia.openapi.write=true writes it")
        .isEqualTo(now);
  }

  /** The description with its keys in order and without the address of this test's server. */
  private String description() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://localhost:" + port + "/v3/api-docs");
      var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      var tree = (ObjectNode) JSON.readTree(answer.body());
      tree.remove("servers");
      return JSON.writeValueAsString(JSON.treeToValue(tree, Object.class)) + "\n";
    }
  }
}
