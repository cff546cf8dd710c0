package niangjia.authorisation;

import niangjia.api.Reply;

/**
 * One cell of the matrix, played.
 *
 * @param named whether the object stands in the body or the query instead of the path
 */
public record Answered(
    Operation operation, Caller caller, Target target, boolean named, Reply reply) {

  Expected expected() {
    return Oracle.expects(operation, caller, target);
  }

  Answered with(Reply other) {
    return new Answered(operation, caller, target, named, other);
  }

  @Override
  public String toString() {
    return "%s by %s on %s: %s, got %d %s"
        .formatted(
            operation.name(),
            caller.name(),
            target.position(),
            expected(),
            reply.status(),
            reply.text().substring(0, Math.min(200, reply.text().length())));
  }
}
