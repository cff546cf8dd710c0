package niangjia.platform;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * What an operation's {@link Authz} says, read once: looking for the annotation and asking it costs
 * more than most requests have to spare.
 */
public record Policy(Authz.Scope scope, List<Role> roles, String object, boolean opens) {

  private static final Map<Method, Policy> KNOWN = new ConcurrentHashMap<>();

  public Policy {
    roles = List.copyOf(roles);
  }

  /** The policy of an operation, null for one that is not ours and has none. */
  public static @Nullable Policy of(HandlerMethod operation) {
    var known = KNOWN.get(operation.getMethod());
    var said = known == null ? operation.getMethodAnnotation(Authz.class) : null;
    if (said != null) {
      known = new Policy(said.value(), List.of(said.roles()), said.object(), said.opens());
      KNOWN.put(operation.getMethod(), known);
    }
    return known;
  }
}
