package niangjia.faults;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Compares what workers were told with the books. It shares no code with the application: it knows
 * the tables, the acknowledgements and the published layout of the hash chain.
 */
final class Audit {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final Set<String> TAKING = Set.of("CONFIRMED", "OFFERED", "REDEEMED");
  private static final Set<String> LIVE = Set.of("CONFIRMED", "OFFERED", "REDEEMED", "WAITING");

  private final Book book;
  private final List<Acknowledged> told;
  private final Map<UUID, String> shares;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param told in the order in which it was told
   * @param shares what one person gets one of, by offering
   */
  Audit(Book book, List<Acknowledged> told, Map<UUID, String> shares) {
    this.book = book;
    this.told = told;
    this.shares = shares;
  }

  /** Everything that is wrong, each beginning with its kind and a colon. */
  List<String> faults() {
    faults.clear();
    acknowledgements();
    places();
    people();
    book.ends().forEach(this::chain);
    return List.copyOf(faults);
  }

  /** How many of the faults are of a kind. */
  static long count(List<String> faults, String kind) {
    return faults.stream().filter(fault -> fault.startsWith(kind + ":")).count();
  }

  /** Rows whose key nobody was ever told. */
  long untold() {
    var keys = new HashSet<UUID>();
    told.forEach(one -> keys.add(one.key()));
    return book.rows().stream().filter(row -> !keys.contains(row.id())).count();
  }

  private void acknowledgements() {
    var rows = new HashMap<UUID, Book.Row>();
    book.rows().forEach(row -> rows.put(row.id(), row));
    var first = new HashMap<UUID, Acknowledged>();
    var last = new HashMap<UUID, Acknowledged>();
    for (var one : told) {
      var before = first.putIfAbsent(one.key(), one);
      if (before != null && !same(before, one)) {
        faults.add("key: " + before + " and then " + one);
      }
      last.merge(one.key(), one, (old, next) -> ended(old) && !ended(next) ? old : next);
    }
    for (var one : last.values()) {
      var row = rows.get(one.key());
      if (row == null || !same(one, row)) {
        faults.add("lost: told " + one + ", the book has " + row);
      } else if (!one.state().equals(row.state()) && !moves(one.state(), row.state())) {
        faults.add("lost: told " + one + ", the book says " + row.state());
      }
    }
  }

  private static boolean same(Acknowledged one, Acknowledged other) {
    return one.person().equals(other.person())
        && one.offering().equals(other.offering())
        && one.place().equals(other.place())
        && one.number() == other.number();
  }

  private static boolean same(Acknowledged one, Book.Row row) {
    return one.person().equals(row.person())
        && one.offering().equals(row.offering())
        && one.place().equals(row.place())
        && one.number() == row.number();
  }

  /** A twin's answer may be written down after that of a later request. */
  private static boolean ended(Acknowledged one) {
    return one.state().equals("CANCELLED");
  }

  /** What moves without its holder: who waits is offered a place. */
  private static boolean moves(String told, String now) {
    return told.equals("WAITING") && now.equals("OFFERED");
  }

  private void places() {
    for (var place : book.counters()) {
      int taken = 0;
      int waiting = 0;
      for (var row : book.rows()) {
        if (row.place().equals(place.place())) {
          taken += TAKING.contains(row.state()) ? 1 : 0;
          waiting += row.state().equals("WAITING") ? 1 : 0;
        }
      }
      if (taken > place.capacity()) {
        faults.add("oversold: " + taken + " of " + place);
      }
      if (taken != place.taken() || waiting != place.waiting()) {
        faults.add("counter: " + taken + " taken and " + waiting + " waiting, but " + place);
      }
      if (waiting > 0 && taken < place.capacity()) {
        faults.add("forgotten: " + waiting + " wait beside a free place, " + place);
      }
    }
  }

  private void people() {
    var holders = new HashSet<String>();
    for (var row : book.rows()) {
      if (LIVE.contains(row.state())
          && !holders.add(row.person() + " " + shares.get(row.offering()))) {
        faults.add("double: " + row);
      }
    }
  }

  /** The numbers without holes, and every hash worked out again. */
  private void chain(Book.End end) {
    var start = ByteBuffer.allocate(16);
    put(start, end.offering());
    var hash = sm3(start.array());
    long number = 0;
    for (var row : book.rows().stream().filter(r -> r.offering().equals(end.offering())).toList()) {
      number++;
      if (row.number() != number) {
        faults.add("number: " + row.number() + " stands where " + number + " belongs, " + row.id());
        return;
      }
      var line = ByteBuffer.allocate(32 + 8 + 16 + 16 + 1 + 8).put(hash).putLong(number);
      put(line, row.id());
      put(line, row.place());
      hash = sm3(line.put((byte) (row.waited() ? 1 : 0)).putLong(row.micros()).array());
      if (!hex(hash).equals(row.hash())) {
        faults.add("chain: broken at number " + number + " of " + end.offering());
        return;
      }
    }
    if (number != end.number() || !hex(hash).equals(end.hash())) {
      faults.add("chain: ends at " + number + " instead of " + end.number());
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void put(ByteBuffer buffer, UUID id) {
    buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  /** SM3, GB/T 32905-2016. */
  static byte[] sm3(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SM3", BOUNCY_CASTLE).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
