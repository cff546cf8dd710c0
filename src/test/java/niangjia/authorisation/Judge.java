package niangjia.authorisation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import niangjia.api.Reply;

/** Compares what the server answered with what the oracle expects. */
final class Judge {

  /** What is wrong with an answer. */
  enum Fault {
    /** Done or told, though it must not be. */
    LEAK,
    /** Refused, though it is allowed. */
    WRONGLY_DENIED,
    /** Refused, but so that what exists can be told from what does not. */
    TOLD_APART,
    /** Denied by another status than the policy says. */
    WRONG_STATUS,
    /** A fault of the server, or a request that it did not take as one. */
    BROKEN,
    /** Nobody said whom the operation is for. */
    NO_POLICY
  }

  /** One fault and where it was found. */
  record Finding(Fault fault, String where) {}

  private static final Set<Integer> DENIALS = Set.of(401, 403, 404);

  /** How an object in a body or a query is refused: a fault of its field, or not found. */
  private static final Set<Integer> REFUSALS = Set.of(400, 404);

  private static final Set<Integer> MISUNDERSTOOD = Set.of(405, 406, 415, 429);

  private Judge() {}

  /** The operations that say nothing, or contradict themselves, about who may call them. */
  static List<Finding> policies(Collection<Operation> operations) {
    var findings = new ArrayList<Finding>();
    for (var operation : operations) {
      if (!operation.hasPolicy() || operation.namesObject() == operation.object().isEmpty()) {
        findings.add(new Finding(Fault.NO_POLICY, operation.name()));
      }
    }
    return findings;
  }

  /** Everything that is wrong with these answers. */
  static List<Finding> answers(Collection<Answered> all) {
    var never = new HashMap<String, Answered>();
    for (var one : all) {
      if (!one.target().exists()) {
        never.put(key(one), one);
      }
    }
    var findings = new ArrayList<Finding>();
    for (var one : all) {
      var fault = fault(one, never);
      if (fault != null) {
        findings.add(new Finding(fault, one.toString()));
      }
    }
    return findings;
  }

  private static Fault fault(Answered one, Map<String, Answered> never) {
    var reply = one.reply();
    if (reply.status() >= 500 || MISUNDERSTOOD.contains(reply.status())) {
      return Fault.BROKEN;
    }
    return switch (one.expected()) {
      case ALLOWED -> denied(reply) ? Fault.WRONGLY_DENIED : null;
      case UNSIGNED -> status(reply, 401);
      case FORBIDDEN -> status(reply, 403);
      case UNSEEN -> unseen(one, never.get(key(one)));
    };
  }

  /** A 401 with a reason is the business of signing in, not a lack of it. */
  private static boolean denied(Reply reply) {
    return DENIALS.contains(reply.status()) && reply.reason().isEmpty();
  }

  private static Fault status(Reply reply, int status) {
    if (reply.status() == status && reply.reason().isEmpty()) {
      return null;
    }
    return denied(reply) ? Fault.WRONG_STATUS : Fault.LEAK;
  }

  private static Fault unseen(Answered one, Answered never) {
    if (never == null) {
      throw new IllegalStateException("nothing to compare with: " + one);
    }
    if (one.reply().done()) {
      return Fault.LEAK;
    }
    if (!one.named() && one.reply().status() != 404) {
      return DENIALS.contains(one.reply().status()) ? Fault.TOLD_APART : Fault.LEAK;
    }
    if (one.named() && !REFUSALS.contains(one.reply().status())) {
      return Fault.LEAK;
    }
    return body(one).equals(body(never)) && one.reply().status() == never.reply().status()
        ? null
        : Fault.TOLD_APART;
  }

  /** The body without what the caller put into the request. */
  private static String body(Answered one) {
    return one.reply().text().replace(one.target().id(), "…");
  }

  private static String key(Answered one) {
    return one.operation().name() + " " + one.caller().name() + " " + one.named();
  }
}
