package niangjia.engine.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Keyring;
import niangjia.platform.Presence;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Who sends a request: the cookie's token is looked up in memory, and only when it is not there in
 * the database. Signals evict what changed: a session that ended, an account's duties, a person's
 * union.
 */
@Component
class Sessions implements SecurityContextRepository, Presence {

  private static final String COOKIE = "niangjia";
  private static final int MOST = 200_000;
  private static final Duration KEPT_FOR = Duration.ofMinutes(5);
  private static final Duration WORKER_LASTS = Duration.ofDays(30);
  private static final Duration STAFF_LASTS = Duration.ofHours(12);

  /** A session in memory, until it or a duty ends by itself. */
  private record Entry(Actor actor, Authentication authentication, Duration keep) {}

  private final SessionRepository repository;
  private final Devices devices;
  private final Rights rights;
  private final InstantSource clock;
  private final byte[] secret;
  private final AtomicLong changes = new AtomicLong();
  private final Collection<Token> seen = ConcurrentHashMap.newKeySet();
  private final Cache<Token, Entry> kept =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfter(Expiry.<Token, Entry>creating((_, entry) -> entry.keep()))
          .build();

  Sessions(
      SessionRepository repository,
      Devices devices,
      Rights rights,
      InstantSource clock,
      Keyring keyring) {
    this.repository = repository;
    this.devices = devices;
    this.rights = rights;
    this.clock = clock;
    this.secret = keyring.secret("token");
  }

  /** Listens for what changed; before the first request comes in. */
  @Autowired
  void listen(Signals signals) {
    signals.listen(Devices.TOPIC, this::ended);
    signals.listen(Duties.TOPIC, s -> changed(s, actor -> actor.account()));
    signals.listen(People.TOPIC, s -> changed(s, actor -> actor.person()));
  }

  /**
   * Begins a session and hands its cookie to the browser; a session that the browser had before
   * ends.
   */
  Actor begin(Account account, HttpServletRequest request, HttpServletResponse response) {
    end(request);
    var lasts =
        switch (account.kind()) {
          case WORKER -> WORKER_LASTS;
          case STAFF -> STAFF_LASTS;
        };
    var text = Token.create(secret);
    var token = Token.of(text);
    var device = Device.of(request.getHeader(HttpHeaders.USER_AGENT));
    devices.begin(token, account.id(), device, clock.instant().plus(lasts));
    set(text, lasts, request, response);
    var entry = load(token);
    if (entry == null) {
      throw new IllegalStateException("a session ended as it began");
    }
    var deed = Deed.current();
    if (deed != null) {
      deed.on("account", account.id().toString());
    }
    return entry.actor();
  }

  /** Ends the browser's session, if it has one, on all nodes. */
  void end(HttpServletRequest request, HttpServletResponse response) {
    end(request);
    set("", Duration.ZERO, request, response);
  }

  private void end(HttpServletRequest request) {
    var text = cookie(request);
    if (text != null && Token.ours(secret, text)) {
      devices.end(Token.of(text));
    }
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(request);
  }

  @Override
  @SuppressWarnings("deprecation")
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return loadDeferredContext(holder.getRequest()).get();
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // Sessions begin and end by name; no filter saves one.
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return cookie(request) != null;
  }

  /** The context of one request, read when somebody asks. */
  private final class Deferred implements DeferredSecurityContext {

    private final HttpServletRequest request;
    private @Nullable SecurityContext context;

    Deferred(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public SecurityContext get() {
      var known = context;
      if (known == null) {
        var entry = find(cookie(request));
        known =
            entry == null
                ? new SecurityContextImpl()
                : new SecurityContextImpl(entry.authentication());
        context = known;
      }
      return known;
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }

  @Override
  public Supplier<Actor> of(HttpServletRequest request) {
    var text = cookie(request);
    return () -> {
      var entry = find(text);
      return entry == null ? Actor.ANONYMOUS : entry.actor();
    };
  }

  private @Nullable Entry find(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var token = Token.of(text);
    var entry = kept.getIfPresent(token);
    return entry != null || !Token.ours(secret, text) ? entry : load(token);
  }

  /**
   * Reads a session and keeps it, unless something may have changed meanwhile: a signal counts
   * first and evicts then, so that an entry put after the eviction sees the count and takes itself
   * out.
   */
  private @Nullable Entry load(Token token) {
    long before = changes.get();
    var entry = Actor.asSystem(() -> read(token));
    if (entry == null) {
      return null;
    }
    kept.put(token, entry);
    if (changes.get() != before) {
      kept.invalidate(token);
    }
    seen.add(token);
    return entry;
  }

  private @Nullable Entry read(Token token) {
    var now = clock.instant();
    var session = repository.session(token, now).orElse(null);
    if (session == null) {
      return null;
    }
    var standing = rights.of(session, now);
    var actor = new Actor(session.account(), token.session(), session.person(), standing.duties());
    var ends = Duration.between(now, earlier(session.expiresAt(), standing.until()));
    var keep = ends.compareTo(KEPT_FOR) < 0 ? ends : KEPT_FOR;
    var authentication = UsernamePasswordAuthenticationToken.authenticated(actor, null, List.of());
    return new Entry(actor, authentication, keep);
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  private void ended(String subject) {
    changes.incrementAndGet();
    if (subject.equals(Signals.EVERYTHING)) {
      kept.invalidateAll();
    } else {
      kept.invalidate(Token.ofHex(subject));
    }
  }

  private void changed(String subject, Function<Actor, @Nullable UUID> key) {
    changes.incrementAndGet();
    if (subject.equals(Signals.EVERYTHING)) {
      kept.invalidateAll();
      return;
    }
    var id = UUID.fromString(subject);
    Predicate<Entry> concerned = entry -> id.equals(key.apply(entry.actor()));
    kept.asMap().values().removeIf(concerned);
  }

  /** Notes who was seen, at most once in the time that an entry is kept, away from any request. */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  void note() {
    var tokens = List.copyOf(seen);
    if (!tokens.isEmpty()) {
      seen.removeAll(tokens);
      repository.seen(tokens, clock.instant());
    }
  }

  private static @Nullable String cookie(HttpServletRequest request) {
    var cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (var cookie : cookies) {
      if (cookie.getName().equals(COOKIE)) {
        return Token.plausible(cookie.getValue()) ? cookie.getValue() : null;
      }
    }
    return null;
  }

  private static void set(
      String text, Duration lasts, HttpServletRequest request, HttpServletResponse response) {
    var cookie =
        ResponseCookie.from(COOKIE, text)
            .httpOnly(true)
            .sameSite("Lax")
            .secure(request.isSecure())
            .path("/")
            .maxAge(lasts)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
