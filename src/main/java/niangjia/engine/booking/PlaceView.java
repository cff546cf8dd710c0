package niangjia.engine.booking;

import java.time.Instant;
import java.util.List;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A place as people see it.
 *
 * @param units how many visits or pieces one place is good for
 * @param left how many are left now, null where it is not said
 * @param waiting how many wait for it, null where it is not said
 */
public record PlaceView(
    Place.Id id,
    Session session,
    Words kind,
    int capacity,
    int units,
    @Nullable Integer left,
    @Nullable Integer waiting) {

  /** When and where. */
  public record Session(Instant startsAt, Instant endsAt, Words venue) {}

  /** A place without its counts. */
  public static PlaceView of(Place place) {
    return view(place, null, null);
  }

  /** An offering's places with their counts. */
  static List<PlaceView> of(Standing standing) {
    return standing.offering().places().stream()
        .map(place -> view(place, standing.left(place.id()), standing.waiting(place.id())))
        .toList();
  }

  /** An offering's places with their counts. */
  public static List<PlaceView> of(Offerings.Left left) {
    return left.offering().places().stream()
        .map(place -> view(place, left.left().get(place.id()), left.waiting().get(place.id())))
        .toList();
  }

  private static PlaceView view(Place place, @Nullable Integer left, @Nullable Integer waiting) {
    var session = new Session(place.startsAt(), place.endsAt(), place.venue());
    return new PlaceView(
        place.id(), session, place.kind(), place.capacity(), place.units(), left, waiting);
  }
}
