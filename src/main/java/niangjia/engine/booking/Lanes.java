package niangjia.engine.booking;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import niangjia.platform.Lane;

/**
 * The lanes for one kind of request on this node: one for each offering that somebody asks about.
 */
final class Lanes<Q, A> {

  private final String name;
  private final BiFunction<Offering.Id, List<Q>, List<A>> decide;
  private final Map<Offering.Id, Lane<Q, A>> lanes = new ConcurrentHashMap<>();

  /**
   * @param decide decides a batch for one offering in one transaction, answers in the order of the
   *     requests
   */
  Lanes(String name, BiFunction<Offering.Id, List<Q>, List<A>> decide) {
    this.name = name;
    this.decide = decide;
  }

  /** The lane of that offering. */
  Lane<Q, A> of(Offering.Id id) {
    var lane = lanes.get(id);
    return lane != null
        ? lane
        : lanes.computeIfAbsent(
            id, _ -> new Lane<>(name + " " + id.value(), batch -> decide.apply(id, batch)));
  }

  /** Ends all lanes. */
  void close() {
    lanes.values().forEach(Lane::close);
  }
}
