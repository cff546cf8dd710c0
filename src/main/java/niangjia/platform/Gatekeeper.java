package niangjia.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every operation: enforces its {@link Authz} policy and limits how often one
 * session, or one address that is not signed in, may ask.
 */
@Component
class Gatekeeper implements HandlerInterceptor {

  private final Cache<Object, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterAccess(Duration.ofMinutes(5)).build();
  private final int perSession;
  private final int perAddress;

  Gatekeeper(
      @Value("${niangjia.limit.session-per-second}") int perSession,
      @Value("${niangjia.limit.address-per-second}") int perAddress) {
    this.perSession = perSession;
    this.perAddress = perAddress;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean ending = request.getDispatcherType() == DispatcherType.ASYNC;
    if (ending || !(handler instanceof HandlerMethod method)) {
      // A stream that ends was let in when it began, and may end because its session has.
      return true;
    }
    var actor = Actor.current();
    limit(actor, request);
    var policy = Policy.of(method);
    if (policy != null) {
      enforce(policy, actor);
    }
    return true;
  }

  private static void enforce(Policy policy, Actor actor) {
    switch (policy.scope()) {
      case PUBLIC -> {}
      case SELF, SUBTREE -> {
        if (!actor.signedIn()) {
          throw new Unsigned();
        }
        if (!policy.roles().isEmpty() && !actor.holds(policy.roles())) {
          throw new Forbidden();
        }
      }
    }
  }

  /**
   * A burst of ten seconds' worth is let through. The machine's own calls have no address of their
   * own to limit.
   */
  private void limit(Actor actor, HttpServletRequest request) {
    if (actor.session() == null && OwnMachine.calls(request)) {
      return;
    }
    Object key = actor.session() != null ? actor.session() : request.getRemoteAddr();
    int rate = actor.session() != null ? perSession : perAddress;
    var bucket =
        buckets.get(
            key,
            _ ->
                Bucket.builder()
                    .addLimit(
                        limit ->
                            limit.capacity(rate * 10L).refillGreedy(rate, Duration.ofSeconds(1)))
                    .build());
    if (!bucket.tryConsume(1)) {
      throw new TooMany(Duration.ofSeconds(1));
    }
  }
}
