package niangjia.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** All bad requests to one operation of an API description. */
final class Shots {

  private static final int MOST_BODIES = 500;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final List<String> TYPES =
      List.of("text/plain", "application/xml", "multipart/form-data; boundary=x", "a/b;c", "json");
  private static final List<String> METHODS = List.of("PATCH", "DELETE", "OPTIONS", "PUT", "FOO");

  private final Schemas schemas;
  private final List<String> known;
  private final Random random;

  /**
   * @param known identifiers of things that are there
   */
  Shots(JsonNode description, List<String> known, long seed) {
    this.schemas = new Schemas(description);
    this.known = List.copyOf(known);
    this.random = new Random(seed);
  }

  /** The bad requests to an operation, in random order. */
  List<Shot> at(String method, String path, JsonNode operation) {
    var roles = new ArrayList<String>();
    operation.path("x-authz").path("roles").forEach(role -> roles.add(role.asString()));
    var shots = new ArrayList<Shot>();
    var role = roles.isEmpty() ? "" : roles.getFirst();
    var sample = body(operation);
    var body = sample.toString().getBytes(StandardCharsets.UTF_8);
    var headers = headers(operation, sample);
    for (var text : words()) {
      if (path.contains("{")) {
        shots.add(new Shot(role, method, with(path, text), headers, body));
      }
      parameters(operation, "query")
          .forEach(
              name ->
                  shots.add(new Shot(role, method, real(path) + query(name, text), headers, body)));
      var wrong = new HashMap<>(headers);
      parameters(operation, "header").forEach(name -> wrong.put(name, text));
      wrong.put("Accept-Language", text);
      shots.add(new Shot(role, method, real(path), wrong, body));
    }
    if (!sample.isMissingNode()) {
      bodies(sample, each -> shots.add(new Shot(role, method, real(path), headers, each)));
      TYPES.forEach(
          type ->
              shots.add(new Shot(role, method, real(path), Map.of("Content-Type", type), body)));
    }
    METHODS.forEach(other -> shots.add(new Shot(role, other, real(path), headers, body)));
    Collections.shuffle(shots, random);
    return shots;
  }

  private JsonNode body(JsonNode operation) {
    var schema = operation.at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? schema : schemas.sample(schema);
  }

  private static Map<String, String> headers(JsonNode operation, JsonNode sample) {
    var headers = new HashMap<>(sample.isMissingNode() ? Map.<String, String>of() : JSON);
    parameters(operation, "header")
        .forEach(name -> headers.put(name, UUID.randomUUID().toString()));
    return headers;
  }

  private void bodies(JsonNode sample, Consumer<byte[]> sink) {
    Nasty.BODIES.forEach(sink);
    var spoiled = new ArrayList<>(schemas.spoiled(sample, Nasty.values()));
    Collections.shuffle(spoiled, random);
    spoiled.stream()
        .limit(MOST_BODIES)
        .forEach(each -> sink.accept(each.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> words() {
    var words = new ArrayList<>(Nasty.TEXTS);
    words.addAll(known.subList(0, Math.min(12, known.size())));
    return words;
  }

  private static List<String> parameters(JsonNode operation, String in) {
    var names = new ArrayList<String>();
    for (var parameter : operation.path("parameters")) {
      if (parameter.path("in").asString().equals(in)) {
        names.add(parameter.path("name").asString());
      }
    }
    return names;
  }

  /** The path with something that is there wherever it names something. */
  private String real(String path) {
    var id =
        known.isEmpty() ? UUID.randomUUID().toString() : known.get(random.nextInt(known.size()));
    return path.replaceAll("\\{[^}]*}", id);
  }

  private static String with(String path, String text) {
    return path.replaceAll("\\{[^}]*}", encoded(text).replace("\\", "%5C").replace("$", "%24"));
  }

  private static String query(String name, String text) {
    return "?" + name + "=" + encoded(text);
  }

  private static String encoded(String text) {
    var cut = text.length() > 1500 ? text.substring(0, 500) : text;
    return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
