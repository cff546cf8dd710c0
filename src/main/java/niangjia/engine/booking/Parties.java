package niangjia.engine.booking;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.listing.Listings;
import niangjia.engine.people.Person;
import niangjia.engine.people.Profile;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Books places for everybody on a list at once: all get one or nobody does, in one transaction of
 * the same book that people book in alone. Who may not have one alone may not have one so.
 */
@Service
public class Parties {

  private static final int TRIES = 5;

  private final PartyRepository repository;
  private final Books books;
  private final Standings standings;
  private final Admission admission;
  private final Listings listings;
  private final WaitingList waitingList;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Parties(
      PartyRepository repository,
      Books books,
      Asking asking,
      WaitingList waitingList,
      TransactionOperations transactions) {
    this.repository = repository;
    this.books = books;
    this.standings = asking.standings();
    this.admission = asking.admission();
    this.listings = asking.listings();
    this.clock = asking.clock();
    this.waitingList = waitingList;
    this.transactions = transactions;
  }

  /** What is asked before a book is. */
  @Component
  record Asking(Standings standings, Admission admission, Listings listings, InstantSource clock) {}

  /** What a union asks for: the list and the place that everybody on it is to have. */
  public record Wish(Party.Id key, UUID listing, Offering.Id offering, Place.Id place) {}

  /** The offerings that take parties of a list's union now. */
  public List<Offering> open(UUID listing) {
    var list = listings.open(listing);
    return asked(() -> repository.open(list.path(), clock.instant())).stream()
        .map(id -> standings.of(id).offering())
        .toList();
  }

  /** What was booked for a list, newest first. */
  public List<Party> of(UUID listing) {
    listings.open(listing);
    return asked(() -> repository.of(listing));
  }

  /** Books; the same wish again gets the same answer. */
  public Party.Outcome book(Wish wish) {
    var list = listings.open(wish.listing());
    var known = asked(() -> repository.find(wish.key()));
    if (known.isPresent()) {
      return same(known.get(), wish);
    }
    var standing = standings.of(wish.offering());
    var offering = standing.offering();
    if (offering.state() == Offering.State.DRAFT) {
      throw new Invalid("offering", "unknown");
    }
    if (offering.place(wish.place()) == null) {
      throw new Invalid("place", "unknown");
    }
    var profiles = admission.profiles(list.people());
    var most = offering.share().party();
    if (profiles.size() > most) {
      return new Party.Outcome.No(
          most == 0
              ? new Answer.No(Answer.Reason.NO_PARTIES)
              : new Answer.No(Answer.Reason.PARTY_TOO_LARGE, Map.of("most", most)));
    }
    if (profiles.isEmpty()) {
      throw new Invalid("list", "emptyList");
    }
    var requests = requests(standing, wish, profiles);
    var first = requests.getFirst().refusal();
    return first != null && first.reason().everybody()
        ? new Party.Outcome.No(first)
        : decide(offering, list.path(), wish, requests);
  }

  /** People out of the officer's scope by now are not the officer's to book for. */
  private List<Request> requests(Standing standing, Wish wish, List<Profile> profiles) {
    var actor = Actor.current();
    return profiles.stream()
        .sorted(Comparator.comparing(profile -> profile.id().value()))
        .map(
            profile -> {
              var refusal =
                  actor.covers(profile.path(), Role.OFFICER)
                      ? admission.refusal(standing, profile, wish.place(), false)
                      : new Answer.No(Answer.Reason.NOT_ELIGIBLE);
              var key = key(wish.key(), profile.id());
              return new Request(key, wish.place(), profile, false, refusal, List.of());
            })
        .toList();
  }

  /** The booking's own key follows from the party's. */
  private static Booking.Id key(Party.Id party, Person.Id person) {
    var name = party.value() + "/" + person.value();
    return new Booking.Id(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private Party.Outcome decide(Offering offering, String path, Wish wish, List<Request> requests) {
    var account = Actor.current().account();
    if (account == null) {
      throw new Forbidden();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        var party = asked(() -> write(offering, path, wish, requests, account));
        standings.renew(offering.id());
        return new Party.Outcome.Done(party);
      } catch (Halted e) {
        return e.outcome;
      } catch (Books.Overruled | ConcurrencyFailureException | DuplicateKeyException e) {
        var quicker = asked(() -> repository.find(wish.key()));
        if (quicker.isPresent()) {
          return same(quicker.get(), wish);
        }
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private Party write(
      Offering offering, String path, Wish wish, List<Request> requests, UUID account) {
    var answers = books.write(offering, requests, Batch::decide).answers();
    var hindered = new ArrayList<Party.Hindrance>();
    var made = new ArrayList<Booking.Id>();
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case Answer.Done(Booking booking) -> made.add(booking.id());
        case Answer.No no ->
            hindered.add(new Party.Hindrance(requests.get(i).person(), no.reason()));
      }
    }
    if (!hindered.isEmpty()) {
      throw new Halted(outcome(made.size(), hindered));
    }
    var now = clock.instant();
    var party =
        new Party(
            wish.key(),
            offering.id(),
            wish.place(),
            wish.listing(),
            path,
            made,
            made.size(),
            now,
            null);
    repository.add(party, account);
    return party;
  }

  /** Where the places end in the middle of a list, that is nobody's own hindrance. */
  private static Party.Outcome outcome(int left, List<Party.Hindrance> hindered) {
    var own = hindered.stream().filter(one -> one.reason() != Answer.Reason.SOLD_OUT).toList();
    return own.isEmpty()
        ? new Party.Outcome.No(new Answer.No(Answer.Reason.TOO_FEW_LEFT, Map.of("left", left)))
        : new Party.Outcome.Hindered(own);
  }

  /** Gives back what of it still holds; doing it again changes nothing. */
  public Party cancel(Party.Id id) {
    var party = asked(() -> repository.find(id)).orElseThrow(NotFound::new);
    Actor.current().require(party.path(), Role.OFFICER);
    var lines = asked(() -> books.lines(party.bookings()));
    lines.stream()
        .filter(line -> line.state() == Booking.State.CONFIRMED)
        .forEach(line -> waitingList.cancel(line.id(), line.person()));
    asked(
        () -> {
          repository.cancelled(id, clock.instant());
          return id;
        });
    return asked(() -> repository.find(id)).orElseThrow(NotFound::new);
  }

  private static Party.Outcome same(Party party, Wish wish) {
    return party.offering().equals(wish.offering())
            && party.place().equals(wish.place())
            && party.listing().equals(wish.listing())
        ? new Party.Outcome.Done(party)
        : new Party.Outcome.No(new Answer.No(Answer.Reason.KEY_REUSED));
  }

  private <T> T asked(Supplier<T> work) {
    var found = Actor.asSystem(() -> transactions.execute(_ -> work.get()));
    if (found == null) {
      throw new IllegalStateException("no answer");
    }
    return found;
  }

  /** Undoes the transaction and says why. */
  private static final class Halted extends RuntimeException {

    private final transient Party.Outcome outcome;

    Halted(Party.Outcome outcome) {
      super("not everybody", null, false, false);
      this.outcome = outcome;
    }
  }
}
