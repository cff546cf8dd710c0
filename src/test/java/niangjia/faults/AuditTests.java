package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit finds every planted defect, and none where there is none. */
class AuditTests {

  private static final UUID OFFERING = new UUID(1, 1);
  private static final UUID SIBLING = new UUID(1, 2);
  private static final UUID PLACE = new UUID(2, 1);
  private static final UUID SIBLINGS_PLACE = new UUID(2, 2);
  private static final Map<UUID, String> SHARES = Map.of(OFFERING, "both", SIBLING, "both");

  private final List<Book.Row> rows = new ArrayList<>();
  private final List<Book.Counter> counters = new ArrayList<>();
  private final List<Book.End> ends = new ArrayList<>();
  private final List<Acknowledged> told = new ArrayList<>();

  /** Two places, both taken, one more waits, and one place was given back. */
  @BeforeEach
  void writeASoundBook() {
    add(1, "CANCELLED");
    add(2, "CONFIRMED");
    add(3, "CONFIRMED");
    add(4, "WAITING");
    counters.add(new Book.Counter(OFFERING, PLACE, 2, 2, 1));
    counters.add(new Book.Counter(SIBLING, SIBLINGS_PLACE, 2, 0, 0));
    ends.add(new Book.End(OFFERING, 4, rows.getLast().hash()));
    ends.add(new Book.End(SIBLING, 0, start(SIBLING)));
  }

  @Test
  void aSoundBookHasNoFaults() {
    assertThat(audit().faults()).isEmpty();
    assertThat(audit().untold()).isZero();
  }

  @Test
  void whoWaitsMayHaveBeenOfferedAPlaceMeanwhile() {
    state(1, "CANCELLED");
    tell(1, "CANCELLED");
    state(3, "OFFERED");
    counters.set(0, new Book.Counter(OFFERING, PLACE, 2, 2, 0));
    assertThat(audit().faults()).isEmpty();
  }

  @Test
  void aDeletedRowIsFound() {
    rows.remove(2);
    assertThat(kinds()).contains("lost", "number", "counter");
  }

  @Test
  void aDeletedTailIsFound() {
    rows.removeLast();
    told.removeLast();
    counters.set(0, new Book.Counter(OFFERING, PLACE, 2, 2, 0));
    assertThat(kinds()).containsExactly("chain");
  }

  @Test
  void aRowTooManyIsFound() {
    add(5, "CONFIRMED");
    ends.set(0, new Book.End(OFFERING, 5, rows.getLast().hash()));
    counters.set(0, new Book.Counter(OFFERING, PLACE, 2, 3, 1));
    assertThat(kinds()).containsExactly("oversold");
  }

  @Test
  void twoOfOneFamilyForOnePersonAreFound() {
    var hash = line(start(SIBLING), 1, new UUID(7, 7), SIBLINGS_PLACE, false);
    rows.add(row(1, "CONFIRMED", new UUID(7, 7), person(2), hash));
    ends.set(1, new Book.End(SIBLING, 1, hash));
    counters.set(1, new Book.Counter(SIBLING, SIBLINGS_PLACE, 2, 1, 0));
    assertThat(kinds()).containsExactly("double");
    assertThat(audit().untold()).isEqualTo(1);
  }

  @Test
  void aChangedHashIsFound() {
    var old = rows.get(1);
    rows.set(1, row(2, old.state(), old.id(), old.person(), rows.getFirst().hash()));
    assertThat(kinds()).containsExactly("chain");
  }

  @Test
  void aChangedBookingIsFoundByTheChain() {
    var old = rows.get(1);
    rows.set(1, row(2, old.state(), new UUID(9, 9), old.person(), old.hash()));
    told.set(1, acknowledged(new UUID(9, 9), 2, "CONFIRMED"));
    assertThat(kinds()).containsExactly("chain");
  }

  @Test
  void aBookingUnderAnotherNameIsFound() {
    var old = rows.get(1);
    rows.set(1, row(2, old.state(), old.id(), person(9), old.hash()));
    assertThat(kinds()).containsExactly("lost");
  }

  @Test
  void aCancellationThatDidNotHoldIsFound() {
    tell(1, "CANCELLED");
    assertThat(kinds()).containsExactly("lost");
  }

  @Test
  void twoAnswersToOneKeyAreFound() {
    told.add(acknowledged(key(2), 3, "CONFIRMED"));
    assertThat(kinds()).contains("key");
  }

  @Test
  void aForgottenWaiterIsFound() {
    state(2, "CANCELLED");
    tell(2, "CANCELLED");
    counters.set(0, new Book.Counter(OFFERING, PLACE, 2, 1, 1));
    assertThat(kinds()).containsExactly("forgotten");
  }

  /** The first example of GB/T 32905-2016. */
  @Test
  void theHashIsSm3() {
    assertThat(HexFormat.of().formatHex(Audit.sm3("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  }

  private Audit audit() {
    return new Audit(new Book(rows, counters, ends), told, SHARES);
  }

  private List<String> kinds() {
    return audit().faults().stream().map(fault -> fault.split(":", 2)[0]).distinct().toList();
  }

  private void add(long number, String state) {
    var before = rows.isEmpty() ? start(OFFERING) : rows.getLast().hash();
    var hash = line(before, number, key(number), PLACE, state.equals("WAITING"));
    rows.add(row(number, state, key(number), person(number), hash));
    tell((int) number - 1, state);
  }

  private void state(int index, String state) {
    var old = rows.get(index);
    rows.set(
        index,
        new Book.Row(
            old.id(),
            old.offering(),
            old.place(),
            old.person(),
            old.number(),
            state,
            old.waited(),
            old.micros(),
            old.hash()));
  }

  private void tell(int index, String state) {
    told.add(acknowledged(key(index + 1L), index + 1L, state));
  }

  private static Acknowledged acknowledged(UUID key, long number, String state) {
    return new Acknowledged(Instant.EPOCH, key, person(number), OFFERING, PLACE, number, state);
  }

  /** Of the sibling when its key is that one, else of the offering. */
  private static Book.Row row(long number, String state, UUID key, UUID person, String hash) {
    boolean sibling = key.equals(new UUID(7, 7));
    return new Book.Row(
        key,
        sibling ? SIBLING : OFFERING,
        sibling ? SIBLINGS_PLACE : PLACE,
        person,
        number,
        state,
        state.equals("WAITING"),
        number,
        hash);
  }

  private static UUID key(long number) {
    return new UUID(3, number);
  }

  private static UUID person(long number) {
    return new UUID(4, number);
  }

  private static String start(UUID offering) {
    return hex(ids(ByteBuffer.allocate(16), offering));
  }

  private static String line(String before, long number, UUID key, UUID place, boolean waited) {
    var line = ByteBuffer.allocate(81).put(HexFormat.of().parseHex(before)).putLong(number);
    return hex(ids(line, key, place).put((byte) (waited ? 1 : 0)).putLong(number));
  }

  private static ByteBuffer ids(ByteBuffer buffer, UUID... ids) {
    for (var id : ids) {
      buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return buffer;
  }

  private static String hex(ByteBuffer buffer) {
    var bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(Audit.sm3(bytes));
  }
}
