package niangjia.engine.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes into a book what was decided elsewhere, by a draw: places first, then the waiting list, in
 * the order given. Writing the same again changes nothing, so that whoever was interrupted begins
 * from the start.
 */
@Service
public class Allotments {

  private static final int AT_ONCE = 500;

  /**
   * One line to write.
   *
   * @param waits for the waiting list instead of a place
   */
  public record Lot(Booking.Id key, Place.Id place, Person.Id person, boolean waits) {}

  private final Books books;
  private final BookRepository book;
  private final WaitingList waitingList;
  private final People people;
  private final TransactionOperations transactions;

  Allotments(
      Books books,
      BookRepository book,
      WaitingList waitingList,
      People people,
      TransactionOperations transactions) {
    this.books = books;
    this.book = book;
    this.waitingList = waitingList;
    this.people = people;
    this.transactions = transactions;
  }

  /** Which of these people hold one already that excludes this offering. */
  public Set<Person.Id> holders(Offering offering, Collection<Person.Id> who) {
    var share = offering.shareKey();
    var found =
        Actor.asSystem(() -> transactions.execute(_ -> book.holders(share, Set.copyOf(who))));
    return found == null ? Set.of() : found;
  }

  /**
   * Writes these lines in their order; whoever holds another one by now gets none. What is left of
   * the places then is offered along the waiting list.
   */
  public void write(Offering offering, List<Lot> lots) {
    for (int from = 0; from < lots.size(); from += AT_ONCE) {
      var some = lots.subList(from, Math.min(lots.size(), from + AT_ONCE));
      var profiles = people.profiles(some.stream().map(Lot::person).toList());
      var requests = requests(some, profiles);
      system(() -> books.write(offering, requests, Batch::allot));
    }
    system(() -> waitingList.offerFree(offering, book.lock(offering.id()).counts()));
  }

  private static List<Request> requests(List<Lot> lots, Map<Person.Id, Profile> profiles) {
    var requests = new ArrayList<Request>();
    for (var lot : lots) {
      var profile = profiles.get(lot.person());
      if (profile != null) {
        requests.add(new Request(lot.key(), lot.place(), profile, lot.waits(), null, List.of()));
      }
    }
    return requests;
  }

  private void system(Runnable work) {
    Actor.asSystem(() -> transactions.executeWithoutResult(_ -> work.run()));
  }
}
