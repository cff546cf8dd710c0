package niangjia.engine.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import niangjia.engine.people.IdNumber;
import niangjia.engine.union.Union;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The first start, and enrolment: for people who have no account to sign in by yet. */
@RestController
@RequestMapping("/api/access")
class HouseController {

  private static final int LONGEST = 1000;

  private final House house;
  private final Enrolments enrolments;

  HouseController(House house, Enrolments enrolments) {
    this.house = house;
    this.enrolments = enrolments;
  }

  /**
   * How the house stands.
   *
   * @param empty whether the administrators are still to be made
   * @param top the union at the top of the tree, null when it is to be made too
   */
  record HouseView(boolean empty, @Nullable Union top) {}

  /** A secret or a code, as somebody typed it. */
  record SecretRequest(@Nullable String secret) {}

  /** A key for each of the three. */
  record Keys(List<KeyFor> keys) {}

  /** A key for one of the three; the account's name in it is the role's. */
  record KeyFor(Role role, Enrolments.Key key) {}

  /** One of the three, as the page sends them. */
  record Administrator(
      @Nullable Role role,
      @Nullable String username,
      @Nullable String name,
      @Nullable String idNumber,
      @Nullable String password,
      @Nullable String sealed,
      @Nullable String totp) {}

  /** What sets the house up. */
  record SetUp(
      @Nullable String secret,
      Union.@Nullable Kind kind,
      @Nullable String name,
      @Nullable List<Administrator> administrators) {}

  /** A holder's credentials, with the code that lets them set these. */
  record Enrolment(
      @Nullable String code,
      @Nullable String password,
      @Nullable String sealed,
      @Nullable String totp) {}

  /** Whether the house is to be set up. */
  @GetMapping("/house")
  @Authz(Authz.Scope.PUBLIC)
  HouseView house() {
    var empty = house.empty();
    return new HouseView(empty, empty ? house.top().orElse(null) : null);
  }

  /** Checks the set-up secret and proposes a key for each administrator's authenticator. */
  @PostMapping("/house/keys")
  @Authz(Authz.Scope.PUBLIC)
  Keys keys(@RequestBody SecretRequest body) {
    house.check(given("secret", body.secret()));
    return new Keys(
        House.ADMINISTRATORS.stream()
            .map(role -> new KeyFor(role, enrolments.key(role.name().toLowerCase(Locale.ROOT))))
            .toList());
  }

  /** Makes the three administrators; then the secret is void. */
  @PostMapping("/house")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(Authz.Scope.PUBLIC)
  void setUp(@RequestBody SetUp body) {
    var secret = given("secret", body.secret());
    house.check(secret);
    var given = body.administrators() == null ? List.<Administrator>of() : body.administrators();
    var founders = new ArrayList<House.Founder>();
    for (int i = 0; i < Math.min(given.size(), House.ADMINISTRATORS.size() + 1); i++) {
      founders.add(founder(given.get(i), "administrators[" + i + "]"));
    }
    var known = house.top();
    var top =
        known.isPresent()
            ? new House.Top(known.get().kind(), known.get().name())
            : new House.Top(
                body.kind() == null ? Union.Kind.CITY : body.kind(),
                new Words(given("name", body.name()), null));
    house.setUp(secret, top, founders);
  }

  private static House.Founder founder(@Nullable Administrator one, String field) {
    if (one == null || one.role() == null) {
      throw new Invalid(field + ".role", "required");
    }
    try {
      var opening =
          new StaffAccounts.Opening(
              given("username", one.username()),
              new Words(given("name", one.name()), null),
              "",
              new IdNumber(given("idNumber", one.idNumber())));
      return new House.Founder(
          one.role(), opening, credentials(one.password(), one.sealed(), one.totp()));
    } catch (Invalid e) {
      throw e.within(field);
    }
  }

  /** Whom a code to enrol by is for, and a key for their authenticator. */
  @PostMapping("/enrolment/key")
  @Authz(Authz.Scope.PUBLIC)
  Enrolments.Proposal look(@RequestBody SecretRequest body) {
    return enrolments.look(given("secret", body.secret()));
  }

  /** Sets the holder's credentials. */
  @PostMapping("/enrolment")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(Authz.Scope.PUBLIC)
  void enrol(@RequestBody Enrolment body) {
    enrolments.enrol(
        given("code", body.code()), credentials(body.password(), body.sealed(), body.totp()));
  }

  private static Enrolments.Credentials credentials(
      @Nullable String password, @Nullable String sealed, @Nullable String totp) {
    return new Enrolments.Credentials(
        given("password", password), given("sealed", sealed), given("totp", totp).strip());
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
