package niangjia.engine.notice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import niangjia.engine.access.SmsSender;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends text messages from their rows, a few at a time, the oldest first, each on a thread of its
 * own outside of any transaction. A row is taken for two minutes; if the node dies between the
 * provider's yes and the row's, that one text comes twice under the same id, and never is one lost.
 * While the provider is out only one is tried now and then: the others wait untouched.
 */
@Component
class Texts {

  private static final Logger log = LoggerFactory.getLogger(Texts.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int AT_ONCE = 16;
  private static final Duration TAKEN = Duration.ofMinutes(2);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final NoticeRepository repository;
  private final Wording wording;
  private final Contacts contacts;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Quiet quiet;
  private final SmsSender sender;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private volatile Waiting waiting = new Waiting(0, 0);

  Texts(Ground ground, Contacts contacts, SmsSender sender, MeterRegistry meters) {
    this.repository = ground.repository();
    this.wording = ground.wording();
    this.transactions = ground.transactions();
    this.clock = ground.clock();
    this.quiet = ground.quiet();
    this.contacts = contacts;
    this.sender = sender;
    meters.gauge("niangjia.notice.waiting", this, texts -> texts.waiting.count());
    meters.gauge("niangjia.notice.waiting.seconds", this, texts -> texts.waiting.seconds());
  }

  /** What sending stands on. */
  @Component
  record Ground(
      NoticeRepository repository,
      Wording wording,
      TransactionOperations transactions,
      InstantSource clock,
      Quiet quiet) {}

  /**
   * When people sleep, and no text wakes them; hours in Shanghai. The same hour twice: never.
   *
   * @param from the first hour of the night
   * @param until the first hour of the morning
   */
  @Component
  record Quiet(
      @Value("${niangjia.notice.quiet-from:22}") int from,
      @Value("${niangjia.notice.quiet-until:8}") int until) {

    boolean at(Instant now) {
      int hour = now.atZone(ZONE).getHour();
      return from > until ? hour >= from || hour < until : hour >= from && hour < until;
    }
  }

  /**
   * Texts that should have gone by now.
   *
   * @param seconds for how long the oldest has been waiting
   */
  record Waiting(long count, double seconds) {}

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    var now = clock.instant();
    try {
      var counted = Actor.asSystem(() -> transactions.execute(_ -> repository.waiting(now)));
      waiting = counted == null ? waiting : counted;
      int most = Math.min(room.availablePermits(), AT_ONCE);
      if (waiting.count() > 0 && most > 0 && !quiet.at(now) && sender.mayAsk()) {
        // Asked again: while the provider is out, the first yes was for one text only.
        take(now, sender.mayAsk() ? most : 1).forEach(this::start);
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("text messages wait for the database: {}", e.toString());
    }
  }

  private List<NoticeRepository.Row> take(Instant now, int most) {
    var taken =
        Actor.asSystem(
            () -> transactions.execute(_ -> repository.claim(now, now.plus(TAKEN), most)));
    return taken == null ? List.of() : taken;
  }

  private void start(NoticeRepository.Row message) {
    room.acquireUninterruptibly();
    Thread.startVirtualThread(
        () -> {
          var told = SmsSender.Told.OUT;
          try {
            told = Actor.asSystem(() -> send(message));
          } catch (RuntimeException e) {
            log.warn("text message {} will be tried again: {}", message.id(), e.toString());
          } finally {
            room.release();
          }
          if (told != SmsSender.Told.TAKEN) {
            boolean counts = told == SmsSender.Told.REFUSED;
            Actor.asSystem(() -> putOff(message, counts));
          }
        });
  }

  private SmsSender.Told send(NoticeRepository.Row message) {
    var phone = contacts.phone(new Person.Id(message.personId()));
    var told = sender.tell(phone, wording.text(message, Locale.CHINESE), message.id());
    if (told == SmsSender.Told.TAKEN) {
      transactions.executeWithoutResult(_ -> repository.sent(message.id()));
    }
    return told;
  }

  /**
   * Twice as long each time that the provider refused; what it did not answer does not count. A row
   * that cannot be put off comes again by itself.
   */
  private void putOff(NoticeRepository.Row message, boolean counts) {
    var pause = SHORTEST.multipliedBy(1L << Math.min(10, Math.max(0, message.smsTries() - 1)));
    var after = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    try {
      transactions.executeWithoutResult(_ -> repository.later(message.id(), after, counts));
    } catch (DataAccessException | TransactionException e) {
      log.warn("text message {} comes again in two minutes: {}", message.id(), e.toString());
    }
  }
}
