package niangjia.engine.booking;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import niangjia.engine.people.Person;

/**
 * What a node remembers of one offering, so that a question that needs no decision costs no
 * statement. It is only ever taken over from one reading of the database, whole: when a place shows
 * none left, everyone who has a line in the book up to that reading is known too, and a winner
 * whose answer got lost is never told that all is gone.
 */
final class Standing {

  /** How many seconds of the book's growth are kept for the picture of a rush. */
  static final int SECONDS = 120;

  /**
   * One reading.
   *
   * @param number the last number in the book
   * @param tickets how many have joined the waiting room
   * @param byDraw whether places are drawn by lot and not booked
   */
  record Reading(
      Instant at,
      int version,
      long number,
      int tickets,
      boolean drawn,
      boolean byDraw,
      Map<Place.Id, Batch.Count> counts,
      List<Person.Id> newcomers) {

    /** How many were left of a place. */
    int left(Place.Id place) {
      var count = counts.get(place);
      return count == null ? 0 : count.left();
    }

    /** How many waited for a place. */
    int waiting(Place.Id place) {
      var count = counts.get(place);
      return count == null ? 0 : count.waiting();
    }
  }

  private final Offering offering;
  private final int version;
  private final Set<Person.Id> people = ConcurrentHashMap.newKeySet();
  private final Map<Person.Id, Integer> tickets = new ConcurrentHashMap<>();
  private final long[] growth = new long[SECONDS];
  private volatile Reading reading;
  private volatile long nanos;
  private volatile long touched = System.nanoTime();
  private volatile long failedAt;
  private volatile boolean failing;
  private long second;

  Standing(Offering offering, Reading first, Map<Long, Long> recent) {
    this.offering = offering;
    this.version = first.version();
    this.reading = first;
    this.second = first.at().getEpochSecond();
    recent.forEach((at, count) -> growth[slot(at)] = count);
    people.addAll(first.newcomers());
    this.nanos = System.nanoTime();
  }

  /** Takes over a later reading. */
  synchronized void take(Reading next) {
    people.addAll(next.newcomers());
    long now = next.at().getEpochSecond();
    for (long passed = Math.max(second + 1, now - SECONDS + 1); passed <= now; passed++) {
      growth[slot(passed)] = 0;
    }
    second = Math.max(second, now);
    growth[slot(now)] += Math.max(0, next.number() - reading.number());
    reading = next;
    nanos = System.nanoTime();
    failing = false;
  }

  /** Remembers that the database could not be read. */
  void fail() {
    failedAt = System.nanoTime();
    failing = true;
  }

  /** Nanoseconds since it could not be read, if nobody could since. */
  long sinceFailure() {
    return failing ? System.nanoTime() - failedAt : Long.MAX_VALUE;
  }

  /** Whether that person may have a line in the book already. */
  boolean knows(Person.Id person) {
    return people.contains(person);
  }

  /** The waiting-room numbers seen on this node; a number never changes. */
  Map<Person.Id, Integer> tickets() {
    return tickets;
  }

  /** How many are left of a place. */
  int left(Place.Id place) {
    return reading.left(place);
  }

  /** How many wait for a place. */
  int waiting(Place.Id place) {
    return reading.waiting(place);
  }

  int left() {
    return reading.counts().values().stream().mapToInt(Batch.Count::left).sum();
  }

  int waiting() {
    return reading.counts().values().stream().mapToInt(Batch.Count::waiting).sum();
  }

  /** New lines a second, by second, oldest first. */
  synchronized Map<Long, Long> growth() {
    var bySecond = new HashMap<Long, Long>();
    for (long at = second - SECONDS + 1; at <= second; at++) {
      bySecond.put(at, growth[slot(at)]);
    }
    return bySecond;
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) SECONDS);
  }

  Offering offering() {
    return offering;
  }

  int version() {
    return version;
  }

  Reading reading() {
    return reading;
  }

  /** Nanoseconds since the last reading. */
  long age() {
    return System.nanoTime() - nanos;
  }

  /** Remembers that somebody asked, so that the reading is kept fresh. */
  void touch() {
    touched = System.nanoTime();
  }

  /** Nanoseconds since somebody asked. */
  long idle() {
    return System.nanoTime() - touched;
  }
}
