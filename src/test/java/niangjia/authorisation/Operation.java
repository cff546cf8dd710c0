package niangjia.authorisation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An operation as the API description publishes it.
 *
 * @param scope PUBLIC, SELF or SUBTREE; empty when no policy is published
 * @param roles one of which is needed
 * @param object the kind of object that the path names, empty for none
 * @param body whether it takes one
 */
public record Operation(
    String method, String path, String scope, Set<String> roles, String object, boolean body) {

  /** What the path holds where the object's identifier goes. */
  private static final String SLOT = "{id}";

  public Operation {
    roles = Set.copyOf(roles);
  }

  /** Reads all operations of an OpenAPI description. */
  public static List<Operation> read(JsonNode description) {
    var operations = new ArrayList<Operation>();
    description
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry((method, one) -> operations.add(of(method, path, one))));
    return operations;
  }

  private static Operation of(String method, String path, JsonNode node) {
    var policy = node.path("x-authz");
    var roles = new HashSet<String>();
    policy.path("roles").forEach(role -> roles.add(role.asString()));
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        policy.path("scope").asString(""),
        roles,
        policy.path("object").asString(""),
        node.has("requestBody"));
  }

  /** Method and path: what the operation is called in reports. */
  public String name() {
    return method + " " + path;
  }

  /** Whether somebody said whom it is for, without contradiction. */
  public boolean hasPolicy() {
    return switch (scope) {
      case "PUBLIC" -> roles.isEmpty();
      case "SELF" -> true;
      case "SUBTREE" -> !roles.isEmpty();
      default -> false;
    };
  }

  /** Whether the path names an object, which the policy must then name, too. */
  boolean namesObject() {
    return path.contains("{");
  }

  /** The path with an identifier in it. */
  String pathTo(String id) {
    if (namesObject() && !path.contains(SLOT)) {
      throw new IllegalStateException(name() + " names its object otherwise than " + SLOT);
    }
    return path.replace(SLOT, id);
  }
}
