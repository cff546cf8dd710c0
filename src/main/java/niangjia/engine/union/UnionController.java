package niangjia.engine.union;

import static niangjia.platform.Role.AUDITOR;
import static niangjia.platform.Role.GATE;
import static niangjia.platform.Role.LEADER;
import static niangjia.platform.Role.OFFICER;
import static niangjia.platform.Role.SECURITY;
import static niangjia.platform.Role.SYSTEM;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tree of unions over HTTP. */
@RestController
@RequestMapping("/api/union")
class UnionController {

  private static final int MOST = 50;

  private final Unions unions;

  UnionController(Unions unions) {
    this.unions = unions;
  }

  /**
   * A union in the tree.
   *
   * @param children how many unions are directly below it
   */
  record Branch(Union.Id id, String path, Union.Kind kind, Words name, int children) {}

  /**
   * The unions below a parent, or those that match a text, or the roots of the caller's duties;
   * only within those duties.
   */
  @GetMapping("/unions")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {OFFICER, GATE, LEADER, SYSTEM, SECURITY, AUDITOR})
  List<Branch> unions(
      @RequestParam(required = false) @Nullable UUID parent,
      @RequestParam(required = false) @Size(max = MOST) @Nullable String query) {
    var actor = Actor.current();
    if (parent != null) {
      var union = unions.get(new Union.Id(parent));
      actor.require(union.path(), staff());
      return unions.children(union.path()).stream().map(this::branch).toList();
    }
    var roots = actor.paths(staff());
    if (query != null && !query.isBlank()) {
      return unions.search(query, roots, MOST).stream().map(this::branch).toList();
    }
    return roots.stream()
        .filter(path -> roots.stream().noneMatch(other -> path.startsWith(other + ".")))
        .sorted()
        .map(unions::nearest)
        .map(this::branch)
        .toList();
  }

  private Branch branch(Union union) {
    int children = unions.children(union.path()).size();
    return new Branch(union.id(), union.path(), union.kind(), union.name(), children);
  }

  private static Role[] staff() {
    return new Role[] {OFFICER, GATE, LEADER, SYSTEM, SECURITY, AUDITOR};
  }
}
