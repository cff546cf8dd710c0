package niangjia.engine.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import niangjia.engine.access.Access;
import niangjia.engine.people.Email;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How a worker wants to be told. */
@RestController
@RequestMapping("/api/notice")
class PreferenceController {

  private static final int LONGEST = 300;
  private static final Set<String> LANGUAGES = Set.of("zh", "en");

  private final Preferences preferences;
  private final Access access;
  private final People people;

  PreferenceController(Preferences preferences, Access access, People people) {
    this.preferences = preferences;
    this.access = access;
    this.people = people;
  }

  /** Hours in Shanghai; the same twice means that no hour is quiet. */
  record QuietHours(@Nullable Integer from, @Nullable Integer until) {

    Quiet hours() {
      try {
        return new Quiet(given("from", from), given("until", until));
      } catch (Invalid wrong) {
        throw wrong.within("quiet");
      }
    }

    private static int given(String field, @Nullable Integer hour) {
      if (hour == null) {
        throw new Invalid(field, "required");
      }
      return hour;
    }
  }

  /**
   * How the caller is told.
   *
   * @param channels besides the app
   * @param offered the channels that this house has
   * @param address the confirmed e-mail address, masked
   * @param failingAt since when mail does not reach it
   */
  record NoticeChoice(
      List<Channel> channels,
      List<Channel> offered,
      String language,
      QuietHours quiet,
      @Nullable String address,
      @Nullable Instant failingAt) {}

  /** What to change; what is left out stays as it is. */
  record ChoiceChange(
      @Nullable List<Channel> channels, @Nullable String language, @Nullable QuietHours quiet) {

    Choice of(Choice former) {
      if (language != null && !LANGUAGES.contains(language)) {
        throw new Invalid("language", "unknown");
      }
      return new Choice(
          channels == null ? former.channels() : Set.copyOf(channels),
          language == null ? former.language() : language,
          quiet == null ? former.quiet() : quiet.hours());
    }
  }

  /** An e-mail address, and the code that was sent there. */
  record AddressRequest(@Nullable String address, @Nullable String code) {

    Email email() {
      return new Email(text("address", address));
    }

    String proof() {
      return text("code", code).strip();
    }

    private static String text(String field, @Nullable String text) {
      if (text == null || text.isBlank()) {
        throw new Invalid(field, "required");
      }
      if (text.length() > LONGEST) {
        throw new Invalid(field, "tooLong", LONGEST);
      }
      return text;
    }
  }

  /** When the next code may be asked for, and how long this one is good for. */
  record AddressCodeSent(long resendInSeconds, long expiresInSeconds) {}

  @GetMapping("/choice")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  NoticeChoice choice() {
    var view = preferences.of(self());
    var mailbox = view.mailbox();
    return new NoticeChoice(
        view.choice().channels().stream().sorted().toList(),
        view.offered().stream().sorted().toList(),
        view.choice().language(),
        new QuietHours(view.quiet().from(), view.quiet().until()),
        mailbox == null ? null : mailbox.masked(),
        view.failingAt());
  }

  /** Changes on which channels, in which language and when the caller is told. */
  @PutMapping("/choice")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  NoticeChoice choose(@RequestBody ChoiceChange change) {
    preferences.change(self(), path(), change::of);
    return choice();
  }

  /** Mails a code to an address by which the caller proves that it is theirs. */
  @PostMapping("/address/code")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  AddressCodeSent code(@RequestBody AddressRequest request, Locale locale) {
    access.sendCode(self(), request.email(), locale);
    return new AddressCodeSent(Access.CODES_APART.toSeconds(), Access.CODE_VALID_FOR.toSeconds());
  }

  /** Keeps an address by the code that was sent there; mail goes there from now on. */
  @PutMapping("/address")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  NoticeChoice keep(@RequestBody AddressRequest request) {
    var address = request.email();
    access
        .confirm(self(), address, request.proof())
        .ifPresent(
            denied -> {
              throw new Refused(denied.reason(), denied.facts());
            });
    preferences.keep(self(), path(), address);
    return choice();
  }

  /** Forgets the address; no mail goes there any more. */
  @PostMapping("/address/remove")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  NoticeChoice drop() {
    preferences.drop(self(), path());
    return choice();
  }

  private String path() {
    return people.profile(self()).path();
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
