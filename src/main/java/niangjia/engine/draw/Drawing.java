package niangjia.engine.draw;

/** What comes back to an officer who draws. */
sealed interface Drawing {

  /** It is drawn. */
  record Done() implements Drawing {}

  /** It cannot be. */
  record No(Reason reason) implements Drawing {}

  /** Why not. */
  enum Reason {
    /** People may still enter. */
    STILL_OPEN,
    /** The source has not spoken by then. */
    TOO_EARLY,
    /** It was drawn with something else. */
    DRAWN
  }
}
