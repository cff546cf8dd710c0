package niangjia.engine.notice;

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
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends text messages from their rows, a few at a time, each on a thread of its own outside of any
 * transaction. A row is taken for two minutes; if the node dies between the provider's yes and the
 * row's, that one text comes twice, and never is one lost.
 */
@Component
class Texts {

  private static final Logger log = LoggerFactory.getLogger(Texts.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int MORNING = 8;
  private static final int NIGHT = 22;
  private static final int AT_ONCE = 16;
  private static final Duration TAKEN = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final NoticeRepository repository;
  private final Wording wording;
  private final Contacts contacts;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final SmsSender sender;
  private final Semaphore room = new Semaphore(AT_ONCE);

  Texts(Ground ground, Contacts contacts, SmsSender sender) {
    this.repository = ground.repository();
    this.wording = ground.wording();
    this.transactions = ground.transactions();
    this.clock = ground.clock();
    this.contacts = contacts;
    this.sender = sender;
  }

  /** What sending stands on. */
  @Component
  record Ground(
      NoticeRepository repository,
      Wording wording,
      TransactionOperations transactions,
      InstantSource clock) {}

  @Scheduled(fixedDelay = 5_000)
  void sweep() {
    var now = clock.instant();
    int most = room.availablePermits();
    if (most == 0 || sleeps(now)) {
      return;
    }
    try {
      take(now, most).forEach(this::start);
    } catch (DataAccessException | TransactionException e) {
      log.warn("text messages wait for the database: {}", e.toString());
    }
  }

  /** Whether people sleep at that instant: nobody is woken by a text. */
  static boolean sleeps(Instant now) {
    int hour = now.atZone(ZONE).getHour();
    return hour >= NIGHT || hour < MORNING;
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
          try {
            Actor.asSystem(() -> send(message));
          } catch (RuntimeException e) {
            log.warn("text message {} will be tried again: {}", message.id(), e.toString());
          } finally {
            room.release();
          }
        });
  }

  private void send(NoticeRepository.Row message) {
    var phone = contacts.phone(new Person.Id(message.personId()));
    if (sender.tell(phone, wording.text(message, Locale.CHINESE))) {
      transactions.executeWithoutResult(_ -> repository.sent(message.id()));
      return;
    }
    var pause = TAKEN.multipliedBy(1L << Math.min(4, message.smsTries()));
    var after = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    transactions.executeWithoutResult(_ -> repository.later(message.id(), after));
  }
}
