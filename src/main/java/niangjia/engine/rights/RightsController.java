package niangjia.engine.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.access.Access;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.TooMany;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A worker's rights over their own data. */
@RestController
@RequestMapping("/api/rights")
class RightsController {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int LONGEST = 20;

  /** Why somebody cannot be forgotten now. */
  enum Reason {
    /** They stand on a list that is sealed and not decided yet. */
    WAITS
  }

  private final Holdings holdings;
  private final Erasures erasures;
  private final Archive archive;
  private final Self self;
  private final InstantSource clock;

  RightsController(
      Holdings holdings, Erasures erasures, Archive archive, Self self, InstantSource clock) {
    this.holdings = holdings;
    this.erasures = erasures;
    this.archive = archive;
    this.self = self;
    this.clock = clock;
  }

  /** The caller, and whether they hold their phone right now. */
  @org.springframework.stereotype.Component
  record Self(Access access, Contacts contacts, People people) {

    static Person.Id id() {
      return new Person.Id(Actor.current().self());
    }

    Phone phone() {
      var caller = id();
      return Actor.asSystem(() -> contacts.phone(caller));
    }

    void confirm(@Nullable Confirmation confirmation) {
      var code = confirmation == null ? null : confirmation.code();
      if (code == null || code.isBlank()) {
        throw new Invalid("code", "required");
      }
      if (code.length() > LONGEST) {
        throw new Invalid("code", "tooLong", LONGEST);
      }
      access
          .confirm(phone(), code.strip())
          .ifPresent(
              denied -> {
                throw new Refused(denied.reason(), denied.facts());
              });
    }
  }

  /** The code that was sent to the caller's phone. */
  record Confirmation(@Nullable String code) {}

  /** Where a code went, and when another may be asked for. */
  record ConfirmationSent(String phoneMasked, long resendInSeconds) {}

  /** What one table holds, and what becomes of it. */
  record HeldData(String table, Words title, PersonalData.Fate fate, int count) {

    static HeldData of(Holdings.Holding holding) {
      return new HeldData(holding.table(), holding.title(), holding.fate(), holding.count());
    }
  }

  /**
   * What is held of the caller and would become of it.
   *
   * @param open what would be given back first
   * @param waitsFor what has to end before
   */
  record DataOutlook(
      List<HeldData> held,
      List<Words> open,
      @Nullable Words waitsFor,
      @Nullable Instant waitsUntil) {}

  /** That somebody was forgotten; it leads to nobody. */
  record ErasureReceipt(UUID number, Instant at, List<HeldData> lines) {}

  /** What is held of the caller. */
  @GetMapping("/holdings")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  DataOutlook holdings() {
    var outlook = holdings.outlook(Self.id());
    return new DataOutlook(
        outlook.holdings().stream().map(HeldData::of).toList(),
        outlook.open(),
        outlook.waits().map(PersonalData.Wait::what).orElse(null),
        outlook.waits().map(PersonalData.Wait::until).orElse(null));
  }

  /** Sends a code to the caller's own phone; too soon after another, the other one counts. */
  @PostMapping("/code")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  ConfirmationSent code(Locale locale) {
    var phone = self.phone();
    var wait = Duration.ofMinutes(1);
    try {
      self.access().sendCode(phone, locale);
    } catch (TooMany soon) {
      wait = soon.retryAfter();
    }
    return new ConfirmationSent(phone.masked(), wait.toSeconds());
  }

  /** Everything that is held of the caller, as one file that is kept nowhere. */
  @PostMapping(path = "/export", produces = "application/zip")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  ResponseEntity<byte[]> export(@RequestBody Confirmation confirmation, Locale locale) {
    self.confirm(confirmation);
    var now = clock.instant();
    var file = archive.of(holdings.sections(Self.id()), locale, now);
    var name = "niangjia-" + LocalDate.ofInstant(now, ZONE) + ".zip";
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(file);
  }

  /** Forgets the caller, at once and for good. */
  @PostMapping("/erasure")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  ErasureReceipt erase(@RequestBody Confirmation confirmation) {
    var person = Self.id();
    Actor.asSystem(() -> holdings.outlook(person).waits()).ifPresent(RightsController::refuse);
    var phone = self.phone();
    var path = self.people().profile(person).path();
    self.confirm(confirmation);
    var receipt =
        erasures.erase(person, path, phone).orElseThrow(() -> new Refused(Reason.WAITS, Map.of()));
    return new ErasureReceipt(
        receipt.number(), receipt.at(), receipt.lines().stream().map(HeldData::of).toList());
  }

  private static void refuse(PersonalData.Wait wait) {
    throw new Refused(Reason.WAITS, Map.of("what", wait.what(), "until", wait.until()));
  }
}
