package niangjia.engine.draw;

import java.util.Optional;

/** What comes back to somebody who enters a draw or changes their entry. */
sealed interface Entering {

  /** It is so: the entry as it stands now, none after leaving. */
  record Done(Optional<Entry> entry) implements Entering {}

  /** It cannot be. */
  record No(Reason reason) implements Entering {}

  /** Why not. */
  enum Reason {
    NOT_OPEN,
    CLOSED,
    NOT_ELIGIBLE,
    /** The person holds one already that excludes this one. */
    HOLDS_ONE,
    /** The person is in another entry of this draw. */
    IN_ALREADY,
    /** No group has that code. */
    UNKNOWN_CODE,
    /** The group is as large as it may be. */
    FULL,
    /** The same key came for somebody else. */
    KEY_REUSED
  }
}
