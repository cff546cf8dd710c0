package niangjia.engine.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import niangjia.platform.Actor;
import niangjia.platform.Lane;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The profiles that this node keeps in memory, read as the system and evicted by signals. */
@Component
class Profiles {

  private static final int MOST = 200_000;

  /**
   * Memberships begin and end at midnight without a signal; so long an old one may still be seen.
   */
  private static final Duration KEPT_FOR = Duration.ofMinutes(30);

  private static final int AT_ONCE = 2_000;

  private final PeopleRepository repository;
  private final TransactionTemplate reading;
  private final Cache<Person.Id, Profile> kept =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT_FOR).build();
  private final AtomicLong changes = new AtomicLong();

  /** A thousand who come at once are read together. */
  private final Lane<Person.Id, Optional<Profile>> reads =
      new Lane<>(
          "profiles",
          ids -> {
            var found = find(ids);
            return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
          });

  Profiles(PeopleRepository repository, PlatformTransactionManager transactions, Signals signals) {
    this.repository = repository;
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    signals.listen(People.TOPIC, this::changed);
  }

  @Nullable Profile find(Person.Id id) {
    var profile = kept.getIfPresent(id);
    return profile != null ? profile : reads.ask(id).orElse(null);
  }

  Map<Person.Id, Profile> find(Collection<Person.Id> ids) {
    var found = new HashMap<Person.Id, Profile>(kept.getAllPresent(ids));
    var missing = ids.stream().filter(id -> !found.containsKey(id)).distinct().toList();
    for (int from = 0; from < missing.size(); from += AT_ONCE) {
      var some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
      read(some).forEach(profile -> found.put(profile.id(), profile));
    }
    return found;
  }

  /** Whose phone has that hash; in one transaction with reading the profile. */
  Optional<Profile> byPhone(byte[] hash) {
    long before = changes.get();
    return asSystem(
        () -> repository.byPhone(hash).map(Person.Id::new).flatMap(id -> one(id, before)));
  }

  private Optional<Profile> one(Person.Id id, long before) {
    return Optional.ofNullable(kept.getIfPresent(id))
        .or(() -> keep(query(List.of(id)), before).stream().findFirst());
  }

  private <T> T asSystem(Supplier<T> work) {
    return Actor.asSystem(() -> reading.execute(_ -> work.get()));
  }

  private List<Profile> read(List<Person.Id> ids) {
    long before = changes.get();
    return keep(asSystem(() -> query(ids)), before);
  }

  private List<Profile> query(List<Person.Id> ids) {
    var keys = ids.stream().map(Person.Id::value).toList();
    return repository.standings(keys).stream().map(PeopleRepository.Standing::profile).toList();
  }

  /**
   * Keeps profiles, unless one may have changed since before they were read: a signal counts first
   * and evicts then, so that a value put after the eviction sees the count and takes itself out.
   */
  private List<Profile> keep(List<Profile> profiles, long before) {
    profiles.forEach(profile -> kept.put(profile.id(), profile));
    if (changes.get() != before) {
      profiles.forEach(profile -> kept.invalidate(profile.id()));
    }
    return profiles;
  }

  @PreDestroy
  void close() {
    reads.close();
  }

  private void changed(String subject) {
    changes.incrementAndGet();
    if (subject.equals(Signals.EVERYTHING)) {
      kept.invalidateAll();
    } else {
      kept.invalidate(Person.Id.of(subject));
    }
  }
}
