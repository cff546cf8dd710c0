package niangjia.engine.listing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Says who is on the list that something is limited to. Each node keeps the lists in memory that
 * somebody asks about, and forgets one when a signal says that it changed.
 */
@Service
public class Listings {

  static final String TOPIC = "listing";

  /** What a node remembers of a subject: its list, if it has one. */
  private record Limit(@Nullable UUID listing, Set<UUID> people) {
    static final Limit NONE = new Limit(null, Set.of());
  }

  private final ListingRepository repository;
  private final TransactionOperations transactions;
  private final Signals signals;
  private final ConcurrentMap<UUID, Limit> limits = new ConcurrentHashMap<>();

  Listings(ListingRepository repository, TransactionOperations transactions, Signals signals) {
    this.repository = repository;
    this.transactions = transactions;
    this.signals = signals;
    signals.listen(TOPIC, this::changed);
  }

  /** A list in the actor's scope: whose it is and who is on it. */
  public record Roll(String path, List<Person.Id> people) {

    public Roll {
      people = List.copyOf(people);
    }
  }

  /** Opens a list in the scope of the officer who asks. */
  @Transactional(readOnly = true)
  public Roll open(UUID listing) {
    var path = repository.path(listing).orElseThrow(NotFound::new);
    Actor.current().require(path, Role.OFFICER);
    return new Roll(path, repository.people(listing).stream().map(Person.Id::new).toList());
  }

  /** Whether that subject is limited to a list at all. */
  public boolean limited(UUID subject) {
    return limit(subject).listing != null;
  }

  /** Whether that subject is limited to no list, or the person is on it. */
  public boolean admits(UUID subject, Person.Id person) {
    var limit = limit(subject);
    return limit.listing == null || limit.people.contains(person.value());
  }

  /** The list that a subject is limited to. */
  public Optional<UUID> of(UUID subject) {
    return Optional.ofNullable(limit(subject).listing);
  }

  /**
   * Limits a subject to a list in the actor's scope, or to none. Whether the subject may still be
   * changed is for the caller to know.
   */
  @Transactional
  public void limit(UUID subject, @Nullable UUID listing) {
    repository.free(subject);
    if (listing != null) {
      var path = repository.path(listing).orElseThrow(NotFound::new);
      Actor.current().require(path, Role.OFFICER);
      repository.limit(subject, listing);
    }
    signals.send(TOPIC, subject.toString());
  }

  /** Gives a new subject the same limit as another. */
  @Transactional
  public void same(UUID subject, UUID original) {
    repository.same(subject, original);
    signals.send(TOPIC, subject.toString());
  }

  private Limit limit(UUID subject) {
    var known = limits.get(subject);
    return known != null ? known : limits.computeIfAbsent(subject, this::load);
  }

  private Limit load(UUID subject) {
    var limit =
        Actor.asSystem(
            () ->
                transactions.execute(
                    _ ->
                        repository
                            .limitOf(subject)
                            .map(list -> new Limit(list, people(list)))
                            .orElse(Limit.NONE)));
    return limit == null ? Limit.NONE : limit;
  }

  private Set<UUID> people(UUID listing) {
    List<UUID> people = repository.people(listing);
    return new HashSet<>(people);
  }

  private void changed(String subject) {
    if (subject.equals(Signals.EVERYTHING)) {
      limits.clear();
      return;
    }
    var id = UUID.fromString(subject);
    limits.remove(id);
    limits.values().removeIf(limit -> id.equals(limit.listing));
  }
}
