package niangjia.feature.benefit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import niangjia.engine.booking.Companion;
import niangjia.engine.booking.PlaceView;
import niangjia.engine.people.Eligibility;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A benefit in full: all that the decision will depend on.
 *
 * @param checks each condition, and whether the reader meets it
 * @param limit how often one person may take it
 * @param companions whom one may take along
 */
record Detail(
    @JsonUnwrapped Card card,
    Words howTo,
    Instant serverTime,
    @Nullable RoomRate room,
    List<PlaceView> places,
    List<CheckView> checks,
    Words limit,
    int offerHours,
    Companion.Rule companions) {

  /** How many the waiting room lets in. */
  record RoomRate(int admitPerSecond) {}

  /**
   * One condition in words.
   *
   * @param until when the reader meets it again by itself, null where that is not known
   */
  record CheckView(Eligibility.Rule rule, boolean ok, Words text, @Nullable Instant until) {}
}
