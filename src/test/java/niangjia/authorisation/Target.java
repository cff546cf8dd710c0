package niangjia.authorisation;

/**
 * An object that a request names.
 *
 * @param position where it lies, for reports: own, child, parent, sibling, branch, draft, never
 * @param id its identifier, or the code by which a request names it
 * @param path the union it belongs to, empty for what never existed
 * @param person whose it is, empty where it is nobody's own
 * @param open whether those may see it whom it is offered to: a draft is not
 */
public record Target(String position, String id, String path, String person, boolean open) {

  static final String NEVER = "never";

  /** Nothing: the request names no object. */
  static final Target NONE = new Target("-", "", "", "", true);

  boolean exists() {
    return !position.equals(NEVER);
  }
}
