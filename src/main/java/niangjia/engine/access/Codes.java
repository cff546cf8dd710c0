package niangjia.engine.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import niangjia.engine.people.Email;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.platform.Refused;
import niangjia.platform.Sealer;
import niangjia.platform.TooMany;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * One-time codes: six digits, good for five minutes, five tries and one use; one a minute and a few
 * a day for each phone and each mailbox. They go to any phone, known or not, so that asking for one
 * tells nothing.
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
  private final Senders senders;
  private final Sealer sealer;
  private final InstantSource clock;
  private final int mostADay;

  Codes(
      CodeRepository repository,
      Senders senders,
      Sealer sealer,
      InstantSource clock,
      @Value("${niangjia.access.codes-a-day:10}") int mostADay) {
    this.repository = repository;
    this.senders = senders;
    this.sealer = sealer;
    this.clock = clock;
    this.mostADay = mostADay;
  }

  /** How codes go out. */
  @Component
  record Senders(SmsSender sms, MailSender mail) {}

  /**
   * Who gets a code.
   *
   * @param key whose last code it replaces and whose are counted
   * @param bound what a code is good for alone
   */
  private record Receiver(String key, String bound) {

    static Receiver of(Phone phone) {
      return new Receiver(phone.digits(), phone.digits());
    }

    /** A code for one person and one address: nobody else can use it, for nothing else. */
    static Receiver of(Person.Id person, Email address) {
      return new Receiver(Access.mailSubject(person), "mail:" + person + ":" + address.address());
    }

    /** The mailbox itself: however many people name it, it gets no more than its own. */
    static Receiver of(Email address) {
      var key = mailbox(address);
      return new Receiver(key, key);
    }
  }

  /** Under what the codes to one mailbox are counted. */
  static String mailbox(Email address) {
    return "mail:" + address.address().toLowerCase(Locale.ROOT);
  }

  /**
   * Sends a new code in place of the last; {@link TooMany} when that is too soon. While the
   * provider is out it says so, the same to everybody, and counts nothing.
   */
  void send(Phone phone, Locale locale) {
    if (!senders.sms().mayAsk()) {
      throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, SignIn.Reason.SMS_OUT, Map.of());
    }
    senders.sms().send(phone, issue(Receiver.of(phone)), locale);
  }

  /**
   * Mails a person a code by which they prove that the address is theirs; as for phones, and no
   * address gets more than its own however many people name it.
   */
  void send(Person.Id person, Email address, Locale locale) {
    if (!senders.mail().mayAsk()) {
      throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, SignIn.Reason.MAIL_OUT, Map.of());
    }
    issue(Receiver.of(address));
    senders.mail().send(address, issue(Receiver.of(person, address)), locale);
  }

  private String issue(Receiver receiver) {
    var code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
    var now = clock.instant();
    var row =
        new CodeRepository.Code(
            sealer.hash(receiver.key()), hash(receiver, code), now, now.plus(VALID_FOR));
    if (!repository.issue(row, LocalDate.ofInstant(now, ZONE), mostADay)) {
      throw new TooMany(wait(repository.sent(row.receiverHash()), now));
    }
    return code;
  }

  /** Tries a code; the right one is used up. */
  Outcome attempt(Phone phone, String code) {
    return attempt(Receiver.of(phone), code);
  }

  /** Tries the code that was mailed to a person's address. */
  Outcome attempt(Person.Id person, Email address, String code) {
    return attempt(Receiver.of(person, address), code);
  }

  private Outcome attempt(Receiver receiver, String code) {
    var outcome =
        repository.attempt(sealer.hash(receiver.key()), hash(receiver, code), clock.instant());
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

  private byte[] hash(Receiver receiver, String code) {
    return sealer.hash("code:" + receiver.bound() + ":" + code);
  }
}
