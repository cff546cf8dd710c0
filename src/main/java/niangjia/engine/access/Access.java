package niangjia.engine.access;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import niangjia.engine.access.SignIn.Accepted;
import niangjia.engine.access.SignIn.Denied;
import niangjia.engine.access.SignIn.Reason;
import niangjia.engine.people.Phone;
import org.springframework.stereotype.Service;

/**
 * Signing in. Each step is one statement that stands by itself: a wrong try stays counted whatever
 * comes after it, and no connection is held while a password is hashed.
 */
@Service
public class Access {

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
    return unlessLocked(
        subject,
        () ->
            switch (codes.attempt(phone, code)) {
              case GONE -> new Denied(Reason.CODE_EXPIRED, Map.of());
              case WRONG -> wrong(subject, Reason.WRONG_CODE, true);
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
    var subject = "phone:" + phone.digits();
    var until = locks.until(subject);
    if (until.isPresent()) {
      return Optional.of(new Denied(Reason.LOCKED, Map.of("until", until.get())));
    }
    return switch (codes.attempt(phone, code)) {
      case GONE -> Optional.of(new Denied(Reason.CODE_EXPIRED, Map.of()));
      case WRONG -> Optional.of(wrong(subject, Reason.WRONG_CODE, true));
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
    return unlessLocked(
        subject,
        () -> {
          var account = staff.check(name, password, totp);
          if (account.isEmpty()) {
            return wrong(subject, Reason.WRONG_CREDENTIALS, false);
          }
          locks.clear(subject);
          return new Accepted(account.get());
        });
  }

  private SignIn unlessLocked(String subject, Supplier<SignIn> attempt) {
    var until = locks.until(subject);
    return until.isPresent()
        ? new Denied(Reason.LOCKED, Map.of("until", until.get()))
        : attempt.get();
  }

  private Denied wrong(String subject, Reason reason, boolean tell) {
    var lock = locks.wrong(subject);
    if (lock.untilAt() != null) {
      return new Denied(Reason.LOCKED, Map.of("until", lock.untilAt()));
    }
    var left = Math.max(0, Locks.TRIES - lock.wrong());
    return new Denied(reason, tell ? Map.of("attemptsLeft", left) : Map.of());
  }

  private static SignIn accepted(Optional<Account> account, Reason otherwise) {
    return account.<SignIn>map(Accepted::new).orElseGet(() -> new Denied(otherwise, Map.of()));
  }
}
