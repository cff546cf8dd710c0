package niangjia.authorisation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Compares what was written with what the audit trail says, as the owner of the database sees both.
 * PostgreSQL keeps with each row the transaction that wrote it, and the trail keeps it with each
 * entry: a row whose transaction has no entry was written without a trace.
 */
public final class Traces {

  /**
   * What the comparison found.
   *
   * @param transactions how many transactions wrote the rows that are there
   * @param untracedTransactions tables with rows whose transaction left no entry
   * @param operations how many requests changed something
   * @param untracedOperations operations that were done more often than the trail says
   * @param lines how many lines the books have
   * @param untracedLines how many of them no entry covers
   * @param plantedFound whether a row that was written past the application was found
   */
  public record Found(
      long transactions,
      List<String> untracedTransactions,
      long operations,
      List<String> untracedOperations,
      long lines,
      long untracedLines,
      boolean plantedFound) {}

  /** Signing in is single statements, which are entered by request. */
  private static final String TABLES =
      """
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname in ('union', 'people', 'booking', 'benefit', 'audit')
        and tablename not in ('link') and tablename not like 'flyway%'
      """;

  private final Ledger ledger;

  Traces(Ledger ledger) {
    this.ledger = ledger;
  }

  Found found(Collection<Answered> answers) {
    var tables = ledger.column(TABLES);
    var untraced = untraced(tables);
    long transactions = 0;
    for (var table : tables) {
      transactions += ledger.number("select count(distinct xmin::text) from " + table);
    }
    var done = new TreeMap<String, Long>();
    for (var answer : answers) {
      if (answer.reply().done() && !answer.operation().method().equals("GET")) {
        done.merge(answer.operation().name(), 1L, Long::sum);
      }
    }
    var missing = new ArrayList<String>();
    done.forEach(
        (operation, times) -> {
          if (!booked(operation) && entries(operation) < times) {
            missing.add(operation + ": " + entries(operation) + " entries of " + times);
          }
        });
    long operations = done.values().stream().mapToLong(Long::longValue).sum();
    return new Found(
        transactions,
        untraced,
        operations,
        missing,
        ledger.number("select count(*) from booking.booking"),
        ledger.number(UNCOVERED),
        planted(tables));
  }

  private List<String> untraced(List<String> tables) {
    return tables.stream().filter(table -> ledger.number(untraced(table)) > 0).toList();
  }

  private static String untraced(String table) {
    return "select count(distinct t.xmin::text) from "
        + table
        + " t where not exists (select from audit.entry e where e.xid::xid = t.xmin)";
  }

  /** What a book says itself: its lines are its trail, and entries cover them by their numbers. */
  private static boolean booked(String operation) {
    return operation.endsWith("/bookings") || operation.endsWith("/waitlist");
  }

  private static final String UNCOVERED =
      """
      select count(*) from booking.booking b where not exists (
        select from audit.entry e,
          regexp_match(e.summary, '^numbers=(\\d+)-(\\d+) head=') as range
        where e.operation = 'lane book' and e.object = b.offering_id::text
          and b.number between range[1]::bigint and range[2]::bigint)
      """;

  private long entries(String operation) {
    return ledger.number(
        "select count(*) from audit.entry where operation = ? and outcome = 'DONE'", operation);
  }

  /** A row written past the application must show. */
  private boolean planted(List<String> tables) {
    int before = untraced(tables).size();
    ledger.change(
        """
        update booking.place set waiting = waiting
        where id = (select p.id from booking.place p order by p.id limit 1)
        """);
    return untraced(tables).size() > before;
  }
}
