package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A booking as its holder sees it.
 *
 * @param position the place in the waiting list, 1 for the next
 * @param cancellable whether it can still be given back
 * @param companions how many come along
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BookingView(
    Booking.Id id,
    Offering.Id offering,
    Words title,
    PlaceView place,
    Booking.State state,
    long number,
    @Nullable Integer position,
    @Nullable Instant offerExpiresAt,
    Instant bookedAt,
    boolean cancellable,
    Booking.@Nullable Redemption redeemed,
    int companions) {}
