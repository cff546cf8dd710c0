package niangjia.engine.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.bouncycastle.util.encoders.Base32;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enrolment (开通): the holder of a new account sets the password and takes over the one-time
 * password's key into an authenticator. The code for it comes in two halves from two
 * administrators, so that neither can enrol in the holder's place. A key is proposed sealed, so
 * that only a key of ours comes back, and is stored when a code made with it was shown.
 */
@Service
class Enrolments {

  /** How long a code to enrol by is good for. */
  static final Duration VALID_FOR = Duration.ofDays(3);

  /** The least length of a password; NIST SP 800-63B asks for eight, beside a second factor. */
  static final int SHORTEST = 12;

  private static final int KEY_BYTES = 20;

  /** The letters of half a code, sixty bits, and how it looks with its dashes. */
  private static final int HALF = 12;

  private static final int HALF_TYPED = 14;
  private static final String SEALED = "totp:";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Why somebody is not enrolled. */
  enum Reason {
    /** The code is used up, too old, not whole, or never was. */
    ENROLMENT_OVER,
    /** The account waits for no second half. */
    NOTHING_TO_CONFIRM,
    /** The one-time password is not one of the key that was proposed. */
    WRONG_TOTP
  }

  /** The half of a code that an administrator hands to the holder; it is shown once. */
  record Invitation(UUID account, String code, Instant until) {}

  /**
   * A key for an authenticator.
   *
   * @param text the key in base32, to be typed
   * @param address the same as an {@code otpauth} address, to be shown as QR
   * @param sealed comes back with the first code
   */
  record Key(String text, String address, String sealed) {}

  /** What the holder is shown. */
  record Proposal(String username, Words name, Key key) {}

  /** What the holder sets. */
  record Credentials(String password, String sealed, String totp) {}

  private final StaffRepository repository;
  private final Staff staff;
  private final Sealer sealer;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Enrolments(StaffRepository repository, Staff staff, StaffAccounts.Kit kit) {
    this.repository = repository;
    this.staff = staff;
    this.sealer = kit.sealer();
    this.clock = kit.clock();
    this.events = kit.events();
  }

  /** Voids an account's credentials and gives the first half of a code to set new ones by. */
  @Transactional
  public Invitation invite(UUID account) {
    var code = half();
    var until = clock.instant().plus(VALID_FOR);
    repository.invite(account, hash(code), Actor.current().account(), until);
    return new Invitation(account, code, until);
  }

  /** Gives the second half, in place of one given before; from somebody else than the first. */
  @Transactional
  public Invitation confirm(UUID account) {
    var code = half();
    return repository
        .confirm(account, hash(code), Actor.current().account(), clock.instant())
        .map(until -> new Invitation(account, code, until))
        .orElseThrow(() -> new Refused(Reason.NOTHING_TO_CONFIRM, Map.of()));
  }

  /** Whom the code is for, and a key for their authenticator. */
  @Transactional(readOnly = true)
  public Proposal look(String code) {
    var invited = invited(code);
    return new Proposal(invited.username(), invited.name(), key(invited.username()));
  }

  /** Sets the credentials; the code is used up. */
  @Transactional
  public void enrol(String code, Credentials credentials) {
    var invited = invited(code);
    set(invited.id(), invited.username(), credentials);
  }

  /** Sets an account's credentials, once the one-time password fits the key. */
  void set(UUID account, String username, Credentials credentials) {
    var password = credentials.password();
    if (password.length() < SHORTEST) {
      throw new Invalid("password", "tooShort", SHORTEST);
    }
    if (password.toLowerCase(Locale.ROOT).contains(username)) {
      throw new Invalid("password", "namesYou");
    }
    var key = opened(credentials.sealed());
    var step = staff.step(key, credentials.totp(), clock.instant());
    if (step.isEmpty()) {
      throw new Refused(Reason.WRONG_TOTP, Map.of());
    }
    var sealed = sealer.seal(Base64.getEncoder().encodeToString(key));
    repository.enrol(account, staff.encode(password), sealed, step.getAsLong());
    events.publishEvent(new AccessEvent.Enrolled(account));
  }

  /** A fresh key for whoever will be called so. */
  Key key(String username) {
    var bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    var text = Base32.toBase32String(bytes);
    var sealed = Base64.getUrlEncoder().encodeToString(sealer.seal(SEALED + text));
    var address = "otpauth://totp/Niangjia:%s?secret=%s&issuer=Niangjia".formatted(username, text);
    return new Key(text, address, sealed);
  }

  /** A secret of 120 bits that people can type. */
  static String secret() {
    var bytes = new byte[15];
    RANDOM.nextBytes(bytes);
    return Base32.toBase32String(bytes).replaceAll("(.{4})(?!$)", "$1-");
  }

  private static String half() {
    return secret().substring(0, HALF_TYPED);
  }

  private StaffRepository.Invited invited(String code) {
    var plain = plain(code);
    var known =
        plain.length() == 2 * HALF
            ? repository.invited(
                hash(plain.substring(0, HALF)), hash(plain.substring(HALF)), clock.instant())
            : Optional.<StaffRepository.Invited>empty();
    return known.orElseThrow(() -> new Refused(Reason.ENROLMENT_OVER, Map.of()));
  }

  /** What is stored of a typed secret; case and dashes do not matter. */
  byte[] hash(String secret) {
    return sealer.hash("secret:" + plain(secret));
  }

  private static String plain(String secret) {
    return secret.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
  }

  private byte[] opened(String sealed) {
    try {
      var text = sealer.open(Base64.getUrlDecoder().decode(sealed));
      if (text.startsWith(SEALED)) {
        return Base32.decode(text.substring(SEALED.length()));
      }
    } catch (IllegalArgumentException | IllegalStateException _) {
      throw new Invalid("sealed", "unknown");
    }
    throw new Invalid("sealed", "unknown");
  }
}
