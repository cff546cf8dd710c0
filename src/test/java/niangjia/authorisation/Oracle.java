package niangjia.authorisation;

/**
 * Says what must come of a request, from the tree and the published policy alone; the server is
 * never asked.
 */
final class Oracle {

  private Oracle() {}

  static Expected expects(Operation operation, Caller caller, Target target) {
    if (operation.scope().equals("PUBLIC")) {
      return target.exists() && target.open() ? Expected.ALLOWED : Expected.UNSEEN;
    }
    if (caller.anonymous()) {
      return Expected.UNSIGNED;
    }
    if (!operation.roles().isEmpty() && !caller.holdsOneOf(operation.roles())) {
      return Expected.FORBIDDEN;
    }
    if (target.equals(Target.NONE)) {
      return Expected.ALLOWED;
    }
    return target.exists() && sees(operation, caller, target) ? Expected.ALLOWED : Expected.UNSEEN;
  }

  private static boolean sees(Operation operation, Caller caller, Target target) {
    if (operation.scope().equals("SUBTREE")) {
      return caller.covers(target.path(), operation.roles());
    }
    return target.open() && (target.person().isEmpty() || target.person().equals(caller.person()));
  }
}
