package niangjia.feature.benefit;

import java.time.Instant;
import niangjia.engine.booking.BookingView;
import niangjia.engine.booking.Offering;
import niangjia.engine.union.Union;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A benefit in a list.
 *
 * @param eligible whether the reader may take it; false for readers who are not workers
 * @param byDraw whether its places are drawn by lot
 * @param mine the reader's own booking of it
 */
record Card(
    Offering.Id id,
    Words title,
    Words summary,
    Benefit.Category category,
    Union union,
    Offering.Phase phase,
    Instant opensAt,
    Instant closesAt,
    int capacity,
    int left,
    int waiting,
    boolean soldOut,
    boolean eligible,
    @Nullable BookingView mine,
    boolean rehearsal,
    boolean byDraw) {}
