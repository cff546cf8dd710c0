package niangjia.platform;

import java.time.Period;

/**
 * A rule of how long something about people is kept: what, how long, and what becomes of it then. A
 * module has one such bean for each kind of row that grows old; the operator guide lists all.
 *
 * @param table what is kept, as schema and table
 * @param keeps how long
 * @param forget deletes or unlinks at most {@code :limit} rows of what was over before {@code
 *     :before}; run as the system, in a transaction
 */
public record Retention(String table, Period keeps, String forget) {}
