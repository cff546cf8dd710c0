package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Books, waits for and gives back places, as workers do while something else is out. */
final class Places {

  private final Caller caller;

  Places(Caller caller) {
    this.caller = caller;
  }

  /** Books for everybody; gives the milliseconds that it took. */
  long book(Officer.Benefit benefit, List<Caller.Session> workers)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    hold(benefit, workers);
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Books for everybody; gives each one's booking. */
  Map<Caller.Session, UUID> hold(Officer.Benefit benefit, List<Caller.Session> workers)
      throws IOException, InterruptedException {
    var keys = new HashMap<Caller.Session, UUID>();
    for (var worker : workers) {
      keys.put(worker, UUID.randomUUID());
      ask(benefit, worker, keys.get(worker), "/bookings");
    }
    return keys;
  }

  /** Everybody waits for a place. */
  void await(Officer.Benefit benefit, List<Caller.Session> workers)
      throws IOException, InterruptedException {
    for (var worker : workers) {
      ask(benefit, worker, UUID.randomUUID(), "/waitlist");
    }
  }

  private void ask(Officer.Benefit benefit, Caller.Session worker, UUID key, String what)
      throws IOException, InterruptedException {
    var path = "/api/booking/offerings/" + benefit.id() + what;
    var reply = caller.post(path, worker, key, Map.of("place", benefit.places().getFirst()));
    assertThat(reply.status()).as("%s", reply).isEqualTo(201);
  }

  /** Gives every booking back. */
  void cancel(Map<Caller.Session, UUID> keys) throws IOException, InterruptedException {
    for (var each : keys.entrySet()) {
      var path = "/api/booking/bookings/" + each.getValue() + "/cancel";
      var reply = caller.post(path, each.getKey(), Map.of());
      assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    }
  }
}
