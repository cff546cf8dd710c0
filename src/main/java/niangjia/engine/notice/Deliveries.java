package niangjia.engine.notice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import niangjia.engine.access.Told;
import niangjia.engine.notice.DeliveryRepository.Row;
import niangjia.engine.notice.DeliveryRepository.State;
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
 * Sends messages from their rows, on every channel the same way: a few at a time, the oldest first,
 * each on a thread of its own outside of any transaction. A row is taken for two minutes; if the
 * node dies between the provider's yes and the row's, that one comes twice under the same id, and
 * never is one lost. While a provider is out only one is tried now and then: the others wait
 * untouched, and the other channels do not notice.
 */
@Component
class Deliveries {

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
  private static final int AT_ONCE = 16;
  private static final int LOOKED_AT = 200;
  private static final int MOST_TRIES = 20;
  private static final Duration TAKEN = Duration.ofMinutes(2);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final DeliveryRepository repository;
  private final ChoiceRepository choices;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final House house;
  private final List<Way> ways;

  Deliveries(Ground ground, List<Carrier> carriers, MeterRegistry meters) {
    this.repository = ground.repository();
    this.choices = ground.choices();
    this.transactions = ground.transactions();
    this.clock = ground.clock();
    this.house = ground.house();
    this.ways = carriers.stream().map(carrier -> new Way(carrier, meters)).toList();
  }

  /** What sending stands on. */
  @Component
  record Ground(
      DeliveryRepository repository,
      ChoiceRepository choices,
      TransactionOperations transactions,
      InstantSource clock,
      House house) {}

  /** The quiet hours of whoever chose none. */
  @Component
  record House(
      @Value("${niangjia.notice.quiet-from:22}") int from,
      @Value("${niangjia.notice.quiet-until:8}") int until) {

    Quiet quiet() {
      return new Quiet(from, until);
    }

    Quiet of(Choice choice) {
      return choice.quiet() == null ? quiet() : choice.quiet();
    }
  }

  /**
   * What should have gone by now.
   *
   * @param seconds for how long the oldest has been waiting
   */
  record Waiting(long count, double seconds) {}

  private record Letter(Row message, Choice choice) {}

  /** One channel, with room of its own. */
  private static final class Way {

    private final Carrier carrier;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Counter givenUp;
    private volatile Waiting waiting = new Waiting(0, 0);

    Way(Carrier carrier, MeterRegistry meters) {
      this.carrier = carrier;
      var name = carrier.channel().name();
      this.givenUp = meters.counter("niangjia.notice.given.up", "channel", name);
      Gauge.builder("niangjia.notice.waiting", this, way -> way.waiting.count())
          .tag("channel", name)
          .register(meters);
      Gauge.builder("niangjia.notice.waiting.seconds", this, way -> way.waiting.seconds())
          .tag("channel", name)
          .register(meters);
    }

    Channel channel() {
      return carrier.channel();
    }
  }

  @Scheduled(fixedDelay = 1_000)
  void sweep() {
    ways.forEach(this::sweep);
  }

  private void sweep(Way way) {
    var now = clock.instant();
    try {
      var counted =
          Actor.asSystem(() -> transactions.execute(_ -> repository.waiting(way.channel(), now)));
      way.waiting = counted == null ? way.waiting : counted;
      int most = Math.min(way.room.availablePermits(), AT_ONCE);
      if (way.waiting.count() > 0 && most > 0 && way.carrier.mayAsk()) {
        // Asked again: while the provider is out, the first yes was for one message only.
        take(way, now, way.carrier.mayAsk() ? most : 1).forEach(letter -> start(way, letter));
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("{} waits for the database: {}", way.channel(), e.toString());
    }
  }

  private List<Letter> take(Way way, Instant now, int most) {
    var taken = Actor.asSystem(() -> transactions.execute(_ -> decide(way, now, most)));
    return taken == null ? List.of() : taken;
  }

  /** What goes now, what waits for the morning, and what is over. */
  private List<Letter> decide(Way way, Instant now, int most) {
    var channel = way.channel();
    var held = repository.hold(channel, now, LOOKED_AT);
    var chosen = choices.of(held.stream().map(Row::personId).distinct().toList());
    var letters = new ArrayList<Letter>();
    for (var message : held) {
      var choice = chosen.getOrDefault(message.personId(), Choice.NONE);
      var quiet = house.of(choice);
      if (!choice.channels().contains(channel) || !message.at().isAfter(now)) {
        repository.end(channel, message.id(), State.PAST);
      } else if (message.tries() >= MOST_TRIES) {
        giveUp(way, message.id());
      } else if (quiet.at(now) && !urgent(message, quiet.endsAfter(now))) {
        repository.wait(channel, message.id(), quiet.endsAfter(now));
      } else if (letters.size() < most) {
        letters.add(new Letter(message, choice));
      }
    }
    var ids = letters.stream().map(letter -> letter.message().id()).toList();
    repository.take(channel, ids, now.plus(TAKEN));
    return letters;
  }

  /** Whether the morning is too late for it. */
  private static boolean urgent(Row message, Instant morning) {
    return message.kind().mayWake() && !message.at().isAfter(morning);
  }

  private void start(Way way, Letter letter) {
    way.room.acquireUninterruptibly();
    Thread.startVirtualThread(
        () -> {
          var told = Told.OUT;
          var id = letter.message().id();
          try {
            told = Actor.asSystem(() -> way.carrier.bring(letter.message(), letter.choice()));
          } catch (RuntimeException e) {
            log.warn("{} {} will be tried again: {}", way.channel(), id, e.toString());
          } finally {
            way.room.release();
          }
          note(way, letter.message(), told);
        });
  }

  /** A row whose outcome cannot be written comes again by itself. */
  private void note(Way way, Row message, Told told) {
    try {
      Actor.asSystem(
          () ->
              transactions.executeWithoutResult(
                  _ -> {
                    switch (told) {
                      case TAKEN -> repository.end(way.channel(), message.id(), State.SENT);
                      case REFUSED -> giveUp(way, message.id());
                      case LATER -> putOff(way, message, true);
                      case OUT -> putOff(way, message, false);
                    }
                  }));
    } catch (DataAccessException | TransactionException e) {
      log.warn("{} {} comes again: {}", way.channel(), message.id(), e.toString());
    }
  }

  private void giveUp(Way way, UUID message) {
    log.warn("{} {} is given up", way.channel(), message);
    repository.end(way.channel(), message, State.GIVEN_UP);
    way.givenUp.increment();
  }

  /** Twice as long each time that the provider put it off; what it did not answer counts not. */
  private void putOff(Way way, Row message, boolean counts) {
    var pause = SHORTEST.multipliedBy(1L << Math.min(10, message.tries()));
    var after = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    repository.later(way.channel(), message.id(), after, counts);
  }
}
