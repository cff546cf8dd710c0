package niangjia.engine.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;

/**
 * Decides requests for one offering, in their order, against what its book says. It is a pure
 * function: the repository reads the book under its lock before and writes the new lines after.
 */
final class Batch {

  /** What the book says of a place: how many are left and how many wait. */
  record Count(int left, int waiting) {}

  /** One new line. */
  record Line(Booking booking, Request request) {}

  private final Offering.Id offering;
  private final Instant now;
  private final Chain chain;
  private final Map<Place.Id, Count> counts;
  private final Map<Booking.Id, Booking> byKey = new HashMap<>();
  private final Map<Person.Id, Booking> held = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<byte[]> hashes = new ArrayList<>();
  private long number;

  /**
   * @param known the lines that have one of the requests' keys, and the live ones that one of their
   *     people holds in this share
   */
  Batch(
      BookRepository.Tail tail, Offering offering, List<BookRepository.Known> known, Instant now) {
    this.offering = offering.id();
    this.now = now;
    this.chain = tail.chain();
    this.number = tail.number();
    this.counts = new HashMap<>(tail.counts());
    var share = offering.shareKey();
    for (var line : known) {
      byKey.put(line.booking().id(), line.booking());
      if (line.booking().state().live() && line.share().equals(share)) {
        held.put(line.booking().person(), line.booking());
      }
    }
  }

  /** Decides the next request. */
  Answer decide(Request request) {
    var same = byKey.get(request.key());
    if (same != null) {
      return request.made(same, offering)
          ? new Answer.Done(same)
          : new Answer.No(Answer.Reason.KEY_REUSED);
    }
    if (request.refusal() != null) {
      return request.refusal();
    }
    var other = held.get(request.person());
    if (other != null) {
      return new Answer.No(Answer.Reason.HOLDS_ONE, Map.of("booking", other.id()));
    }
    var count = counts.get(request.place());
    if (count == null) {
      throw new IllegalStateException("place " + request.place() + " is not in the book");
    }
    int size = request.size();
    if (request.waits()) {
      return count.left >= size
          ? new Answer.No(Answer.Reason.NOT_SOLD_OUT)
          : append(request, Booking.State.WAITING, new Count(count.left, count.waiting + 1));
    }
    if (count.left >= size) {
      return append(request, Booking.State.CONFIRMED, new Count(count.left - size, count.waiting));
    }
    return count.left > 0
        ? new Answer.No(Answer.Reason.TOO_FEW_LEFT, Map.of("left", count.left))
        : new Answer.No(Answer.Reason.SOLD_OUT, Map.of("waiting", count.waiting));
  }

  /**
   * Writes down what a draw gave: a place, or a line on the waiting list even where places are
   * left, which then are offered along that list.
   */
  Answer allot(Request request) {
    var same = byKey.get(request.key());
    var other = held.get(request.person());
    if (same != null || other != null || !request.waits()) {
      return decide(request);
    }
    var count = counts.getOrDefault(request.place(), new Count(0, 0));
    var longer = new Count(count.left, count.waiting + 1);
    return append(request, Booking.State.WAITING, longer);
  }

  private Answer append(Request request, Booking.State state, Count count) {
    number++;
    var booking =
        new Booking(
            request.key(),
            offering,
            request.place(),
            request.person(),
            number,
            state,
            request.waits(),
            now,
            null,
            null,
            request.companions().size());
    var hash = chain.append(number, request.key(), request.place(), request.waits(), now);
    lines.add(new Line(booking, request));
    hashes.add(hash);
    counts.put(request.place(), count);
    byKey.put(request.key(), booking);
    held.put(request.person(), booking);
    return new Answer.Done(booking);
  }

  /** The lines to write, in the order of their numbers. */
  List<Line> lines() {
    return lines;
  }

  /** The hash of each line. */
  List<byte[]> hashes() {
    return hashes;
  }

  /** The new lines by their numbers, and the head of the chain that covers them all. */
  String summary() {
    var head = HexFormat.of().formatHex(hashes.getLast());
    return "numbers=" + lines.getFirst().booking().number() + "-" + number + " head=" + head;
  }

  /** The last number given. */
  long number() {
    return number;
  }
}
