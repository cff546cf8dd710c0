/**
 * Booking (名额): who gets which of a few places. It owns offerings with their places, the book of
 * each offering, waiting rooms and vouchers. It promises: never a place too many, never two for one
 * person where one is allowed, never an acknowledged booking lost, the same answer to the same
 * request however often and to whichever node it is sent, and an order that anyone can recompute.
 *
 * <p>Requests for one offering meet in a {@link niangjia.platform.Lane}, which decides many of them
 * in one transaction; the constraints of the tables have the last word, so any number of nodes may
 * do so at once. What needs no decision (not open, sold out, not eligible) is answered from a
 * node's {@link niangjia.engine.booking.Standing}.
 */
@ApplicationModule(
    id = "booking",
    allowedDependencies = {"platform", "union", "people", "listing", "notice", "export"})
@NullMarked
package niangjia.engine.booking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
