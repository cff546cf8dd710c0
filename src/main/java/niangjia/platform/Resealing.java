package niangjia.platform;

import org.jspecify.annotations.Nullable;

/**
 * A table with sealed columns, whose module seals them again under a new key while everybody works.
 * A row is changed only if it still is what was read.
 */
public interface Resealing {

  /**
   * How far it came.
   *
   * @param last the last row that was looked at, null at the end of the table
   * @param sealed how many rows were sealed again
   */
  record Step(@Nullable String last, int sealed) {}

  /** Schema and table. */
  String table();

  /**
   * Looks at the next rows and seals those again that are under another key than the one that is
   * written with now; as the system, in a transaction.
   *
   * @param after the last row that was looked at before, null to begin
   */
  Step reseal(@Nullable String after, int limit);

  /** How many rows are under another key than the one that is written with now. */
  long behind();
}
