package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gate without a network took a voucher that was not good any more: used elsewhere meanwhile, or
 * given back. The first that the platform heard of counts; this one is kept for people to settle.
 *
 * @param number the booking's number in the book
 * @param holder the holder's name, masked
 * @param second what was told later and does not count
 * @param first what counts, null if the booking was never used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conflict(
    Booking.Id booking,
    long number,
    String holder,
    Booking.State state,
    Use second,
    @Nullable Use first) {

  /**
   * A voucher was taken.
   *
   * @param at when, as the gate says
   * @param heardAt when the platform heard of it
   * @param offline whether the gate had no network then
   */
  public record Use(String gate, Instant at, Instant heardAt, boolean offline) {}
}
