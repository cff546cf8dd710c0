package niangjia.platform;

import java.time.Instant;
import java.time.Period;

/**
 * A rule of how long something about people is kept: what, how long, and what becomes of it then. A
 * module has one such component for each kind of row that grows old; the operator guide lists all.
 */
public interface Retention {

  /** What is kept, as schema and table. */
  String table();

  /** How long. */
  Period keeps();

  /**
   * Deletes or unlinks the oldest of what was over before that instant, as the system, in a
   * transaction.
   *
   * @return how many rows; fewer than the limit when nothing is left
   */
  int forget(Instant before, int limit);
}
