package niangjia.authorisation;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an officer of some union would ask for. */
final class Wishes {

  private static final JsonMapper JSON = new JsonMapper();

  private Wishes() {}

  /** A fund that the union of that identifier would open. */
  static ObjectNode fund(String union) {
    var fund = JSON.createObjectNode().put("union", union).put("unit", "CNY").put("amount", 1000);
    fund.putObject("title").put("zh", "权限测试");
    return fund;
  }

  /** A form that the union of that identifier would ask. */
  static ObjectNode form(String union) {
    var wanted = JSON.createObjectNode().put("union", union);
    var definition = wanted.putObject("definition");
    definition.putObject("title").put("zh", "权限测试");
    var field = definition.putArray("fields").addObject().put("key", "a").put("kind", "TEXT");
    field.putObject("label").put("zh", "权限测试");
    return wanted;
  }

  /** A wish to export the bookings of that offering. */
  static ObjectNode export(String offering) {
    var wish = JSON.createObjectNode().put("source", "bookings").put("subject", offering);
    return wish.put("format", "CSV").put("whole", false).put("purpose", "CONTACT");
  }

  /** A plan to rehearse that offering, some minutes from now. */
  static ObjectNode rehearsal(String offering) {
    var plan = JSON.createObjectNode().put("offering", offering);
    return plan.put("workers", 10).put("overSeconds", 1).put("startInSeconds", 300);
  }
}
