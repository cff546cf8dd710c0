package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Eligibility;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * Something scarce that a union gives: what, from when to when, to whom and how often.
 *
 * @param path the union that gives it
 * @param feature the service it belongs to, for example {@code benefit}
 * @param state what its owner has decided; see {@link #phase} for what holds now
 * @param window when it may be booked and how many the waiting room lets in
 * @param share how often one person may take of it and of its siblings
 * @param offerHours how long a place that came free is kept for the next in line
 * @param eligibility who may take it
 * @param places what there is, in the order shown
 * @param rehearsal whether simulated workers book it
 */
public record Offering(
    Id id,
    String path,
    String feature,
    Words title,
    State state,
    Window window,
    Share share,
    int offerHours,
    Eligibility eligibility,
    List<Place> places,
    boolean rehearsal) {

  /** People mean calendar days of this zone. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final int TITLE = 60;
  private static final int PLACES = 200;

  /** Names an offering. */
  public record Id(@JsonValue UUID value) {

    /** A new id. */
    public static Id next() {
      return new Id(Ids.next());
    }
  }

  /** What the owner has decided. */
  public enum State {
    DRAFT,
    PUBLISHED,
    CLOSED
  }

  /** What holds at an instant. */
  public enum Phase {
    DRAFT,
    /** Published and not yet open. */
    PUBLISHED,
    OPEN,
    CLOSED
  }

  /**
   * When an offering may be booked.
   *
   * @param admitPerSecond how many the waiting room lets in a second; null for no waiting room
   */
  public record Window(Instant opensAt, Instant closesAt, @Nullable Integer admitPerSecond) {

    public Window {
      if (!closesAt.isAfter(opensAt)) {
        throw new Invalid("closesAt", "afterOpening");
      }
      if (admitPerSecond != null && (admitPerSecond < 1 || admitPerSecond > 10_000)) {
        throw new Invalid("admitPerSecond", "range", 1, 10_000);
      }
    }
  }

  /** Over which time one person may take once. */
  public enum Period {
    /** Once of this offering. */
    OFFERING,
    MONTH,
    QUARTER,
    YEAR,
    EVER
  }

  /**
   * How often one person may take: once in a period, of this offering or of the whole family.
   *
   * @param family a name that sibling offerings have in common; null for none
   * @param companions whom one may take along
   * @param absence for how long one may not after not coming; null for no such rule
   * @param party how many people of one list a union may book for together; 0 for none
   */
  public record Share(
      @Nullable String family,
      Period period,
      Companion.Rule companions,
      Absence.@Nullable Consequence absence,
      int party) {

    /** The largest party. */
    public static final int PARTY = 500;

    private static final int NAME = 40;

    /** Not coming leads to nothing. */
    public Share(@Nullable String family, Period period, Companion.Rule companions, int party) {
      this(family, period, companions, null, party);
    }

    /** Everybody books alone and comes alone. */
    public Share(@Nullable String family, Period period) {
      this(family, period, Companion.Rule.NONE, 0);
    }

    public Share {
      if (party < 0 || party > PARTY) {
        throw new Invalid("party", "range", 0, PARTY);
      }
      family = family == null || family.isBlank() ? null : family.strip();
      if (family != null && family.length() > NAME) {
        throw new Invalid("family", "tooLong", NAME);
      }
    }

    /**
     * The key under which a person may hold one place: equal for all offerings that exclude one
     * another. A family's name counts within the union that gives it.
     */
    UUID key(Id offering, String path, Instant opensAt) {
      var day = opensAt.atZone(ZONE);
      var when =
          switch (period) {
            case OFFERING -> family == null ? offering.value().toString() : "";
            case MONTH -> day.getYear() + "-" + day.getMonthValue();
            case QUARTER -> day.getYear() + "Q" + day.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> Integer.toString(day.getYear());
            case EVER -> "ever";
          };
      var name = (family == null ? offering.value() : path + "/" + family) + "/" + when;
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
  }

  public Offering {
    if (!title.within(TITLE)) {
      throw new Invalid("title", "tooLong", TITLE);
    }
    if (offerHours < 1 || offerHours > 168) {
      throw new Invalid("offerHours", "range", 1, 168);
    }
    if (places.isEmpty() || places.size() > PLACES) {
      throw new Invalid("places", "range", 1, PLACES);
    }
    places = List.copyOf(places);
  }

  /** What holds at that instant. */
  public Phase phase(Instant now) {
    return switch (state) {
      case DRAFT -> Phase.DRAFT;
      case CLOSED -> Phase.CLOSED;
      case PUBLISHED ->
          now.isBefore(window.opensAt)
              ? Phase.PUBLISHED
              : now.isBefore(window.closesAt) ? Phase.OPEN : Phase.CLOSED;
    };
  }

  /** The place of that id, if it is one of this offering's. */
  public @Nullable Place place(Place.Id id) {
    for (var place : places) {
      if (place.id().equals(id)) {
        return place;
      }
    }
    return null;
  }

  /** How many there are in all. */
  public int capacity() {
    return places.stream().mapToInt(Place::capacity).sum();
  }

  UUID shareKey() {
    return share.key(id, path, window.opensAt);
  }

  /**
   * The same draft with another window and share; a session that would be over by then lasts a day
   * from the opening.
   *
   * @param now the present
   */
  public Offering opening(Window other, Share once, Instant now) {
    var later = other.opensAt.isAfter(now) ? other.opensAt : now;
    var moved =
        places.stream()
            .map(
                place ->
                    place.endsAt().isAfter(later.plusSeconds(3600))
                        ? place
                        : new Place(
                            place.id(),
                            later,
                            later.plusSeconds(86_400),
                            place.venue(),
                            place.kind(),
                            place.capacity(),
                            place.units()))
            .toList();
    return new Offering(
        id, path, feature, title, state, other, once, offerHours, eligibility, moved, rehearsal);
  }
}
