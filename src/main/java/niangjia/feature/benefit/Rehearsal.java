package niangjia.feature.benefit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.engine.booking.Offering;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * One rehearsal of a rush while it runs: what its simulated workers have met so far. It lives on
 * the node that drives them.
 */
final class Rehearsal {

  /** How far it is. */
  enum State {
    SIGNING_IN,
    WAITING,
    RUSHING,
    DONE,
    STOPPED,
    FAILED
  }

  /**
   * The proof at the end.
   *
   * @param booked how many places the server says are taken
   * @param twice people who were told of two bookings
   * @param lost bookings that somebody was told of and the server does not know
   */
  record Check(int capacity, int booked, int twice, int lost) {}

  /** The picture at one moment. */
  record View(
      UUID id,
      Offering.Id offering,
      Words title,
      State state,
      int workers,
      int signedIn,
      int arrived,
      int booked,
      int refused,
      int retried,
      int errors,
      long p50Ms,
      long p99Ms,
      Instant startedAt,
      Instant opensAt,
      @Nullable Instant endedAt,
      @Nullable Check check) {}

  final UUID id;
  final String owner;
  final Offering offering;
  final int workers;
  final Instant startedAt;
  final AtomicInteger signedIn = new AtomicInteger();
  final AtomicInteger arrived = new AtomicInteger();
  final AtomicInteger booked = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger retried = new AtomicInteger();
  final AtomicInteger errors = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
  private volatile State state = State.SIGNING_IN;
  private volatile @Nullable Instant endedAt;
  private volatile @Nullable Check check;

  Rehearsal(UUID id, Offering offering, int workers, Instant startedAt) {
    this.id = id;
    this.owner = offering.path();
    this.offering = offering;
    this.workers = workers;
    this.startedAt = startedAt;
  }

  /** Goes on, unless it has ended. */
  synchronized boolean advance(State next) {
    if (endedAt != null) {
      return false;
    }
    state = next;
    return true;
  }

  /** Ends, once. */
  synchronized void end(State last, Instant at, @Nullable Check proof) {
    if (endedAt == null) {
      state = last;
      check = proof;
      endedAt = at;
    }
  }

  boolean ended() {
    return endedAt != null;
  }

  /** Notes how long a decision took. */
  void took(long millis) {
    latencies.add(millis);
  }

  View view() {
    var sorted = latencies.stream().sorted().toList();
    return new View(
        id,
        offering.id(),
        offering.title(),
        state,
        workers,
        signedIn.get(),
        arrived.get(),
        booked.get(),
        refused.get(),
        retried.get(),
        errors.get(),
        at(sorted, 50),
        at(sorted, 99),
        startedAt,
        offering.window().opensAt(),
        endedAt,
        check);
  }

  private static long at(List<Long> sorted, int percent) {
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
  }
}
