package niangjia.authorisation;

import tools.jackson.databind.node.ObjectNode;

/** What somebody would send to work on a request. */
final class RequestSamples {

  private RequestSamples() {}

  static ObjectNode body(Operation operation, Target target, ObjectNode body) {
    return switch (operation.name()) {
      case "POST /api/request/callers" -> body.put("phone", "19900000000");
      case "POST /api/request/requests" -> saying(body);
      case "POST /api/request/calls" -> {
        body.put("union", target.id());
        saying(body.putObject("saying"));
        yield body;
      }
      case "POST /api/request/mine/{id}/rating" -> body.put("seen", 1).put("satisfied", true);
      default -> body.put("seen", 1).put("good", true).put("words", "权限测试");
    };
  }

  private static ObjectNode saying(ObjectNode saying) {
    saying.put("category", "other").put("words", "权限测试");
    return saying.put("urgent", false).put("confidential", false);
  }
}
