package niangjia.engine.draw;

import java.time.Instant;
import niangjia.engine.booking.Offering;
import org.jspecify.annotations.Nullable;

/**
 * A draw: its terms, what the server has committed itself to, and how far it has come.
 *
 * @param commitment the SM3 of the seed, in hexadecimal digits
 * @param seed the seed, told only once the draw is done
 * @param listHash the hash of the closed list of entries
 * @param closedAt when the list was closed
 * @param randomness what the source named, as it was published
 */
record Draw(
    Offering.Id offering,
    String path,
    Terms terms,
    String commitment,
    String seed,
    @Nullable String listHash,
    @Nullable Instant closedAt,
    @Nullable String randomness,
    @Nullable Instant drawnAt,
    @Nullable Instant writtenAt) {

  /** How far a draw has come. */
  enum State {
    /** People may enter, now or from the opening on. */
    ENTERING,
    /** The list is closed and published. */
    LISTED,
    /** The result is out. */
    DRAWN
  }

  State state() {
    return drawnAt != null ? State.DRAWN : closedAt != null ? State.LISTED : State.ENTERING;
  }
}
