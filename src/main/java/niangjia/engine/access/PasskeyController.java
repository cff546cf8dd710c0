package niangjia.engine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own passkeys, and signing in with one. Bytes are in base64url. */
@RestController
@RequestMapping("/api/access")
class PasskeyController {

  private static final int LONGEST = 16_384;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Passkeys passkeys;
  private final Sessions sessions;
  private final Mirror mirror;
  private final Site site;

  PasskeyController(Passkeys passkeys, Sessions sessions, Mirror mirror, Site site) {
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.mirror = mirror;
    this.site = site;
  }

  /** A passkey of the caller's. */
  record PasskeyView(UUID id, String name, Instant createdAt, @Nullable Instant usedAt) {}

  /**
   * What the browser needs to make a passkey.
   *
   * @param host what the passkey is bound to
   * @param user the account as the authenticator remembers it
   * @param known the caller's other passkeys, so that no authenticator makes a second
   */
  record Making(String challenge, String host, String user, String name, List<String> known) {}

  /** A passkey that the browser made. */
  record PasskeyRequest(
      @Nullable String name, @Nullable String clientData, @Nullable String attestation) {}

  /** What the browser needs to ask for a passkey. */
  record Asking(String challenge, String host) {}

  /** A passkey that somebody signs in with. */
  record ShownRequest(
      @Nullable String credential,
      @Nullable String user,
      @Nullable String clientData,
      @Nullable String authenticator,
      @Nullable String signature) {}

  /** The caller's passkeys. */
  @GetMapping("/passkeys")
  @Authz(Authz.Scope.SELF)
  List<PasskeyView> passkeys() {
    return passkeys.mine().stream().map(PasskeyController::view).toList();
  }

  /** Begins to make a passkey; the caller has to have signed in minutes ago. */
  @PostMapping("/passkeys/challenge")
  @Authz(Authz.Scope.SELF)
  Making challenge(Locale locale, HttpServletRequest request) {
    var known = passkeys.credentials().stream().map(ENCODER::encodeToString).toList();
    var login = Objects.requireNonNull(mirror.of(Actor.current(), locale).account());
    return new Making(
        passkeys.challengeToAdd(),
        site.origin(request).getHost(),
        ENCODER.encodeToString(Passkeys.handle(login.id())),
        login.name(),
        known);
  }

  /** Adds a passkey of the caller's. */
  @PostMapping("/passkeys")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(Authz.Scope.SELF)
  PasskeyView add(@RequestBody PasskeyRequest body, HttpServletRequest request) {
    var name = StaffController.given("name", body.name());
    return view(
        passkeys.add(
            site.origin(request),
            new Passkeys.Addition(
                name,
                bytes("clientData", body.clientData()),
                bytes("attestation", body.attestation()))));
  }

  /** Removes a passkey of the caller's; it signs nobody in any more. */
  @PostMapping("/passkeys/{id}/remove")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(value = Authz.Scope.SELF, object = "passkey")
  void remove(@PathVariable UUID id) {
    passkeys.remove(id);
  }

  /** Begins to sign in with a passkey. */
  @PostMapping("/passkey/challenge")
  @Authz(Authz.Scope.PUBLIC)
  Asking ask(HttpServletRequest request) {
    return new Asking(passkeys.challengeToSignIn(), site.origin(request).getHost());
  }

  /** Signs somebody in by a passkey. */
  @PostMapping("/passkey")
  @Authz(Authz.Scope.PUBLIC)
  Me signIn(
      @RequestBody ShownRequest body,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    var shown =
        new Authenticators.Shown(
            bytes("credential", body.credential()),
            bytes("user", body.user()),
            bytes("clientData", body.clientData()),
            bytes("authenticator", body.authenticator()),
            bytes("signature", body.signature()));
    var account = AccessController.account(passkeys.signIn(site.origin(request), shown));
    return mirror.of(sessions.begin(account, request, response), locale);
  }

  private static PasskeyView view(PasskeyRepository.Listed one) {
    return new PasskeyView(one.id(), one.name(), one.createdAt(), one.usedAt());
  }

  private static byte[] bytes(String field, @Nullable String text) {
    var given = StaffController.given(field, text);
    if (given.length() > LONGEST) {
      throw new Invalid(field, "tooLong", LONGEST);
    }
    try {
      return Base64.getUrlDecoder().decode(given);
    } catch (IllegalArgumentException _) {
      throw new Invalid(field, "unknown");
    }
  }
}
