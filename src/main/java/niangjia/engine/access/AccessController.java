package niangjia.engine.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import niangjia.engine.people.Phone;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out over HTTP. */
@RestController
@RequestMapping("/api/access")
class AccessController {

  private static final int LONGEST = 200;

  private final Access access;
  private final Sessions sessions;
  private final Mirror mirror;

  AccessController(Access access, Sessions sessions, Mirror mirror) {
    this.access = access;
    this.sessions = sessions;
    this.mirror = mirror;
  }

  /** Where to send a code. */
  record CodeRequest(@Nullable String phone) {}

  /** When the next code may be asked for, and how long this one is good for. */
  record CodeSent(long resendInSeconds, long expiresInSeconds) {}

  /** A worker's credentials. */
  record WorkerRequest(@Nullable String phone, @Nullable String code) {}

  /** Staff credentials. */
  record StaffRequest(
      @Nullable String username, @Nullable String password, @Nullable String totp) {}

  /** Who the caller is. */
  @GetMapping("/me")
  @Authz(Authz.Scope.PUBLIC)
  Me me(Locale locale) {
    return mirror.of(Actor.current(), locale);
  }

  /** Sends a one-time code to a phone; the answer is the same for every phone. */
  @PostMapping("/code")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Authz(Authz.Scope.PUBLIC)
  CodeSent code(@RequestBody CodeRequest body, Locale locale) {
    access.sendCode(new Phone(given("phone", body.phone())), locale);
    return new CodeSent(Codes.APART.toSeconds(), Codes.VALID_FOR.toSeconds());
  }

  /** Signs a worker in. */
  @PostMapping("/signin")
  @Authz(Authz.Scope.PUBLIC)
  Me signIn(
      @RequestBody WorkerRequest body,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    var phone = new Phone(given("phone", body.phone()));
    var account = account(access.signIn(phone, given("code", body.code()).strip()));
    return mirror.of(sessions.begin(account, request, response), locale);
  }

  /** Signs staff in. */
  @PostMapping("/staff")
  @Authz(Authz.Scope.PUBLIC)
  Me staff(
      @RequestBody StaffRequest body,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    var account =
        account(
            access.signIn(
                given("username", body.username()),
                given("password", body.password()),
                given("totp", body.totp()).strip()));
    return mirror.of(sessions.begin(account, request, response), locale);
  }

  /** Ends the caller's session, if there is one. */
  @PostMapping("/signout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(Authz.Scope.PUBLIC)
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(request, response);
  }

  static Account account(SignIn answer) {
    return switch (answer) {
      case SignIn.Accepted accepted -> accepted.account();
      case SignIn.Denied denied ->
          throw new Refused(HttpStatus.UNAUTHORIZED, denied.reason(), denied.facts());
    };
  }

  private static String given(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new Invalid(field, "required");
    }
    if (text.length() > LONGEST) {
      throw new Invalid(field, "tooLong", LONGEST);
    }
    return text;
  }
}
