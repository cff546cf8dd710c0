package niangjia.engine.draw;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.platform.Invalid;
import niangjia.platform.Words;

/**
 * What is promised of a draw before it opens.
 *
 * @param source where the randomness will come from, named so that nobody can choose it later
 * @param randomAt from when on that source is known
 * @param companions how many one may take along, who are kept together
 * @param quotas places for a union's own members, who draw among themselves first
 */
public record Terms(Words source, Instant randomAt, int companions, List<Quota> quotas) {

  /** The most companions. */
  public static final int COMPANIONS = 9;

  private static final int SOURCE = 200;
  private static final int QUOTAS = 100;

  /** So many of a place for the members of a union and of the unions below it. */
  public record Quota(String path, Place.Id place, int places) {

    public Quota {
      if (places < 1 || places > Place.MOST) {
        throw new Invalid("places", "range", 1, Place.MOST);
      }
    }

    private boolean covers(String other) {
      return other.equals(path) || other.startsWith(path + ".");
    }
  }

  public Terms {
    if (!source.within(SOURCE)) {
      throw new Invalid("source", "tooLong", SOURCE);
    }
    if (companions < 0 || companions > COMPANIONS) {
      throw new Invalid("companions", "range", 0, COMPANIONS);
    }
    if (quotas.size() > QUOTAS) {
      throw new Invalid("quotas", "range", 0, QUOTAS);
    }
    quotas = List.copyOf(quotas);
  }

  /** The unions with a quota, in the order of their pots. */
  List<String> pots() {
    return quotas.stream().map(Quota::path).distinct().toList();
  }

  /** Refuses terms that do not fit the offering, naming the row at fault. */
  public void check(Offering offering) {
    if (randomAt.isBefore(offering.window().closesAt())) {
      throw new Invalid("randomAt", "afterClosing");
    }
    var kept = new HashMap<Place.Id, Integer>();
    var seen = new HashSet<String>();
    for (int i = 0; i < quotas.size(); i++) {
      var quota = quotas.get(i);
      var place = offering.place(quota.place());
      if (place == null) {
        throw new Invalid("quotas[" + i + "].place", "unknown");
      }
      int sum = kept.merge(quota.place(), quota.places(), Integer::sum);
      if (sum > place.capacity()) {
        throw new Invalid("quotas[" + i + "].places", "range", 1, place.capacity());
      }
      boolean overlaps =
          quotas.stream()
              .anyMatch(other -> !other.path().equals(quota.path()) && other.covers(quota.path()));
      if (overlaps || !seen.add(quota.path() + quota.place())) {
        throw new Invalid("quotas[" + i + "].union", "overlaps");
      }
    }
  }
}
