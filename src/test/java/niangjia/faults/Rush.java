package niangjia.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Workers who book, join waiting lists, take offers and give back, and who ask again under the same
 * key until they get an answer that is one: a booking or a refusal. Every tenth request is sent
 * twice at once.
 */
final class Rush {

  /** How long after the end a worker goes on asking for an answer. */
  private static final Duration SETTLING = Duration.ofSeconds(90);

  /** One request, and what came of it. */
  @FunctionalInterface
  private interface Request {
    Caller.Reply send() throws IOException, InterruptedException;
  }

  /** What a worker holds of a share. */
  private record Held(UUID key, String state) {}

  private final Caller caller;
  private final List<Officer.Benefit> benefits;
  private final Acknowledged.Log log;
  private final int pauseMillis;
  private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
  private final AtomicLong bareRefusals = new AtomicLong();
  private final List<String> unsettled = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private volatile Instant lastSuccess = Instant.EPOCH;

  /**
   * @param pauseMillis the longest time between two requests of one worker
   */
  Rush(Caller caller, List<Officer.Benefit> benefits, Acknowledged.Log log, int pauseMillis) {
    this.caller = caller;
    this.benefits = benefits;
    this.log = log;
    this.pauseMillis = pauseMillis;
  }

  /** Lets the workers loose. */
  void begin(List<Caller.Session> workers, long seed) {
    var random = new Random(seed);
    for (var worker : workers) {
      var visitor = new Visitor(worker, new Random(random.nextLong()));
      threads.add(Thread.ofVirtual().start(visitor));
    }
  }

  /** Ends the rush once everybody has an answer to the last thing that they asked. */
  void end() throws InterruptedException {
    over = true;
    for (var thread : threads) {
      thread.join();
    }
  }

  /** How many answers there were with that status; 0 for requests that got none. */
  long answers(int status) {
    var count = statuses.get(status);
    return count == null ? 0 : count.get();
  }

  /** All answers by status. */
  Map<Integer, AtomicLong> answers() {
    return new java.util.TreeMap<>(statuses);
  }

  /** How many answers 503 said nothing of when to come again. */
  long bareRefusals() {
    return bareRefusals.get();
  }

  /** Requests that got no decision at all. */
  List<String> unsettled() {
    return unsettled;
  }

  /** When a worker was last told something that only the database can know. */
  Instant lastSuccess() {
    return lastSuccess;
  }

  private final class Visitor implements Runnable {

    private final Caller.Session me;
    private final Random random;
    private final Map<String, Held> held = new HashMap<>();

    Visitor(Caller.Session me, Random random) {
      this.me = me;
      this.random = random;
    }

    @Override
    public void run() {
      try {
        while (!over) {
          Thread.sleep(random.nextInt(pauseMillis) + 1);
          var benefit = benefits.get(random.nextInt(benefits.size()));
          var mine = held.get(benefit.share());
          if (mine == null) {
            book(benefit);
          } else {
            change(benefit.share(), mine);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void book(Officer.Benefit benefit) throws InterruptedException {
      var place = benefit.places().get(random.nextInt(benefit.places().size()));
      var refused = ask(benefit, place, "bookings");
      if (refused.equals("SOLD_OUT") && random.nextInt(3) == 0) {
        ask(benefit, place, "waitlist");
      }
    }

    /** Asks under a key of its own; gives the reason of a refusal. */
    private String ask(Officer.Benefit benefit, UUID place, String what)
        throws InterruptedException {
      var key = new UUID(random.nextLong(), random.nextLong());
      var path = "/api/booking/offerings/" + benefit.id() + "/" + what;
      var reply = settle(benefit.share(), () -> caller.post(path, me, key, Map.of("place", place)));
      return reply == null ? "" : reply.reason();
    }

    private void change(String share, Held mine) throws InterruptedException {
      var path = "/api/booking/bookings/" + mine.key();
      switch (mine.state()) {
        case "WAITING" -> settle(share, () -> caller.get(path, me));
        case "OFFERED" -> {
          var how = random.nextBoolean() ? "/accept" : "/cancel";
          settle(share, () -> caller.post(path + how, me, Map.of()));
        }
        default -> {
          if (random.nextInt(2) == 0) {
            settle(share, () -> caller.post(path + "/cancel", me, Map.of()));
          }
        }
      }
    }

    /** Sends until there is a decision, in every tenth case twice at once. */
    private Caller.Reply settle(String share, Request request) throws InterruptedException {
      Thread twin = null;
      if (random.nextInt(10) == 0) {
        twin = Thread.startVirtualThread(() -> once(request));
      }
      Caller.Reply reply = null;
      Instant deadline = null;
      while (reply == null) {
        reply = once(request);
        if (over && deadline == null) {
          deadline = Instant.now().plus(SETTLING);
        }
        if (reply == null) {
          if (deadline != null && Instant.now().isAfter(deadline)) {
            unsettled.add(me.person() + " " + share);
            break;
          }
          Thread.sleep(300 + random.nextInt(900));
        }
      }
      if (twin != null) {
        twin.join();
      }
      remember(share, reply);
      return reply;
    }

    private void remember(String share, Caller.Reply reply) {
      if (reply == null || reply.status() >= 300) {
        return;
      }
      var told = Acknowledged.of(me.person(), reply.body());
      if (told.state().equals("CANCELLED") || told.state().equals("EXPIRED")) {
        held.remove(share);
      } else {
        held.put(share, new Held(told.key(), told.state()));
      }
    }

    /** Sends once and notes what it was told; null when that was no decision. */
    private Caller.Reply once(Request request) {
      try {
        var reply = request.send();
        statuses.computeIfAbsent(reply.status(), _ -> new AtomicLong()).incrementAndGet();
        if (reply.status() == 503 && reply.retryAfter().isEmpty()) {
          bareRefusals.incrementAndGet();
        }
        if (reply.status() < 300) {
          log.write(Acknowledged.of(me.person(), reply.body()));
          lastSuccess = Instant.now();
        }
        return reply.status() < 500 && reply.status() != 429 ? reply : null;
      } catch (IOException e) {
        statuses.computeIfAbsent(0, _ -> new AtomicLong()).incrementAndGet();
        return null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }
}
