package niangjia.authorisation;

import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What somebody would send to work on a request. */
final class RequestSamples {

  private RequestSamples() {}

  /** An open request of that person's with that union. */
  static String open(Ledger ledger, String path, String person) {
    var id = UUID.randomUUID().toString();
    ledger.change(
        """
        insert into casework.matter (
          id, number, type, type_version, path, person_id, category, urgent, state, step, queue,
          entered_at, allowed, due_at, certain, wake_at, version, opened_at)
        select ?::uuid, ?, code, version, ?::ltree, ?::uuid, 'other', false, 'OPEN', 'dispatch',
          'OFFICER', now(), '7d', now() + '9 d', true, now() + '9 d', 1, now()
        from casework.type where code = 'request'
        """,
        id,
        id.substring(0, 18),
        path,
        person);
    ledger.change(
        """
        insert into casework.event (id, case_id, turn, at, kind, source, step, to_step)
        select id, id, 1, opened_at, 'OPENED', 'SYSTEM', step, step
        from casework.matter where id = ?::uuid
        """,
        id);
    ledger.change(
        """
        insert into request.request (id, path, person_id, channel, route, received_at)
        select id, path, person_id, 'APP', 'OWN_UNION', opened_at
        from casework.matter where id = ?::uuid
        """,
        id);
    return id;
  }

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
