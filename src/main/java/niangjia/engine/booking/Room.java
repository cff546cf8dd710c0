package niangjia.engine.booking;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands in an offering's waiting room.
 *
 * @param needed whether the offering has one
 * @param number the person's number, which no reload and no second device changes; null before
 *     opening, when the order of those who came early is drawn by lot
 * @param ahead how many numbers come before it
 * @param admitted whether it has been called
 * @param estimateSeconds until it is called
 * @param joined how many have joined
 * @param pollAfterMs when asking again makes sense
 */
public record Room(
    boolean needed,
    @Nullable Integer number,
    int ahead,
    boolean admitted,
    int estimateSeconds,
    int joined,
    int pollAfterMs) {

  static final Room NONE = new Room(false, null, 0, true, 0, 0, 0);
}
