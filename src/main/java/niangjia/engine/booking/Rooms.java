package niangjia.engine.booking;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Waiting rooms. Everyone gets one number; those who came before opening are put into an order
 * drawn by lot at opening, later ones follow as they come. How many numbers are called is a
 * function of the time since opening alone, so it needs no bookkeeping and every node says the
 * same.
 */
@Component
class Rooms {

  /** One person joins. */
  record Entry(Person.Id person, Offering offering) {}

  private static final int SOONEST_MS = 1000;
  private static final int LATEST_MS = 10_000;

  private final RoomRepository repository;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Lanes<Entry, Integer> lanes = new Lanes<>("room", this::seat);

  Rooms(RoomRepository repository, TransactionOperations transactions, InstantSource clock) {
    this.repository = repository;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Joins the room, or looks where one stands in it: both are the same. */
  Room enter(Standing standing, Profile profile) {
    var offering = standing.offering();
    if (offering.window().admitPerSecond() == null) {
      return Room.NONE;
    }
    var number = standing.tickets().get(profile.id());
    if (number == null) {
      number = lanes.of(offering.id()).ask(new Entry(profile.id(), offering));
      if (number > 0) {
        standing.tickets().put(profile.id(), number);
      }
    }
    return room(offering, number > 0 ? number : null, standing.reading().tickets());
  }

  /** The numbers of these people, 0 for none yet. */
  private List<Integer> seat(Offering.Id id, List<Entry> entries) {
    var numbers =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ -> {
                      Deed.sum("tickets=" + entries.size());
                      var now = clock.instant();
                      var opensAt = entries.getFirst().offering().window().opensAt();
                      return repository.seat(id, entries, now, !now.isBefore(opensAt));
                    }));
    if (numbers == null) {
      throw new IllegalStateException("nobody was seated");
    }
    return entries.stream().map(entry -> numbers.getOrDefault(entry.person(), 0)).toList();
  }

  private Room room(Offering offering, @Nullable Integer number, int joined) {
    var now = clock.instant();
    if (number == null) {
      long wait = Math.max(0, Duration.between(now, offering.window().opensAt()).toMillis());
      int poll = Math.clamp(wait, SOONEST_MS, LATEST_MS);
      return new Room(true, null, 0, false, (int) (wait / 1000), Math.max(joined, 1), poll);
    }
    int rate = offering.window().admitPerSecond() == null ? 1 : offering.window().admitPerSecond();
    long called = called(offering, rate, now);
    int ahead = (int) Math.max(0, number - 1 - called);
    boolean admitted = number <= called;
    int estimate = admitted ? 0 : (int) Math.ceilDiv(number - called, rate);
    int poll = Math.clamp(estimate * 250L, SOONEST_MS, LATEST_MS);
    return new Room(true, number, ahead, admitted, estimate, Math.max(joined, number), poll);
  }

  private static long called(Offering offering, int rate, Instant now) {
    long millis = Duration.between(offering.window().opensAt(), now).toMillis();
    return millis < 0 ? 0 : millis * rate / 1000 + rate;
  }

  @PreDestroy
  void close() {
    lanes.close();
  }
}
