package niangjia.engine.audit;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Lane;
import niangjia.platform.Policy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Stands outside the gate: names the deed of each request before anybody decides on it, and writes
 * down afterwards what no transaction did: who was turned away, what was refused after a change had
 * begun, and what single statements did, as signing in. The answer waits for that.
 */
@Component
class Attendant implements HandlerInterceptor, WebMvcConfigurer {

  private static final Logger log = LoggerFactory.getLogger(Attendant.class);
  private static final int BEFORE_THE_GATE = -1;

  private final EntryRepository entries;
  private final InstantSource clock;
  private final TransactionTemplate alone;
  private final Lane<Entry, Boolean> lane = new Lane<>("audit", this::write);

  Attendant(EntryRepository entries, InstantSource clock, PlatformTransactionManager transactions) {
    this.entries = entries;
    this.clock = clock;
    this.alone = new TransactionTemplate(transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**").order(BEFORE_THE_GATE);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && Deed.current() == null) {
      var policy = Policy.of(method);
      if (policy != null) {
        name(request, policy).begin();
      }
    }
    return true;
  }

  private static Deed name(HttpServletRequest request, Policy policy) {
    var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    var deed =
        Deed.request(
                request.getMethod() + " " + pattern,
                policy.opens(),
                Actor.current(),
                request.getRemoteAddr())
            .on(policy.object(), slot(request));
    if (policy.object().equals("person") && deed.object() != null) {
      subject(deed.object(), deed);
    }
    return deed;
  }

  private static @Nullable String slot(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> slots
            && slots.get("id") instanceof String id
        ? id
        : null;
  }

  private static void subject(String text, Deed deed) {
    try {
      deed.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      log.debug("{} is no person", text, e);
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception exception) {
    var deed = Deed.current();
    if (deed == null || deed.trace() == Deed.Trace.SUMMED) {
      return;
    }
    var outcome = outcome(response.getStatus());
    if (worthAnEntry(deed, request, outcome)) {
      try {
        lane.ask(Entry.of(deed, outcome, clock.instant()));
      } catch (RuntimeException e) {
        log.error("the audit trail misses {} {}", deed.operation(), outcome, e);
      }
    }
  }

  private static boolean worthAnEntry(
      Deed deed, HttpServletRequest request, Entry.Outcome outcome) {
    boolean traced = deed.trace() == Deed.Trace.ENTERED;
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return switch (outcome) {
      case DONE -> !traced && !reads;
      case DENIED -> !reads || deed.opens() || deed.actor().signedIn();
      case REFUSED, FAILED -> traced;
    };
  }

  private static Entry.Outcome outcome(int status) {
    return switch (HttpStatus.Series.resolve(status)) {
      case CLIENT_ERROR ->
          status == HttpStatus.UNAUTHORIZED.value()
                  || status == HttpStatus.FORBIDDEN.value()
                  || status == HttpStatus.NOT_FOUND.value()
              ? Entry.Outcome.DENIED
              : Entry.Outcome.REFUSED;
      case SERVER_ERROR -> Entry.Outcome.FAILED;
      case INFORMATIONAL, SUCCESSFUL, REDIRECTION -> Entry.Outcome.DONE;
      case null -> Entry.Outcome.FAILED;
    };
  }

  private List<Boolean> write(List<Entry> lines) {
    Deed.sum("");
    Actor.asSystem(() -> alone.execute(_ -> entries.insert(lines, true)));
    return lines.stream().map(_ -> true).toList();
  }

  @PreDestroy
  void close() {
    lane.close();
  }
}
