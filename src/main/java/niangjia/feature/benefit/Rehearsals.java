package niangjia.feature.benefit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import niangjia.engine.booking.Offering;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Rehearses a rush: a bounded number of simulated workers come to a copy of a benefit through the
 * public HTTP interface, some of them twice, and at the end everything that they were told is
 * compared with what the server knows. Only in the demonstration.
 */
@Service
class Rehearsals {

  private static final Logger log = LoggerFactory.getLogger(Rehearsals.class);
  private static final int KEPT = 10;
  private static final int TRIES = 5;
  private static final int TWICE_IN = 10;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Benefits benefits;
  private final Crowd crowd;
  private final InstantSource clock;
  private final boolean demonstration;
  private final Map<UUID, Rehearsal> runs = new ConcurrentHashMap<>();

  Rehearsals(
      Benefits benefits,
      Crowd crowd,
      InstantSource clock,
      @Value("${niangjia.demo}") boolean demonstration) {
    this.benefits = benefits;
    this.crowd = crowd;
    this.clock = clock;
    this.demonstration = demonstration;
  }

  /** Starts a rehearsal of a benefit in the officer's scope. */
  Rehearsal.View start(Offering.Id original, int workers, int overSeconds, int startInSeconds) {
    if (!demonstration) {
      throw new NotFound();
    }
    var now = clock.instant();
    var copy = benefits.rehearse(original, now.plusSeconds(startInSeconds));
    var run = new Rehearsal(Ids.next(), copy, workers, now);
    runs.values().stream()
        .sorted(Comparator.comparing((Rehearsal old) -> old.startedAt).reversed())
        .skip(KEPT - 1L)
        .forEach(old -> runs.remove(old.id));
    runs.put(run.id, run);
    Thread.ofVirtual().name("rehearsal").start(() -> drive(run, overSeconds));
    return run.view();
  }

  /** The rehearsals of this node that the officer may see, newest first. */
  List<Rehearsal.View> list() {
    return runs.values().stream()
        .filter(run -> Actor.current().covers(run.owner, Role.OFFICER, Role.LEADER))
        .sorted(Comparator.comparing((Rehearsal run) -> run.startedAt).reversed())
        .map(Rehearsal::view)
        .toList();
  }

  /** One rehearsal. */
  Rehearsal.View get(UUID id) {
    return find(id, Role.OFFICER, Role.LEADER).view();
  }

  /** Ends a rehearsal before its time. */
  Rehearsal.View stop(UUID id) {
    var run = find(id, Role.OFFICER);
    run.end(Rehearsal.State.STOPPED, clock.instant(), null);
    return run.view();
  }

  private Rehearsal find(UUID id, Role... roles) {
    var run = runs.get(id);
    if (run == null) {
      throw new NotFound();
    }
    Actor.current().require(run.owner, roles);
    return run;
  }

  private void drive(Rehearsal run, int overSeconds) {
    var told = new ConcurrentHashMap<String, Crowd.Simulated>();
    try {
      var workers = gather(run);
      if (run.advance(Rehearsal.State.WAITING)) {
        rush(run, workers, overSeconds, told);
      }
      if (run.advance(Rehearsal.State.RUSHING)) {
        run.end(Rehearsal.State.DONE, clock.instant(), prove(run, told));
      }
    } catch (IOException e) {
      log.warn("the rehearsal {} failed", run.id, e);
      run.end(Rehearsal.State.FAILED, clock.instant(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      run.end(Rehearsal.State.STOPPED, clock.instant(), null);
    }
  }

  /** Signs the workers in, as many as come before the opening or as are asked for. */
  private Collection<Crowd.Simulated> gather(Rehearsal run)
      throws IOException, InterruptedException {
    var within = run.offering.eligibility().within();
    var phones = crowd.phones(within == null ? run.offering.path() : within, run.workers);
    var workers = new ConcurrentHashMap<String, Crowd.Simulated>();
    all(
        phones.stream()
            .map(phone -> (Callable<Boolean>) () -> signIn(run, phone, workers))
            .toList(),
        Duration.ZERO);
    return new ArrayList<>(workers.values());
  }

  private boolean signIn(Rehearsal run, String phone, Map<String, Crowd.Simulated> workers)
      throws IOException, InterruptedException {
    var opens = run.offering.window().opensAt();
    for (int attempt = 1; attempt <= TRIES && !run.ended(); attempt++) {
      var worker = crowd.signIn(phone);
      if (worker != null) {
        workers.put(phone, worker);
        run.signedIn.incrementAndGet();
        return true;
      }
      if (clock.instant().isAfter(opens)) {
        return false;
      }
      Thread.sleep(200L * attempt);
    }
    return false;
  }

  /** Does all of it at once; what is not done some minutes after the delay is given up. */
  private static void all(List<Callable<Boolean>> tasks, Duration delay)
      throws InterruptedException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = executor.invokeAll(tasks, LONGEST.plus(delay).toMillis(), TimeUnit.MILLISECONDS);
      log.debug("{} simulated workers are through", done.size());
    }
  }

  private void rush(
      Rehearsal run,
      Collection<Crowd.Simulated> workers,
      int overSeconds,
      Map<String, Crowd.Simulated> told)
      throws InterruptedException {
    var opensIn = Duration.between(clock.instant(), run.offering.window().opensAt());
    all(
        workers.stream()
            .map(worker -> (Callable<Boolean>) () -> come(run, worker, opensIn, overSeconds, told))
            .toList(),
        opensIn);
  }

  private boolean come(
      Rehearsal run,
      Crowd.Simulated worker,
      Duration opensIn,
      int overSeconds,
      Map<String, Crowd.Simulated> told)
      throws InterruptedException {
    Thread.sleep(Math.max(0, opensIn.toMillis()) + arrival(overSeconds));
    return run.advance(Rehearsal.State.RUSHING) && book(run, worker, told);
  }

  /**
   * Most come at once, the rest ever more rarely: the square of an even distribution, in
   * milliseconds.
   */
  private static long arrival(int overSeconds) {
    double even = ThreadLocalRandom.current().nextDouble();
    return (long) (even * even * overSeconds * 1000);
  }

  private boolean book(Rehearsal run, Crowd.Simulated worker, Map<String, Crowd.Simulated> told)
      throws InterruptedException {
    run.arrived.incrementAndGet();
    var key = Ids.next().toString();
    var places = run.offering.places();
    var place = places.get(ThreadLocalRandom.current().nextInt(places.size())).id();
    var path = "/api/booking/offerings/" + run.offering.id().value();
    for (int attempt = 1; attempt <= TRIES && !run.ended(); ) {
      long begun = System.nanoTime();
      try {
        var reply = crowd.send("POST", path + "/bookings", worker, key, Map.of("place", place));
        switch (reply.status()) {
          case 201 -> {
            run.took((System.nanoTime() - begun) / 1_000_000);
            note(run, worker, told, reply.body().path("id").asString());
            return twice(run, worker, told, key, place);
          }
          case 409 -> {
            if (!reply.body().path("reason").asString().equals("NOT_ADMITTED")) {
              run.took((System.nanoTime() - begun) / 1_000_000);
              run.refused.incrementAndGet();
              return false;
            }
            Thread.sleep(reply.body().path("room").path("pollAfterMs").asLong(1000));
          }
          default -> {
            attempt++;
            run.retried.incrementAndGet();
            Thread.sleep(200L * attempt);
          }
        }
      } catch (IOException e) {
        log.debug("a simulated worker tries again", e);
        attempt++;
        run.retried.incrementAndGet();
        Thread.sleep(200L * attempt);
      }
    }
    run.errors.incrementAndGet();
    return false;
  }

  private static void note(
      Rehearsal run, Crowd.Simulated worker, Map<String, Crowd.Simulated> told, String booking) {
    if (told.put(booking, worker) == null) {
      run.booked.incrementAndGet();
    }
  }

  /** Every tenth worker sends the same request again, as an impatient thumb does. */
  private boolean twice(
      Rehearsal run,
      Crowd.Simulated worker,
      Map<String, Crowd.Simulated> told,
      String key,
      Object place)
      throws InterruptedException {
    if (ThreadLocalRandom.current().nextInt(TWICE_IN) != 0) {
      return true;
    }
    run.retried.incrementAndGet();
    try {
      var path = "/api/booking/offerings/" + run.offering.id().value() + "/bookings";
      var reply = crowd.send("POST", path, worker, key, Map.of("place", place));
      if (reply.status() == 201) {
        note(run, worker, told, reply.body().path("id").asString());
      }
    } catch (IOException e) {
      log.debug("a second try got no answer", e);
    }
    return true;
  }

  /** Asks the server for every booking that somebody was told of. */
  private Rehearsal.Check prove(Rehearsal run, Map<String, Crowd.Simulated> told)
      throws IOException, InterruptedException {
    int lost = 0;
    for (var entry : told.entrySet()) {
      var reply =
          crowd.send(
              "GET", "/api/booking/bookings/" + entry.getKey(), entry.getValue(), null, null);
      if (reply.status() != 200 || !reply.body().path("state").asString().equals("CONFIRMED")) {
        lost++;
      }
    }
    var left =
        crowd.send(
            "GET",
            "/api/booking/offerings/" + run.offering.id().value() + "/left",
            null,
            null,
            null);
    int capacity = run.offering.capacity();
    int people = (int) told.values().stream().map(Crowd.Simulated::phone).distinct().count();
    int booked = capacity - left.body().path("left").asInt();
    return new Rehearsal.Check(capacity, booked, told.size() - people, lost);
  }
}
