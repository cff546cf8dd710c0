package niangjia.authorisation;

import java.util.List;
import java.util.Set;

/**
 * Somebody who asks.
 *
 * @param name for reports
 * @param session the cookie, empty for nobody
 * @param person whose account it is, empty for staff and nobody
 * @param duties what they may do where, by the fixture's own account
 */
public record Caller(String name, String session, String person, List<Held> duties) {

  /** A role over a union's subtree. */
  public record Held(String role, String path) {

    /** Whether a path is this one or lies below it, label by label. */
    boolean covers(String other) {
      var own = List.of(path.split("\\."));
      var labels = List.of(other.split("\\."));
      return labels.size() >= own.size() && labels.subList(0, own.size()).equals(own);
    }
  }

  public Caller {
    duties = List.copyOf(duties);
  }

  boolean anonymous() {
    return session.isEmpty();
  }

  boolean holdsOneOf(Set<String> roles) {
    return duties.stream().anyMatch(held -> roles.contains(held.role()));
  }

  boolean covers(String path, Set<String> roles) {
    return duties.stream().anyMatch(held -> roles.contains(held.role()) && held.covers(path));
  }

  /** Where one of these roles is held. */
  List<String> paths(Set<String> roles) {
    return duties.stream()
        .filter(held -> roles.contains(held.role()))
        .map(Held::path)
        .distinct()
        .toList();
  }
}
