/**
 * Draws (抽签): who gets the places of an offering when lots decide instead of speed. It owns the
 * terms of a draw, its entries and their result. It promises: a group is drawn as one and kept
 * together, never a place too many, a union's quota goes to its own members first, nobody gets what
 * they like less while what they like more has room for them at their turn, and all of it can be
 * worked out again by anyone from what is published.
 *
 * <p>The server commits itself to a secret seed before the opening; the list of entries is closed
 * and hashed; then a number that nobody could know, from a source named in advance, is mixed in (in
 * the manner of RFC 3797). The result goes into the offering's book as ordinary bookings, and the
 * rest onto its waiting list in the order drawn.
 */
@ApplicationModule(
    id = "draw",
    allowedDependencies = {"platform", "union", "people", "booking"})
@NullMarked
package niangjia.engine.draw;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
