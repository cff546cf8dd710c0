package niangjia.engine.booking;

import java.util.Map;

/**
 * What comes back to somebody who asks for a place or changes a booking: the booking, or why not.
 */
public sealed interface Answer {

  /** It is so: the booking as it stands now. */
  record Done(Booking booking) implements Answer {}

  /**
   * It cannot be.
   *
   * @param facts what the asker needs to know besides
   */
  record No(Reason reason, Map<String, Object> facts) implements Answer {

    public No {
      facts = Map.copyOf(facts);
    }

    No(Reason reason) {
      this(reason, Map.of());
    }
  }

  /** Why not. */
  enum Reason {
    /** All places of that kind are taken. */
    SOLD_OUT,
    /** There are some, but not for everybody who comes along. */
    TOO_FEW_LEFT,
    /** The waiting list is only for what is sold out. */
    NOT_SOLD_OUT,
    NOT_OPEN,
    /** The places of this offering are drawn by lot. */
    BY_DRAW,
    CLOSED,
    NOT_ELIGIBLE,
    /** The person booked and did not come too often, and pauses. */
    MISSED_TOO_OFTEN,
    /** The person holds this one or a sibling already. */
    HOLDS_ONE,
    /** Nobody books for many of this offering. */
    NO_PARTIES,
    /** More people than may be booked for at once. */
    PARTY_TOO_LARGE,
    /** Some of the list cannot have a place, so nobody gets one. */
    SOME_CANNOT,
    /** The waiting room has not called this person's number yet. */
    NOT_ADMITTED,
    /** The same key came with other content. */
    KEY_REUSED,
    /** The session has begun. */
    TOO_LATE,
    ALREADY_REDEEMED,
    /** It is good for several units, and nobody said how many now. */
    HOW_MANY,
    /** Not so many are left. */
    NOT_THAT_MANY,
    OFFER_EXPIRED,
    /** Not a confirmed booking. */
    NOT_CONFIRMED,
    /** The code is not one that this platform signed. */
    FORGED;

    /** Whether it holds for whoever asks. */
    boolean everybody() {
      return switch (this) {
        case NOT_OPEN, BY_DRAW, CLOSED, SOLD_OUT -> true;
        default -> false;
      };
    }
  }
}
