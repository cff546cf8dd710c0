package niangjia.engine.draw;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.booking.Allotments;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.booking.Place;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs draws: keeps their terms and the secret seed, closes the list of entries when the offering
 * closes, draws when the randomness is known, and writes the result into the book.
 */
@Service
public class Draws {

  private static final int RANDOMNESS = 200;
  private static final int DIGITS = 4;

  private final DrawRepository draws;
  private final EntryRepository entries;
  private final Offerings offerings;
  private final Allotments allotments;
  private final Work work;
  private final SecureRandom random = new SecureRandom();

  Draws(
      DrawRepository draws,
      EntryRepository entries,
      Offerings offerings,
      Allotments allotments,
      Work work) {
    this.draws = draws;
    this.entries = entries;
    this.offerings = offerings;
    this.allotments = allotments;
    this.work = work;
  }

  /** The transactions and the clock of a draw. */
  @Service
  static class Work {

    private final TransactionOperations transactions;
    private final InstantSource clock;

    Work(TransactionOperations transactions, InstantSource clock) {
      this.transactions = transactions;
      this.clock = clock;
    }

    /** Reads or writes as the system, in one transaction. */
    <T> Optional<T> system(java.util.function.Supplier<T> what) {
      return Optional.ofNullable(Actor.asSystem(() -> transactions.execute(_ -> what.get())));
    }

    java.time.Instant now() {
      return clock.instant();
    }
  }

  /** Keeps the terms of a draft, whose places are then drawn; null for first come, first served. */
  @Transactional
  public void save(Offering draft, @org.jspecify.annotations.Nullable Terms terms) {
    offerings.byDraw(draft.id(), terms != null);
    if (terms == null) {
      draws.delete(draft.id());
      return;
    }
    terms.check(draft);
    var seed = new byte[32];
    random.nextBytes(seed);
    draws.save(draft, terms, seed, Lottery.sm3(seed));
  }

  /** The terms of an offering's draw, if its places are drawn. */
  @Transactional(readOnly = true)
  public Optional<Terms> terms(Offering.Id id) {
    return draws.find(id).map(Draw::terms);
  }

  /**
   * Draws with what the named source has published; for officers of the giving union. The first
   * time counts: the same again changes nothing.
   */
  Drawing draw(Offering.Id id, String randomness) {
    var offering = offerings.get(id);
    Actor.current().require(offering.path(), Role.OFFICER);
    var text = randomness.strip();
    if (text.length() > RANDOMNESS) {
      throw new Invalid("randomness", "tooLong", RANDOMNESS);
    }
    if (Lottery.canonical(text).replace(".", "").length() < DIGITS) {
      throw new Invalid("randomness", "digits", DIGITS);
    }
    close(offering);
    var by = Actor.current().account();
    var drawing = work.system(() -> decide(offering, text, by)).orElseThrow();
    if (drawing instanceof Drawing.Done) {
      write(offering);
    }
    return drawing;
  }

  private Drawing decide(
      Offering offering, String text, java.util.@org.jspecify.annotations.Nullable UUID by) {
    var draw = draws.lock(offering.id()).orElseThrow(NotFound::new);
    if (draw.randomness() != null) {
      return draw.randomness().equals(text)
          ? new Drawing.Done()
          : new Drawing.No(Drawing.Reason.DRAWN);
    }
    if (draw.listHash() == null) {
      return new Drawing.No(Drawing.Reason.STILL_OPEN);
    }
    if (work.now().isBefore(draw.terms().randomAt())) {
      return new Drawing.No(Drawing.Reason.TOO_EARLY);
    }
    entries.draw(lottery(draw, offering, text).draw());
    draws.drawn(offering.id(), text, by, work.now());
    return new Drawing.Done();
  }

  private Lottery lottery(Draw draw, Offering offering, String text) {
    var capacity = new HashMap<Place.Id, Integer>();
    offering.places().forEach(place -> capacity.put(place.id(), place.capacity()));
    var quotas = new HashMap<Integer, Map<Place.Id, Integer>>();
    var pots = draw.terms().pots();
    for (var quota : draw.terms().quotas()) {
      quotas
          .computeIfAbsent(pots.indexOf(quota.path()) + 1, _ -> new HashMap<>())
          .put(quota.place(), quota.places());
    }
    var tickets = listed(offering.id()).stream().map(Entry::ticket).toList();
    var list = String.valueOf(draw.listHash());
    var key =
        Lottery.key(
            offering.id().value(),
            DrawRepository.bytes(draw.seed()),
            Lottery.canonical(text),
            DrawRepository.bytes(list));
    return new Lottery(key, tickets, capacity, quotas);
  }

  private List<Entry> listed(Offering.Id id) {
    return entries.all(id).stream().filter(entry -> !entry.struck()).toList();
  }

  /** Closes the list of an offering that has closed; who holds another one by now is struck out. */
  void close(Offering offering) {
    if (offering.phase(work.now()) == Offering.Phase.CLOSED) {
      work.system(
          () -> {
            var draw = draws.lock(offering.id()).orElseThrow(NotFound::new);
            if (draw.closedAt() == null) {
              close(offering, draw);
            }
            return draw;
          });
    }
  }

  private void close(Offering offering, Draw draw) {
    var all = entries.all(offering.id());
    var people = new HashSet<Person.Id>();
    all.forEach(entry -> entry.members().forEach(member -> people.add(member.person())));
    var holders = allotments.holders(offering, people);
    var pots = draw.terms().pots();
    var closed = new ArrayList<Entry>();
    for (var entry : all) {
      var struck = entry.members().stream().anyMatch(member -> holders.contains(member.person()));
      closed.add(
          new Entry(
              entry.id(),
              entry.offering(),
              entry.code(),
              entry.wishes(),
              struck,
              pot(entry, pots),
              entry.members(),
              null));
    }
    entries.close(closed);
    var tickets = closed.stream().filter(entry -> !entry.struck()).map(Entry::ticket).toList();
    draws.close(offering.id(), Lottery.listHash(tickets), work.now());
  }

  /** The pot of the union that all members belong to; a mixed group draws with everybody. */
  private static int pot(Entry entry, List<String> pots) {
    for (var path : pots) {
      if (entry.members().stream()
          .allMatch(m -> m.path().equals(path) || m.path().startsWith(path + "."))) {
        return pots.indexOf(path) + 1;
      }
    }
    return Lottery.COMMON;
  }

  /**
   * Writes the result into the book: pot by pot those with a place, then the rest in their order.
   */
  private void write(Offering offering) {
    var drawn = work.system(() -> listed(offering.id())).orElseThrow();
    var lots = new ArrayList<Allotments.Lot>();
    for (var waits : List.of(false, true)) {
      drawn.stream()
          .filter(entry -> entry.outcome() != null && (entry.outcome().place() == null) == waits)
          .sorted(TURN)
          .forEach(entry -> lots.addAll(lots(entry, waits)));
    }
    allotments.write(offering, lots);
    work.system(
        () -> {
          draws.written(offering.id(), work.now());
          return true;
        });
  }

  /** The quotas' pots come before the common one. */
  private static final Comparator<Entry> TURN =
      Comparator.comparing(
          Entry::outcome,
          Comparator.nullsLast(
              Comparator.comparing((Entry.Outcome out) -> out.pot() == Lottery.COMMON)
                  .thenComparingInt(Entry.Outcome::pot)
                  .thenComparingInt(Entry.Outcome::rank)));

  private static List<Allotments.Lot> lots(Entry entry, boolean waits) {
    var outcome = entry.outcome();
    var place =
        outcome == null || outcome.place() == null ? entry.wishes().getFirst() : outcome.place();
    return entry.members().stream()
        .map(member -> new Allotments.Lot(member.booking(), place, member.person(), waits))
        .toList();
  }

  /** Goes on where something interrupted: closes lists that are due and writes what was drawn. */
  void goOn(Offering.Id id) {
    var offering = offerings.get(id);
    if (offering.state() != Offering.State.DRAFT) {
      close(offering);
      if (work.system(() -> draws.find(id).orElseThrow()).orElseThrow().drawnAt() != null) {
        write(offering);
      }
    }
  }
}
