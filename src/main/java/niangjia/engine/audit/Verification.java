package niangjia.engine.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the whole chain and compares it with the anchors. It takes a connection that sees
 * every entry and believes nothing that the database says of itself.
 */
final class Verification {

  /** What can be wrong. */
  enum Fault {
    /** An entry says something else than when it was linked. */
    EDITED,
    /** An entry or a link in the middle is gone. */
    DELETED,
    /** A hash does not follow from the one before. */
    BROKEN,
    /** The chain ends before a signed head. */
    CUT,
    /** The chain has another hash than the signed head of that number. */
    REBUILT,
    /** A line of the anchors carries no signature of this house. */
    FORGED_ANCHOR,
    /** An entry has stayed outside the chain. */
    UNLINKED
  }

  /**
   * What came of it.
   *
   * @param entries how many entries are in the chain
   * @param anchors how many signed heads were compared
   * @param anchored up to which number a signed head covers the chain
   * @param faults how many faults there are of each kind
   * @param first the kind of the fault with the lowest number, null when there is none
   * @param number the number where that is; 0 where it has none
   */
  record Report(
      long entries,
      int anchors,
      long anchored,
      Map<Fault, Integer> faults,
      @Nullable Fault first,
      long number) {

    /** Whether nothing is wrong. */
    boolean clean() {
      return faults.isEmpty();
    }
  }

  private static final int AT_ONCE = 2_000;

  private final Connection connection;
  private final List<Anchors.Anchor> anchors;
  private final Map<Long, String> signed = new HashMap<>();
  private final Map<Fault, Integer> faults = new TreeMap<>();
  private @Nullable Fault first;
  private long firstNumber = Long.MAX_VALUE;
  private long number;
  private long entries;
  private byte[] hash = Entry.start();

  private Verification(Connection connection, List<Anchors.Anchor> anchors) {
    this.connection = connection;
    this.anchors = anchors;
  }

  /** Verifies; the connection must be in a transaction, so that rows come in portions. */
  static Report run(Connection connection, List<Anchors.Anchor> anchors) throws SQLException {
    var verification = new Verification(connection, anchors);
    verification.readAnchors();
    verification.readChain();
    verification.readUnlinked();
    return verification.report();
  }

  private void readAnchors() {
    for (var anchor : anchors) {
      if (anchor.genuine()) {
        var before = signed.put(anchor.number(), anchor.hash());
        if (before != null && !before.equals(anchor.hash())) {
          fault(Fault.REBUILT, anchor.number());
        }
      } else {
        fault(Fault.FORGED_ANCHOR, anchor.number());
      }
    }
  }

  private void readChain() throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select l.number, l.digest, l.hash, e.id is null as gone, %s
            from audit.link l left join audit.entry e on e.id = l.entry
            order by l.number
            """
                .formatted(Entry.COLUMNS))) {
      statement.setFetchSize(AT_ONCE);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          look(rows);
        }
      }
    }
    signed.keySet().stream()
        .filter(head -> head > number)
        .min(Long::compare)
        .ifPresent(head -> fault(Fault.CUT, number + 1));
  }

  private void look(ResultSet row) throws SQLException {
    long next = row.getLong("number");
    if (next != number + 1) {
      fault(Fault.DELETED, number + 1);
    }
    var digest = row.getBytes("digest");
    var said = row.getBytes("hash");
    if (row.getBoolean("gone")) {
      fault(Fault.DELETED, next);
    } else if (!Arrays.equals(Entry.read(row).digest(), digest)) {
      fault(Fault.EDITED, next);
    }
    if (next == number + 1 && !Arrays.equals(Entry.hash(hash, next, digest), said)) {
      fault(Fault.BROKEN, next);
    }
    var head = signed.get(next);
    if (head != null && !head.equals(HexFormat.of().formatHex(said))) {
      fault(Fault.REBUILT, next);
    }
    number = next;
    hash = said;
    entries++;
  }

  /**
   * Entries are linked within seconds: one that is a minute older than the newest should have been.
   * The newest, not the clock, so that a house restored after a rest is not taken for a faulty one.
   */
  private void readUnlinked() throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
                select count(*) from audit.entry e
                where e.at < (select max(at) from audit.entry) - interval '1 minute'
                  and not exists (select from audit.link l where l.entry = e.id)
                """);
        var rows = statement.executeQuery()) {
      if (rows.next() && rows.getInt(1) > 0) {
        fault(Fault.UNLINKED, number + 1);
      }
    }
  }

  private void fault(Fault fault, long at) {
    faults.merge(fault, 1, Integer::sum);
    if (at < firstNumber) {
      first = fault;
      firstNumber = at;
    }
  }

  private Report report() {
    long anchored =
        signed.keySet().stream().filter(head -> head <= number).max(Long::compare).orElse(0L);
    return new Report(
        entries,
        anchors.size(),
        anchored,
        Map.copyOf(faults),
        first,
        first == null ? 0 : firstNumber);
  }
}
