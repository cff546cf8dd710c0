package niangjia.authorisation;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies for the operations of campaigns. */
final class CampaignSamples {

  private static final JsonMapper JSON = new JsonMapper();

  private CampaignSamples() {}

  /** A campaign of a season of its own. */
  static ObjectNode campaign(String union, String line) {
    var body = JSON.createObjectNode().put("union", union).put("kind", "COOL").put("line", line);
    body.putObject("title").put("zh", "权限测试");
    body.put("key", "m" + UUID.randomUUID().toString().substring(0, 30));
    body.put("from", "2026-06-01").put("until", "2026-08-31").put("each", 1);
    body.putArray("states");
    body.putArray("groups").add("MODEL_WORKER");
    return body;
  }

  static ObjectNode body(Operation operation, Target target, World world) {
    var body = JSON.createObjectNode();
    return switch (operation.path().replaceAll(".*/", "")) {
      case "campaigns" ->
          campaign(
              target.id(), target.exists() ? world.target("line", target.position()).id() : none());
      case "shares" -> {
        body.putArray("shares").addObject().put("union", none()).put("amount", 1);
        yield body;
      }
      case "lists" -> body.put("union", world.union(target.path()));
      case "drop" -> {
        body.put("reason", "MISTAKE").putArray("gifts").add(none());
        yield body;
      }
      case "keep" -> {
        body.putArray("gifts").add(none());
        yield body;
      }
      case "fill", "approve" -> body;
      default -> throw new IllegalStateException("the matrix has no body for " + operation.name());
    };
  }

  private static String none() {
    return UUID.randomUUID().toString();
  }
}
