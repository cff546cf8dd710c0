package niangjia.engine.booking;

import java.util.List;
import java.util.stream.IntStream;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Books places for people.
 *
 * <p>An answer that changed something is kept under its key for good, and the same request gets the
 * same line of the book again, on any node and after any fault. A refusal changes nothing and says
 * what holds now.
 */
@Service
public class Bookings {

  private static final int MINE = 100;

  private final BookRepository book;
  private final Standings standings;
  private final Decisions decisions;
  private final Admission admission;
  private final TransactionOperations transactions;

  Bookings(
      BookRepository book,
      Standings standings,
      Decisions decisions,
      Admission admission,
      TransactionOperations transactions) {
    this.book = book;
    this.standings = standings;
    this.decisions = decisions;
    this.admission = admission;
    this.transactions = transactions;
  }

  /**
   * What somebody asks for.
   *
   * @param key made by the caller before the first try, the same at every retry
   * @param waits true for the waiting list
   * @param companions who comes along
   */
  public record Wish(
      Booking.Id key, Place.Id place, Person.Id person, boolean waits, List<Companion> companions) {

    public Wish {
      companions = List.copyOf(companions);
    }
  }

  /**
   * Books a place, or a line on its waiting list.
   *
   * @param key made by the caller before the first try, the same at every retry
   * @param waits true for the waiting list
   */
  public Answer book(
      Offering.Id id, Booking.Id key, Place.Id place, Person.Id person, boolean waits) {
    return book(id, new Wish(key, place, person, waits, List.of()));
  }

  /** Books a place, or a line on its waiting list, for somebody and whom they take along. */
  public Answer book(Offering.Id id, Wish wish) {
    var place = wish.place();
    var person = wish.person();
    boolean waits = wish.waits();
    var standing = standings.of(id);
    var offering = standing.offering();
    if (offering.state() == Offering.State.DRAFT) {
      throw new NotFound();
    }
    if (offering.place(place) == null) {
      throw new Invalid("place", "unknown");
    }
    var companions = companions(offering, wish);
    var profile = admission.profile(person);
    var refusal = admission.refusal(standing, profile, place, waits);
    return refusal != null && !standing.knows(person)
        ? refusal
        : decisions.ask(
            offering, new Request(wish.key(), place, profile, waits, refusal, companions));
  }

  private static List<Companion> companions(Offering offering, Wish wish) {
    var rule = offering.share().companions();
    if (wish.companions().size() > rule.most()) {
      throw new Invalid("companions", "range", 0, rule.most());
    }
    return IntStream.range(0, wish.companions().size())
        .mapToObj(i -> wish.companions().get(i).asked(rule, i))
        .toList();
  }

  /** What somebody holds, held or waits for: the newest hundred. */
  public List<Booking> of(Person.Id person) {
    var lines = transactions.execute(_ -> book.of(person, MINE));
    return lines == null ? List.of() : lines;
  }

  /** A booking of one's own, or of an offering in the officer's scope. */
  public Booking get(Booking.Id id) {
    var line = transactions.execute(_ -> book.find(id).orElse(null));
    if (line == null) {
      throw new NotFound();
    }
    return line;
  }

  /** The booking's place in its waiting list, 1 for the next; 0 when it does not wait. */
  public int position(Booking booking) {
    if (booking.state() != Booking.State.WAITING) {
      return 0;
    }
    var ahead = Actor.asSystem(() -> transactions.execute(_ -> book.position(booking)));
    return ahead == null ? 0 : ahead;
  }
}
