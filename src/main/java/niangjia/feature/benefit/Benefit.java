package niangjia.feature.benefit;

import niangjia.engine.booking.Offering;
import niangjia.platform.Invalid;
import niangjia.platform.Words;

/**
 * What a benefit is.
 *
 * @param summary one or two sentences for the list
 * @param howTo how it is fetched and used
 */
public record Benefit(Offering.Id offering, Category category, Words summary, Words howTo) {

  private static final int SUMMARY = 200;
  private static final int HOW = 2000;

  /** What kind of benefit. */
  public enum Category {
    PARK,
    FOOD,
    FILM,
    CARNIVAL,
    HEALTH,
    OTHER
  }

  public Benefit {
    if (!summary.within(SUMMARY)) {
      throw new Invalid("summary", "tooLong", SUMMARY);
    }
    if (!howTo.within(HOW)) {
      throw new Invalid("howTo", "tooLong", HOW);
    }
  }
}
