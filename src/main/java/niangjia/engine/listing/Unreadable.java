package niangjia.engine.listing;

/** A file that is not read: it is no table, too large, or made to fill the machine. */
public final class Unreadable extends RuntimeException {

  /** Why a file is not read. */
  public enum Reason {
    /** Neither xlsx nor csv, or broken. */
    NO_TABLE,
    /** It has more rows, columns or bytes than a list may have. */
    TOO_LARGE,
    /** It unpacks into far more than it is, or names things outside itself. */
    BOMB
  }

  private final Reason reason;

  Unreadable(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
