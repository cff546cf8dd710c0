package niangjia.authorisation;

import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests about rules, right in everything but, perhaps, who sends them. */
final class RuleSamples {

  private static final JsonMapper JSON = new JsonMapper();

  private RuleSamples() {}

  /** A table that a union would make. */
  static ObjectNode table() {
    var table = JSON.createObjectNode().put("hit", "UNIQUE");
    table.putObject("title").put("zh", "权限测试");
    column(table.putArray("inputs").addObject().put("key", "days"));
    column(table.putArray("outputs").addObject().put("key", "amount"));
    var clause = table.putArray("clauses").addObject().put("id", "a");
    clause.putArray("when").add("-");
    clause.putArray("then").add("1");
    clause.putObject("text").put("zh", "权限测试");
    return table;
  }

  private static void column(ObjectNode column) {
    column.put("kind", "NUMBER").putObject("name").put("zh", "权限测试");
  }

  /** A table that the union of that identifier would make, under another name each time. */
  static ObjectNode wanted(String union) {
    var wanted = JSON.createObjectNode().put("union", union);
    wanted.put("code", "test.m" + UUID.randomUUID()).set("table", table());
    return wanted;
  }

  /** Makes a table and a report on it; their identifiers by their kinds. */
  static Map<String, String> furnish(
      BiFunction<String, ObjectNode, JsonNode> command, String union) {
    var made = command.apply("/api/rule/tables", wanted(union));
    var rule = made.path("rule").path("id").asString();
    var tried = JSON.createObjectNode().put("edit", 1);
    var report = command.apply("/api/rule/tables/" + rule + "/reports", tried);
    return Map.of("rule", rule, "ruleReport", report.path("id").asString());
  }

  /** Edit numbers that are behind, and others that are not: a refusal is an answer, too. */
  static ObjectNode body(Operation operation, Target target, String person) {
    var body = JSON.createObjectNode();
    return switch (operation.name().replaceAll(".*/", "")) {
      case "tables" -> wanted(target.id());
      case "draft" -> {
        body.put("edit", 7).set("table", table());
        yield body;
      }
      case "dmn" -> body.put("edit", 7).put("dmn", "<definitions/>");
      case "propose" -> body.put("edit", 7).put("from", "2030-01-01").put("reason", "权限测试");
      case "enact", "return", "reports" -> body.put("edit", 7);
      case "known" -> body.put("person", person);
      case "try" -> {
        body.putObject("facts").put("days", 1);
        yield body;
      }
      default -> throw new IllegalStateException("the matrix has no body for " + operation.name());
    };
  }
}
