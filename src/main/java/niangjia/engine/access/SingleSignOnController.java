package niangjia.engine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by an identity provider. */
@RestController
@RequestMapping("/api/access")
class SingleSignOnController {

  private static final String COOKIE = "niangjia-sign-on";
  private static final int LONGEST = 4096;

  private final SingleSignOn signOn;
  private final Providers providers;
  private final Sessions sessions;
  private final Mirror mirror;
  private final Site site;

  SingleSignOnController(SingleSignOn signOn, Door door, Site site) {
    this.signOn = signOn;
    this.providers = door.providers();
    this.sessions = door.sessions();
    this.mirror = door.mirror();
    this.site = site;
  }

  /** What lets somebody in. */
  @Component
  record Door(Providers providers, Sessions sessions, Mirror mirror) {}

  /** A provider that staff may sign in by. */
  record ProviderView(String id, Words name) {}

  /** By which provider. */
  record BeginRequest(@Nullable String provider) {}

  /** Where the browser goes. */
  record Away(URI address) {}

  /**
   * What the browser brought back.
   *
   * @param issuer who says so, when the provider says it (RFC 9207)
   */
  record FinishRequest(
      @Nullable String provider,
      @Nullable String state,
      @Nullable String code,
      @Nullable String issuer) {}

  /** The providers of this house; none, when it has none. */
  @GetMapping("/providers")
  @Authz(Authz.Scope.PUBLIC)
  List<ProviderView> providers() {
    return providers.all().stream().map(one -> new ProviderView(one.id(), one.name())).toList();
  }

  /** Begins to sign in by a provider. */
  @PostMapping("/sign-on")
  @Authz(Authz.Scope.PUBLIC)
  Away beginSignOn(
      @RequestBody BeginRequest body, HttpServletRequest request, HttpServletResponse response) {
    var provider = providers.get(given("provider", body.provider()));
    var beginning = signOn.begin(provider, site.origin(request));
    keep(beginning.binder(), Challenges.VALID_FOR, request, response);
    return new Away(beginning.address());
  }

  /** Signs in whoever came back from the provider. */
  @PostMapping("/sign-on/finish")
  @Authz(Authz.Scope.PUBLIC)
  Me finishSignOn(
      @RequestBody FinishRequest body,
      @CookieValue(name = COOKIE, required = false) @Nullable String binder,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    var returned =
        new SingleSignOn.Returned(
            providers.get(given("provider", body.provider())),
            given("state", body.state()),
            given("code", body.code()),
            body.issuer());
    keep("", Duration.ZERO, request, response);
    var account = AccessController.account(signOn.finish(returned, site.origin(request), binder));
    return mirror.of(sessions.begin(account, request, response), locale);
  }

  private static void keep(
      String binder, Duration lasts, HttpServletRequest request, HttpServletResponse response) {
    var cookie =
        ResponseCookie.from(COOKIE, binder)
            .httpOnly(true)
            .sameSite("Lax")
            .secure(request.isSecure())
            .path("/api/access/sign-on")
            .maxAge(lasts)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private static String given(String field, @Nullable String text) {
    var given = StaffController.given(field, text);
    if (given.length() > LONGEST) {
      throw new Invalid(field, "tooLong", LONGEST);
    }
    return given;
  }
}
