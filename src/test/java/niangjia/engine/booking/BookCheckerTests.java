package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The checker finds every planted defect, and none where there is none. */
class BookCheckerTests {

  private static final UUID PLACE = new UUID(1, 1);

  private final List<BookChecker.Row> rows =
      new ArrayList<>(
          List.of(row(1, 1, "CONFIRMED"), row(2, 2, "CONFIRMED"), row(3, 3, "WAITING")));
  private final List<BookChecker.Told> told =
      new ArrayList<>(rows.stream().map(row -> told(row.id(), row.person(), row.state())).toList());
  private int taken = 2;

  @Test
  void aSoundBookHasNoFaults() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void onePlaceTooManyIsFound() {
    rows.add(row(4, 4, "CONFIRMED"));
    taken = 3;
    assertThat(faults()).contains("oversold: 3 of 2");
  }

  @Test
  void twoForOnePersonAreFound() {
    rows.set(2, row(3, 1, "WAITING"));
    assertThat(faults()).anyMatch(fault -> fault.startsWith("double"));
  }

  @Test
  void aLostBookingIsFound() {
    told.add(told(new UUID(9, 9), new UUID(9, 1), "CONFIRMED"));
    assertThat(faults()).anyMatch(fault -> fault.startsWith("lost: "));
  }

  @Test
  void aBookingUnderAnotherNameIsFound() {
    told.set(0, told(rows.getFirst().id(), new UUID(9, 1), "CONFIRMED"));
    assertThat(faults()).anyMatch(fault -> fault.startsWith("lost: "));
  }

  @Test
  void aCancellationThatDidNotHoldIsFound() {
    told.set(0, told(rows.getFirst().id(), rows.getFirst().person(), "CANCELLED"));
    assertThat(faults()).anyMatch(fault -> fault.startsWith("told CANCELLED"));
  }

  @Test
  void aWrongCounterIsFound() {
    taken = 1;
    assertThat(faults()).contains("counter says 1 for 2 rows");
  }

  @Test
  void aForgottenWaitlisterIsFound() {
    rows.set(1, row(2, 2, "CANCELLED"));
    told.set(1, told(rows.get(1).id(), rows.get(1).person(), "CANCELLED"));
    taken = 1;
    assertThat(faults()).contains("lost waitlister: 1 wait beside 1 free");
  }

  @Test
  void aMissingNumberIsFound() {
    rows.set(2, row(4, 3, "WAITING"));
    told.removeLast();
    assertThat(faults()).contains("number missing: 3");
  }

  private List<String> faults() {
    return BookChecker.faults(rows, told, Map.of(PLACE, 2), Map.of(PLACE, taken));
  }

  private static BookChecker.Row row(long number, long person, String state) {
    return new BookChecker.Row(new UUID(2, number), new UUID(3, person), PLACE, number, state);
  }

  private static BookChecker.Told told(UUID id, UUID person, String state) {
    return new BookChecker.Told(id, person, state);
  }
}
