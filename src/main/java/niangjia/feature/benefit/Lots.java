package niangjia.feature.benefit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.engine.draw.Terms;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * How a benefit's places are drawn, as an officer writes it.
 *
 * @param source where the randomness will come from
 * @param randomAt from when on it is known
 * @param companions how many one may take along
 * @param quotas places for a union's own members
 */
record Lots(
    Draft.@Nullable Text source,
    @Nullable Instant randomAt,
    @Nullable Integer companions,
    @Nullable List<Quota> quotas) {

  /**
   * A row of the table of quotas.
   *
   * @param place which of the draft's places, from 0
   */
  record Quota(Union.@Nullable Id union, @Nullable Integer place, @Nullable Integer places) {}

  @Override
  public List<Quota> quotas() {
    return quotas == null ? List.of() : quotas;
  }

  /** Refuses what is missing. */
  void check() {
    Draft.words("source", source);
    Draft.required("randomAt", randomAt);
    for (int i = 0; i < quotas().size(); i++) {
      var row = "quotas[" + i + "].";
      Draft.required(row + "union", quotas().get(i).union());
      Draft.required(row + "places", quotas().get(i).places());
    }
  }

  /** The terms for an offering made from the same draft. */
  Terms terms(Offering offering, Unions unions) {
    try {
      var terms = read(offering, unions);
      terms.check(offering);
      return terms;
    } catch (Invalid e) {
      throw e.within("draw");
    }
  }

  private Terms read(Offering offering, Unions unions) {
    var rows = new ArrayList<Terms.Quota>();
    for (int i = 0; i < quotas().size(); i++) {
      rows.add(row(quotas().get(i), "quotas[" + i + "]", offering, unions));
    }
    return new Terms(
        Draft.words("source", source),
        Draft.required("randomAt", randomAt),
        companions == null ? 0 : companions,
        rows);
  }

  private static Terms.Quota row(Quota quota, String name, Offering offering, Unions unions) {
    int place = quota.place() == null ? 0 : quota.place();
    if (place < 0 || place >= offering.places().size()) {
      throw new Invalid(name + ".place", "unknown");
    }
    var union =
        unions
            .find(Draft.required(name + ".union", quota.union()))
            .orElseThrow(() -> new Invalid(name + ".union", "unknown"));
    try {
      var id = offering.places().get(place).id();
      return new Terms.Quota(union.path(), id, Draft.required("places", quota.places()));
    } catch (Invalid e) {
      throw e.within(name);
    }
  }

  /** The form that would make those terms again. */
  static Lots of(Terms terms, Offering offering, Unions unions) {
    var places = offering.places().stream().map(Place::id).toList();
    return new Lots(
        Draft.Text.of(terms.source()),
        terms.randomAt(),
        terms.companions(),
        terms.quotas().stream()
            .map(
                quota ->
                    new Quota(
                        unions.nearest(quota.path()).id(),
                        places.indexOf(quota.place()),
                        quota.places()))
            .toList());
  }
}
