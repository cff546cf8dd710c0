package niangjia.engine.booking;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.notice.Notice;
import niangjia.engine.notice.Notices;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes places back and passes them on: who is next gets the place offered by itself and has some
 * hours to take it; then it goes to the one after. A place that nobody waits for is free again at
 * once.
 */
@Service
public class WaitingList {

  private static final Logger log = LoggerFactory.getLogger(WaitingList.class);
  private static final int SWEEP = 200;

  private final BookRepository book;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Notices notices;
  private final Lanes<Change, Answer> lanes = new Lanes<>("change", this::make);

  WaitingList(
      BookRepository book,
      Standings standings,
      TransactionOperations transactions,
      InstantSource clock,
      Notices notices) {
    this.book = book;
    this.standings = standings;
    this.transactions = transactions;
    this.clock = clock;
    this.notices = notices;
  }

  /** Gives a place, an offer or a line on the waiting list back; doing it again changes nothing. */
  public Answer cancel(Booking.Id id, Person.Id person) {
    return decide(
        id,
        person,
        (booking, place) ->
            switch (booking.state()) {
              case CANCELLED, EXPIRED -> new Answer.Done(booking);
              case REDEEMED -> redeemed(booking);
              case CONFIRMED, OFFERED, WAITING ->
                  clock.instant().isBefore(place.returnableUntil())
                      ? end(booking, place, Booking.State.CANCELLED)
                      : new Answer.No(Answer.Reason.TOO_LATE);
            });
  }

  /** Takes an offered place; doing it again changes nothing. */
  public Answer accept(Booking.Id id, Person.Id person) {
    return decide(
        id,
        person,
        (booking, _) ->
            switch (booking.state()) {
              case CONFIRMED, REDEEMED -> new Answer.Done(booking);
              case OFFERED -> take(booking);
              case WAITING, CANCELLED, EXPIRED -> new Answer.No(Answer.Reason.OFFER_EXPIRED);
            });
  }

  private Answer take(Booking booking) {
    var now = clock.instant();
    if (booking.offerExpiresAt() == null || !now.isBefore(booking.offerExpiresAt())) {
      return new Answer.No(Answer.Reason.OFFER_EXPIRED);
    }
    book.move(booking.id(), Booking.State.CONFIRMED, null, now);
    return new Answer.Done(booking.in(Booking.State.CONFIRMED, null));
  }

  static Answer.No redeemed(Booking booking) {
    return new Answer.No(
        Answer.Reason.ALREADY_REDEEMED,
        booking.redemption() == null ? Map.of() : Map.of("first", booking.redemption()));
  }

  /** How a booking moves on. */
  @FunctionalInterface
  private interface Move {
    Answer of(Booking booking, Place place);
  }

  private record Change(Booking.Id id, Move move) {}

  private Answer decide(Booking.Id id, Person.Id person, Move move) {
    var booking =
        Actor.asSystem(() -> transactions.execute(_ -> book.find(id).orElseThrow(NotFound::new)));
    if (booking == null || !booking.person().equals(person)) {
      throw new NotFound();
    }
    return lanes.of(booking.offering()).ask(new Change(id, move));
  }

  /** Makes changes to one book in one transaction under its lock. */
  private List<Answer> make(Offering.Id id, List<Change> changes) {
    var offering = standings.of(id).offering();
    var answers =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ -> {
                      book.lock(id);
                      return changes.stream().map(change -> make(offering, change)).toList();
                    }));
    if (answers == null) {
      throw new IllegalStateException("no answers to " + changes.size() + " changes");
    }
    return answers;
  }

  private Answer make(Offering offering, Change change) {
    var booking = book.grasp(change.id()).orElseThrow(NotFound::new);
    var place = offering.place(booking.place());
    if (place == null) {
      throw new IllegalStateException("booking " + booking.id() + " has no place");
    }
    return change.move().of(booking, place);
  }

  /** Ends a booking and passes its place on. */
  private Answer end(Booking booking, Place place, Booking.State state) {
    var now = clock.instant();
    book.move(booking.id(), state, null, now);
    if (booking.state() == Booking.State.WAITING) {
      book.count(place.id(), 0, -1);
    } else {
      book.count(place.id(), -booking.size(), 0);
      pass(booking.offering(), place, now);
    }
    standings.flipped(booking.offering());
    return new Answer.Done(booking.in(state, null));
  }

  /**
   * Offers what is free along the line, in its order: who is next and needs more than there is
   * waits until it is enough.
   */
  private void pass(Offering.Id offering, Place place, Instant now) {
    if (!now.isBefore(place.returnableUntil())) {
      return;
    }
    var giver = standings.of(offering).offering();
    for (var next = fitting(place); next.isPresent(); next = fitting(place)) {
      offer(next.get(), giver, place, now);
      book.count(place.id(), next.get().size(), -1);
    }
  }

  private Optional<Booking> fitting(Place place) {
    return book.next(place.id()).filter(next -> next.size() <= book.left(place.id()));
  }

  /** Keeps a place for who is next, and tells them, in one transaction. */
  private void offer(Booking next, Offering offering, Place place, Instant now) {
    var expires = now.plus(Duration.ofHours(offering.offerHours()));
    var until = expires.isBefore(place.returnableUntil()) ? expires : place.returnableUntil();
    book.move(next.id(), Booking.State.OFFERED, until, now);
    notices.post(List.of(offered(next, offering, until, now)));
  }

  /**
   * Offers places that are free along their waiting lists, as a draw leaves them: what was too
   * little for a group that is kept together. Called under the lock of the book.
   */
  void offerFree(Offering offering, Map<Place.Id, Batch.Count> counts) {
    var now = clock.instant();
    for (var place : offering.places()) {
      var count = counts.get(place.id());
      int free = count == null ? 0 : Math.min(count.left(), count.waiting());
      for (int i = 0; i < free; i++) {
        var next = book.next(place.id()).orElseThrow();
        offer(next, offering, place, now);
        book.count(place.id(), 1, -1);
      }
    }
    standings.flipped(offering.id());
  }

  private static Notice offered(Booking next, Offering offering, Instant until, Instant now) {
    return new Notice(
        next.person(),
        offering.path(),
        Notice.Kind.OFFER,
        next.id().value(),
        offering.title(),
        until,
        now);
  }

  /** Ends offers that nobody took and passes their places on. */
  @Scheduled(fixedDelay = 1000)
  void sweep() {
    try {
      Actor.asSystem(
          () -> {
            var expired = transactions.execute(_ -> book.expired(clock.instant(), SWEEP));
            if (expired != null) {
              expired.forEach(this::expire);
            }
          });
    } catch (DataAccessException | TransactionException e) {
      log.warn("expired offers wait for the database: {}", e.toString());
    }
  }

  private void expire(Booking offer) {
    decide(
        offer.id(),
        offer.person(),
        (booking, place) ->
            booking.state() == Booking.State.OFFERED
                    && booking.offerExpiresAt() != null
                    && !clock.instant().isBefore(booking.offerExpiresAt())
                ? end(booking, place, Booking.State.EXPIRED)
                : new Answer.Done(booking));
  }

  @PreDestroy
  void close() {
    lanes.close();
  }
}
