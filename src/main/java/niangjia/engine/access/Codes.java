package niangjia.engine.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import niangjia.engine.people.Phone;
import niangjia.platform.Refused;
import niangjia.platform.Sealer;
import niangjia.platform.TooMany;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * One-time codes: six digits, good for five minutes, five tries and one use; one a minute and a few
 * a day for each phone. They go to any phone, known or not, so that asking for one tells nothing.
 */
@Component
class Codes {

  /** How long a code is good for. */
  static final Duration VALID_FOR = Duration.ofMinutes(5);

  /** How long a phone waits for its next code. */
  static final Duration APART = Duration.ofMinutes(1);

  /** What a try came to. */
  enum Outcome {
    RIGHT,
    WRONG,
    GONE
  }

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CodeRepository repository;
  private final SmsSender sender;
  private final Sealer sealer;
  private final InstantSource clock;
  private final int mostADay;

  Codes(
      CodeRepository repository,
      SmsSender sender,
      Sealer sealer,
      InstantSource clock,
      @Value("${niangjia.access.codes-a-day:10}") int mostADay) {
    this.repository = repository;
    this.sender = sender;
    this.sealer = sealer;
    this.clock = clock;
    this.mostADay = mostADay;
  }

  /**
   * Sends a new code in place of the last; {@link TooMany} when that is too soon. While the
   * provider is out it says so, the same to everybody, and counts nothing.
   */
  void send(Phone phone, Locale locale) {
    if (!sender.mayAsk()) {
      throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, SignIn.Reason.SMS_OUT, Map.of());
    }
    var code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
    var now = clock.instant();
    var row =
        new CodeRepository.Code(
            sealer.hash(phone.digits()), hash(phone, code), now, now.plus(VALID_FOR));
    if (!repository.issue(row, LocalDate.ofInstant(now, ZONE), mostADay)) {
      throw new TooMany(wait(repository.sent(row.phoneHash()), now));
    }
    sender.send(phone, code, locale);
  }

  /** Tries a code; the right one is used up. */
  Outcome attempt(Phone phone, String code) {
    var outcome =
        repository.attempt(sealer.hash(phone.digits()), hash(phone, code), clock.instant());
    if (outcome.isEmpty() || !outcome.get().fresh()) {
      return Outcome.GONE;
    }
    return outcome.get().matches() ? Outcome.RIGHT : Outcome.WRONG;
  }

  private Duration wait(CodeRepository.Sent sent, Instant now) {
    var next =
        sent.sentThatDay() < mostADay
            ? sent.sentAt().plus(APART)
            : sent.dayOn().plusDays(1).atStartOfDay(ZONE).toInstant();
    var wait = Duration.between(now, next);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private byte[] hash(Phone phone, String code) {
    return sealer.hash("code:" + phone.digits() + ":" + code);
  }
}
