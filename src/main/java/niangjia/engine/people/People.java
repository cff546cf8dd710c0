package niangjia.engine.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import niangjia.platform.Signals;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people whom unions serve: who they are, where they belong, and how that changes. Every change
 * is signalled on the topic {@link #TOPIC} with the person as its subject.
 */
@Service
public class People {

  /** The topic of the signals; the subject is the person who changed. */
  public static final String TOPIC = "people";

  private static final int AT_ONCE = 2_000;

  private final PeopleRepository repository;
  private final Profiles profiles;
  private final Unions unions;
  private final Sealer sealer;
  private final Signals signals;

  People(
      PeopleRepository repository,
      Profiles profiles,
      Unions unions,
      Sealer sealer,
      Signals signals) {
    this.repository = repository;
    this.profiles = profiles;
    this.unions = unions;
    this.sealer = sealer;
    this.signals = signals;
  }

  /**
   * What services need to know of a person, from memory; read once as the system when it is not
   * there. It does not ask who is looking: callers check their own scope. {@link NotFound} when
   * there is no such person. Best called outside a transaction, as reading takes a second
   * connection.
   */
  public Profile profile(Person.Id id) {
    var profile = profiles.find(id);
    if (profile == null) {
      throw new NotFound();
    }
    return profile;
  }

  /**
   * The profiles of many people, those that do not exist left out; one query for all that are not
   * in memory.
   */
  public Map<Person.Id, Profile> profiles(Collection<Person.Id> ids) {
    return profiles.find(ids);
  }

  /** Whose phone that is; read as the system, for signing in. */
  public Optional<Profile> byPhone(Phone phone) {
    return profiles.byPhone(sealer.hash(phone.digits()));
  }

  /** The person's phone, masked; for the person and for those who see them. */
  @Transactional(readOnly = true)
  public String phoneMasked(Person.Id id) {
    var standing = standing(id);
    return new Phone(sealer.open(standing.phoneSealed())).masked();
  }

  /**
   * Enters one person; for officers of the person's union. {@link Invalid} names a phone or id
   * number that is taken.
   */
  @Transactional
  public void register(Registration person) {
    require(person.path());
    insert(List.of(seal(person)));
    signals.send(TOPIC, person.id().toString());
  }

  /**
   * Lets a membership go on in another state or another union from that day on, and the person
   * belong there; for officers of both unions.
   */
  @Transactional
  public void change(Person.Id id, Registration.Period next) {
    require(standing(id).profile().path());
    require(next.path());
    repository.endPeriod(id.value(), next.from());
    repository.move(id.value(), next.path());
    repository.beginPeriod(id.value(), next);
    signals.send(TOPIC, id.toString());
  }

  /** A name as strangers may see it: 王*强, 李*. */
  public static String masked(String name) {
    int count = name.codePointCount(0, name.length());
    var first = name.substring(0, name.offsetByCodePoints(0, Math.min(1, count)));
    return count <= 2
        ? first + "*"
        : first + "*" + name.substring(name.offsetByCodePoints(0, count - 1));
  }

  /** How many people there are, as far as the actor sees them. */
  @Transactional(readOnly = true)
  public long count() {
    return repository.count(new PeopleRepository.Filter(List.of(""), null, null, null, null));
  }

  /** Whether there is nobody yet. */
  @Transactional(readOnly = true)
  boolean empty() {
    return repository.empty();
  }

  /** Seals the secrets of many people, on all processors. */
  List<PeopleRepository.Sealed> seal(List<Registration> people) {
    return people.parallelStream().map(this::seal).toList();
  }

  /** Enters many people at once, all or none; the system's own work. */
  @Transactional(timeout = 120)
  void enter(List<PeopleRepository.Sealed> people) {
    for (int from = 0; from < people.size(); from += AT_ONCE) {
      insert(people.subList(from, Math.min(people.size(), from + AT_ONCE)));
    }
    signals.send(TOPIC, Signals.EVERYTHING);
  }

  private PeopleRepository.Standing standing(Person.Id id) {
    return repository.standings(List.of(id.value())).stream()
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  /** The constraints decide who is first; here their word becomes an answer. */
  private void insert(List<PeopleRepository.Sealed> people) {
    try {
      repository.insert(people);
    } catch (DuplicateKeyException e) {
      var text = String.valueOf(e.getMessage());
      if (text.contains("one_person_each_phone")) {
        throw new Invalid("phone", "duplicate");
      }
      if (text.contains("one_person_each_id_number")) {
        throw new Invalid("idNumber", "duplicate");
      }
      throw e;
    }
  }

  private PeopleRepository.Sealed seal(Registration person) {
    var number = person.number().text();
    var phone = person.phone().digits();
    return new PeopleRepository.Sealed(
        person, sealer.seal(number), sealer.hash(number), sealer.seal(phone), sealer.hash(phone));
  }

  private void require(String path) {
    var actor = Actor.current();
    if (!actor.equals(Actor.SYSTEM)) {
      actor.require(path, Role.OFFICER);
    }
    if (unions.at(path).isEmpty()) {
      throw new Invalid("path", "unknown");
    }
  }
}
