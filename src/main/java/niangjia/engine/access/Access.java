package niangjia.engine.access;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import niangjia.engine.access.SignIn.Accepted;
import niangjia.engine.access.SignIn.Denied;
import niangjia.engine.access.SignIn.Reason;
import niangjia.engine.people.Email;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import org.springframework.stereotype.Service;

/**
 * Signing in. Each step is one statement that stands by itself: a wrong try stays counted whatever
 * comes after it, and no connection is held while a password is hashed.
 */
@Service
public class Access {

  /** How long somebody waits for their next code. */
  public static final Duration CODES_APART = Codes.APART;

  /** How long a code is good for. */
  public static final Duration CODE_VALID_FOR = Codes.VALID_FOR;

  private final Codes codes;
  private final Locks locks;
  private final Staff staff;
  private final Workers workers;

  Access(Codes codes, Locks locks, Staff staff, Workers workers) {
    this.codes = codes;
    this.locks = locks;
    this.staff = staff;
    this.workers = workers;
  }

  /**
   * Sends a one-time code, known phone or not; {@link niangjia.platform.TooMany} when that is too
   * soon.
   */
  public void sendCode(Phone phone, Locale locale) {
    codes.send(phone, locale);
  }

  /** Signs a worker in by phone and one-time code. */
  public SignIn signIn(Phone phone, String code) {
    var subject = "phone:" + phone.digits();
    return counted(
        subject,
        taken ->
            switch (codes.attempt(phone, code)) {
              case GONE -> {
                locks.giveBack(subject);
                yield new Denied(Reason.CODE_EXPIRED, Map.of());
              }
              case WRONG -> wrong(taken, Reason.WRONG_CODE, true);
              case RIGHT -> {
                locks.clear(subject);
                yield accepted(workers.account(phone), Reason.NOT_A_MEMBER);
              }
            });
  }

  /**
   * Asks somebody who is signed in once more for a code that was sent to their phone; empty when it
   * is right. A code is used up by it, and wrong tries count as they do at signing in.
   */
  public Optional<Denied> confirm(Phone phone, String code) {
    return confirmed("phone:" + phone.digits(), () -> codes.attempt(phone, code));
  }

  /** Mails a person a code by which they prove that the address is theirs. */
  public void sendCode(Person.Id person, Email address, Locale locale) {
    codes.send(person, address, locale);
  }

  /** Asks for the code that was mailed; empty when it is right, and then it is used up. */
  public Optional<Denied> confirm(Person.Id person, Email address, String code) {
    return confirmed(mailSubject(person), () -> codes.attempt(person, address, code));
  }

  /** Under what wrong tries at a person's mailed codes are counted. */
  static String mailSubject(Person.Id person) {
    return "mail of:" + person;
  }

  private Optional<Denied> confirmed(String subject, Supplier<Codes.Outcome> attempt) {
    var taken = locks.take(subject);
    if (taken.isEmpty()) {
      return Optional.of(new Denied(Reason.LOCKED, Map.of("until", locks.until(subject))));
    }
    return switch (attempt.get()) {
      case GONE -> {
        locks.giveBack(subject);
        yield Optional.of(new Denied(Reason.CODE_EXPIRED, Map.of()));
      }
      case WRONG -> Optional.of(wrong(taken.get(), Reason.WRONG_CODE, true));
      case RIGHT -> {
        locks.clear(subject);
        yield Optional.empty();
      }
    };
  }

  /** Signs staff in by user name, password and time-based one-time password. */
  public SignIn signIn(String username, String password, String totp) {
    var name = username.strip().toLowerCase(Locale.ROOT);
    var subject = "staff:" + name;
    return counted(
        subject,
        taken -> {
          var account = staff.check(name, password, totp);
          if (account.isEmpty()) {
            return wrong(taken, Reason.WRONG_CREDENTIALS, false);
          }
          locks.clear(subject);
          return new Accepted(account.get());
        });
  }

  /** An attempt that took its try first: whoever comes when none is left is not compared. */
  private SignIn counted(String subject, Function<CodeRepository.Lock, SignIn> attempt) {
    return locks
        .take(subject)
        .map(attempt)
        .orElseGet(() -> new Denied(Reason.LOCKED, Map.of("until", locks.until(subject))));
  }

  private static Denied wrong(CodeRepository.Lock taken, Reason reason, boolean tell) {
    if (taken.untilAt() != null) {
      return new Denied(Reason.LOCKED, Map.of("until", taken.untilAt()));
    }
    var left = Math.max(0, Locks.TRIES - taken.wrong());
    return new Denied(reason, tell ? Map.of("attemptsLeft", left) : Map.of());
  }

  private static SignIn accepted(Optional<Account> account, Reason otherwise) {
    return account.<SignIn>map(Accepted::new).orElseGet(() -> new Denied(otherwise, Map.of()));
  }
}
