package niangjia.engine.booking;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Person;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Page;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes offerings, publishes and closes them, and says how they stand. Who may do so is for the
 * feature to check.
 */
@Service
public class Offerings {

  private final OfferingRepository repository;
  private final Standings standings;
  private final Admission admission;
  private final InstantSource clock;
  private final Signals signals;

  Offerings(
      OfferingRepository repository,
      Standings standings,
      Admission admission,
      InstantSource clock,
      Signals signals) {
    this.repository = repository;
    this.standings = standings;
    this.admission = admission;
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * Which offerings.
   *
   * @param paths at or below which of these unions; the empty path for the whole tree
   * @param phase null for every phase
   * @param after the last id of the page before, null for the first page
   */
  public record Filter(
      String feature,
      Collection<String> paths,
      Offering.@Nullable Phase phase,
      @Nullable String after,
      int limit) {}

  /** How an offering stands: what is left, how many wait, and the last second that is known. */
  public record Left(
      Offering offering,
      Offering.Phase phase,
      Map<Place.Id, Integer> left,
      Map<Place.Id, Integer> waiting,
      boolean byDraw) {

    /** How many are left of all places. */
    public int total() {
      return left.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many wait for all places. */
    public int waitingTotal() {
      return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Writes a draft, new or changed. */
  @Transactional
  public void save(Offering draft) {
    var stored = repository.find(draft.id());
    if (draft.state() != Offering.State.DRAFT
        || stored.map(Offering::state).orElse(Offering.State.DRAFT) != Offering.State.DRAFT) {
      throw new Invalid("state", "published");
    }
    repository.save(draft, clock.instant());
    changed(draft.id());
  }

  /** Says of a draft whether its places will be drawn by lot instead of booked. */
  @Transactional
  public void byDraw(Offering.Id id, boolean byDraw) {
    if (!repository.byDraw(id, byDraw)) {
      throw new Invalid("state", "published");
    }
    changed(id);
  }

  /** Publishes a draft: from now on its terms stand. */
  @Transactional
  public void publish(Offering.Id id) {
    var draft = repository.find(id).orElseThrow(NotFound::new);
    var now = clock.instant();
    if (!draft.window().closesAt().isAfter(now)) {
      throw new Invalid("closesAt", "past");
    }
    for (int i = 0; i < draft.places().size(); i++) {
      if (!draft.places().get(i).endsAt().isAfter(draft.window().opensAt())) {
        throw new Invalid("places[" + i + "].endsAt", "afterOpening");
      }
    }
    if (!repository.move(id, Offering.State.DRAFT, Offering.State.PUBLISHED)) {
      throw new Invalid("state", "published");
    }
    repository.openBook(id);
    changed(id);
  }

  /** Closes an offering before its time; doing it again changes nothing. */
  @Transactional
  public void close(Offering.Id id) {
    if (repository.move(id, Offering.State.PUBLISHED, Offering.State.CLOSED)) {
      changed(id);
    }
  }

  /** One offering. */
  @Transactional(readOnly = true)
  public Offering get(Offering.Id id) {
    return repository.find(id).orElseThrow(NotFound::new);
  }

  /** These offerings, latest opening first. */
  @Transactional(readOnly = true)
  public List<Offering> all(Collection<Offering.Id> ids) {
    return repository.all(ids);
  }

  /** One page of offerings, latest opening first. */
  @Transactional(readOnly = true)
  public Page<Offering> page(Filter filter) {
    var now = clock.instant();
    var ids = repository.ids(filter, now);
    long total = repository.phases(filter, now).values().stream().mapToLong(Long::longValue).sum();
    var page = Page.cut(ids, filter.limit(), total, id -> id.value().toString());
    return new Page<>(repository.all(page.items()), page.next(), total);
  }

  /** How many offerings there are in each phase. */
  @Transactional(readOnly = true)
  public Map<Offering.Phase, Long> phases(Filter filter) {
    return repository.phases(filter, clock.instant());
  }

  /** How an offering stands, from memory. */
  public Left left(Offering.Id id) {
    var standing = standings.of(id);
    var counts = standing.reading().counts();
    return new Left(
        standing.offering(),
        standing.offering().phase(clock.instant()),
        counts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().left())),
        counts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().waiting())),
        standing.reading().byDraw());
  }

  /** Each condition of an offering, and whether that person meets it. */
  public List<Eligibility.Check> checks(Offering offering, Person.Id person) {
    return admission.checks(offering, admission.profile(person));
  }

  private void changed(Offering.Id id) {
    signals.send(Standings.TOPIC, id.value().toString());
  }
}
