package niangjia.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes bodies from the schemas of an API description: right ones, and ones with one thing wrong.
 */
final class Schemas {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int DEEPEST = 6;

  private final JsonNode description;

  Schemas(JsonNode description) {
    this.description = description;
  }

  /** The schema behind a reference, or the schema itself. */
  JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : resolved(description.at(reference.substring(1)));
  }

  /** A value of the right shape. */
  JsonNode sample(JsonNode schema) {
    return sample(schema, 0);
  }

  private JsonNode sample(JsonNode given, int depth) {
    var schema = resolved(given);
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> {
        var array = JSON.createArrayNode();
        yield depth > DEEPEST ? array : array.add(sample(schema.path("items"), depth + 1));
      }
      case "integer", "number" -> JSON.getNodeFactory().numberNode(1);
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      default -> JSON.getNodeFactory().stringNode(text(schema.path("format").asString("")));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    var object = JSON.createObjectNode();
    if (depth <= DEEPEST) {
      schema
          .path("properties")
          .forEachEntry((name, each) -> object.set(name, sample(each, depth + 1)));
    }
    return object;
  }

  private static String type(JsonNode schema) {
    var type = schema.path("type");
    if (type.isArray()) {
      for (var each : type) {
        if (!each.asString().equals("null")) {
          return each.asString();
        }
      }
    }
    return type.asString(schema.has("properties") ? "object" : "string");
  }

  private static String text(String format) {
    return switch (format) {
      case "uuid" -> UUID.randomUUID().toString();
      case "date-time" -> "2026-12-01T08:00:00Z";
      case "date" -> "2026-12-01";
      default -> "名";
    };
  }

  /** The sample with each of its fields in turn, at any depth, replaced by each of these values. */
  List<JsonNode> spoiled(JsonNode sample, List<JsonNode> values) {
    var bodies = new ArrayList<JsonNode>();
    for (var pointer : pointers(sample, "")) {
      for (var value : values) {
        var body = sample.deepCopy();
        var cut = pointer.lastIndexOf('/');
        var parent = body.at(pointer.substring(0, cut));
        var name = pointer.substring(cut + 1);
        if (parent instanceof ObjectNode object) {
          object.set(name, value);
          bodies.add(body);
        }
      }
    }
    return bodies;
  }

  private static List<String> pointers(JsonNode node, String at) {
    var found = new ArrayList<String>();
    if (node.isObject()) {
      node.forEachEntry(
          (name, each) -> {
            found.add(at + "/" + name);
            found.addAll(pointers(each, at + "/" + name));
          });
    } else if (node.isArray() && !node.isEmpty()) {
      found.addAll(pointers(node.get(0), at + "/0"));
    }
    return found;
  }
}
