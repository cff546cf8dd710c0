package niangjia.engine.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import niangjia.platform.Ids;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Staff accounts: a password (Argon2id, RFC 9106) and a time-based one-time password (RFC 6238,
 * thirty seconds, six digits, one step to either side, each step once).
 */
@Component
class Staff {

  /** How long one time step is. */
  static final int STEP_SECONDS = 30;

  /** Each check takes sixteen mebibytes and a processor; more at once would only take longer. */
  private static final Semaphore ROOM =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));

  private final AccountRepository repository;
  private final Sealer sealer;
  private final InstantSource clock;
  private final Argon2PasswordEncoder passwords =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final TimeBasedOneTimePasswordGenerator totp = new TimeBasedOneTimePasswordGenerator();

  /** What an unknown user name's password is compared with, so that it takes as long. */
  private final String nobody;

  Staff(AccountRepository repository, Sealer sealer, InstantSource clock) {
    this.repository = repository;
    this.sealer = sealer;
    this.clock = clock;
    this.nobody = passwords.encode(UUID.randomUUID().toString());
  }

  /** Makes an account. */
  UUID create(String username, String password, Words name, byte[] secret) {
    var id = Ids.next();
    var sealed = sealer.seal(Base64.getEncoder().encodeToString(secret));
    repository.insert(
        new AccountRepository.Staff(
            id, username, name.zh(), name.en(), passwords.encode(password), sealed, null),
        clock.instant());
    return id;
  }

  /** The account whose credentials these are; the one-time password's step is used up. */
  Optional<Account> check(String username, String password, String code) {
    var staff = repository.staff(username).orElse(null);
    var matches = matches(password, staff == null ? nobody : staff.passwordHash());
    if (staff == null || !matches) {
      return Optional.empty();
    }
    var now = clock.instant();
    var step = step(secret(staff), code, now);
    if (step.isEmpty() || !repository.useStep(staff.id(), step.getAsLong(), now)) {
      return Optional.empty();
    }
    return Optional.of(new Account(staff.id(), Account.Kind.STAFF, null, staff.name()));
  }

  /**
   * The one-time password that will be taken next, and until when; for the demonstration's page.
   */
  String next(AccountRepository.Staff staff) {
    long now = clock.instant().getEpochSecond() / STEP_SECONDS;
    long used = staff.totpStep() == null ? 0 : staff.totpStep();
    return code(secret(staff), Math.min(Math.max(now, used + 1), now + 1));
  }

  private boolean matches(String password, String hash) {
    ROOM.acquireUninterruptibly();
    try {
      return passwords.matches(password, hash);
    } finally {
      ROOM.release();
    }
  }

  /** The form in which a password is stored. */
  String encode(String password) {
    return passwords.encode(password);
  }

  /** The time step in which a key gives that code: this one or one to either side. */
  OptionalLong step(byte[] secret, String code, Instant at) {
    return step(new SecretKeySpec(secret, totp.getAlgorithm()), code, at);
  }

  private OptionalLong step(Key secret, String code, Instant at) {
    long now = at.getEpochSecond() / STEP_SECONDS;
    var given = code.getBytes(StandardCharsets.UTF_8);
    return LongStream.rangeClosed(now - 1, now + 1)
        .filter(
            step ->
                MessageDigest.isEqual(given, code(secret, step).getBytes(StandardCharsets.UTF_8)))
        .findFirst();
  }

  private String code(Key secret, long step) {
    try {
      return totp.generateOneTimePasswordString(
          secret, Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a one-time password secret is no key", e);
    }
  }

  private Key secret(AccountRepository.Staff staff) {
    var bytes = Base64.getDecoder().decode(sealer.open(staff.totpSealed()));
    return new SecretKeySpec(bytes, totp.getAlgorithm());
  }
}
