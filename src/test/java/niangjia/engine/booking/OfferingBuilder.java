package niangjia.engine.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import niangjia.engine.people.Eligibility;
import niangjia.engine.people.Group;
import niangjia.engine.people.Membership;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Makes offerings for tests: open since a minute, one place of one kind, for everybody in the city.
 */
public final class OfferingBuilder {

  private final Instant now;
  private final List<Place> places = new ArrayList<>();
  private String path = "bj";
  private Duration opensIn = Duration.ofMinutes(-1);
  private Offering.Share share = new Offering.Share(null, Offering.Period.OFFERING);
  private Eligibility eligibility = Eligibility.ALL;
  private @Nullable Integer admitPerSecond;

  /** Around that instant. */
  public OfferingBuilder(Instant now) {
    this.now = now;
  }

  public OfferingBuilder at(String givingPath) {
    path = givingPath;
    return this;
  }

  public OfferingBuilder opensIn(Duration later) {
    opensIn = later;
    return this;
  }

  public OfferingBuilder family(String name, Offering.Period period) {
    share = new Offering.Share(name, period);
    return this;
  }

  /** Who may come along. */
  public OfferingBuilder companions(Companion.Rule rule) {
    share = new Offering.Share(share.family(), share.period(), rule, 0);
    return this;
  }

  /** What not coming leads to. */
  public OfferingBuilder absence(Absence.Consequence rule) {
    share = new Offering.Share(share.family(), share.period(), share.companions(), rule, 0);
    return this;
  }

  /** How many of one list may be booked for together. */
  public OfferingBuilder party(int most) {
    share = new Offering.Share(share.family(), share.period(), share.companions(), most);
    return this;
  }

  public OfferingBuilder within(String memberPath) {
    eligibility = new Eligibility(memberPath, Set.of(Membership.State.ACTIVE), Set.of(), 0);
    return this;
  }

  public OfferingBuilder only(Group group) {
    eligibility = new Eligibility(null, Set.of(), Set.of(group), 0);
    return this;
  }

  public OfferingBuilder admitting(int perSecond) {
    admitPerSecond = perSecond;
    return this;
  }

  /** Adds a place of that capacity, tomorrow. */
  public OfferingBuilder place(int capacity) {
    return place(capacity, 1);
  }

  /** Adds a place of that capacity, tomorrow, each good for so many units. */
  public OfferingBuilder place(int capacity, int units) {
    places.add(
        new Place(
            Place.Id.next(),
            now.plus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(1)).plus(Duration.ofHours(2)),
            Words.of("礼堂", "Hall"),
            Words.of("名额", "Place"),
            capacity,
            units));
    return this;
  }

  /** The draft. */
  public Offering draft() {
    return new Offering(
        Offering.Id.next(),
        path,
        "benefit",
        Words.of("测试福利", "A benefit for tests"),
        Offering.State.DRAFT,
        new Offering.Window(
            now.plus(opensIn), now.plus(opensIn).plus(Duration.ofHours(12)), admitPerSecond),
        share,
        24,
        eligibility,
        places,
        false);
  }
}
