package niangjia.platform;

/**
 * A role that somebody holds over a union and everything below it.
 *
 * @param path the union's path in the tree, labels joined by dots; empty for the whole tree
 */
public record Duty(Role role, String path) {

  /** Whether that path lies at or below this duty's. */
  public boolean covers(String other) {
    return path.isEmpty() || other.equals(path) || other.startsWith(path + ".");
  }
}
