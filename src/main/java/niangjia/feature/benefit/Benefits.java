package niangjia.feature.benefit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.draw.Draws;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What officers do with benefits: write, publish and close them. */
@Service
public class Benefits {

  private final BenefitRepository repository;
  private final Offerings offerings;
  private final Unions unions;
  private final Draws draws;
  private final InstantSource clock;

  Benefits(
      BenefitRepository repository,
      Offerings offerings,
      Unions unions,
      Draws draws,
      InstantSource clock) {
    this.repository = repository;
    this.offerings = offerings;
    this.unions = unions;
    this.draws = draws;
    this.clock = clock;
  }

  /** Writes a new draft. */
  @Transactional
  Offering.Id create(Draft draft) {
    draft.check();
    var id = Offering.Id.next();
    store(draft, id);
    return id;
  }

  /** Changes a draft. */
  @Transactional
  void change(Offering.Id id, Draft draft) {
    inScope(id, Role.OFFICER);
    draft.check();
    store(draft, id);
  }

  private void store(Draft draft, Offering.Id id) {
    var offering = draft.offering(id, unions, false);
    offerings.save(offering);
    repository.save(draft.benefit(id));
    var lots = draft.draw();
    draws.save(offering, lots == null ? null : lots.terms(offering, unions));
  }

  /** The draft that would make a benefit again. */
  @Transactional(readOnly = true)
  Draft draft(Offering offering) {
    var lots = draws.terms(offering.id()).map(terms -> Lots.of(terms, offering, unions));
    return Draft.of(offering, get(offering.id()), unions).drawn(lots.orElse(null));
  }

  /** Publishes a draft. */
  @Transactional
  void publish(Offering.Id id) {
    inScope(id, Role.OFFICER);
    offerings.publish(id);
  }

  /** Closes a benefit before its time. */
  @Transactional
  void close(Offering.Id id) {
    inScope(id, Role.OFFICER);
    offerings.close(id);
  }

  /** A benefit's offering, if the actor holds one of these roles over it. */
  @Transactional(readOnly = true)
  Offering inScope(Offering.Id id, Role... roles) {
    var offering = offerings.get(id);
    Actor.current().require(offering.path(), roles);
    return offering;
  }

  /** What a benefit is. */
  @Transactional(readOnly = true)
  public Benefit get(Offering.Id id) {
    var benefit = repository.all(List.of(id)).get(id);
    if (benefit == null) {
      throw new NotFound();
    }
    return benefit;
  }

  /**
   * Makes a copy of a benefit for a rehearsal and publishes it: the same places and terms, marked,
   * open from that instant on.
   *
   * @param opensAt when the copy opens; it closes an hour later
   */
  @Transactional
  public Offering rehearse(Offering.Id id, Instant opensAt) {
    var original = inScope(id, Role.OFFICER);
    var copyId = Offering.Id.next();
    var window =
        new Offering.Window(opensAt, opensAt.plusSeconds(3600), original.window().admitPerSecond());
    var copy =
        Draft.of(original, get(id), unions)
            .offering(copyId, unions, true)
            .opening(window, new Offering.Share(null, Offering.Period.OFFERING), clock.instant());
    offerings.save(copy);
    var benefit = get(id);
    repository.save(new Benefit(copyId, benefit.category(), benefit.summary(), benefit.howTo()));
    offerings.publish(copyId);
    return offerings.get(copyId);
  }
}
