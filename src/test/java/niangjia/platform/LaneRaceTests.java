package niangjia.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many who ask a lane at once get the answers that they would get one after the other, although
 * what it decides on is not made for several threads.
 */
@Tag("alone")
@Order(1)
class LaneRaceTests {

  /** Two places and who has which; by itself it forgets and sells twice under threads. */
  static final class Desk {

    private static final int PLACES = 2;
    private final Map<Integer, Integer> taken = new HashMap<>();
    private int sold;

    /** The number of the person's place, 0 when there is none left. */
    int book(int person) {
      var mine = taken.get(person);
      if (mine != null || sold == PLACES) {
        return mine == null ? 0 : mine;
      }
      sold++;
      taken.put(person, sold);
      return sold;
    }
  }

  private record Ask(Desk desk, int person) {}

  private static final Lane<Ask, Integer> LANE =
      new Lane<>(
          "race", batch -> batch.stream().map(ask -> ask.desk().book(ask.person())).toList());

  /** Through the lane. */
  @Param(name = "person", gen = IntGen.class, conf = "1:3")
  public static final class InLane {

    private final Desk desk = new Desk();

    @Operation
    public int book(@Param(name = "person") int person) {
      return LANE.ask(new Ask(desk, person));
    }
  }

  /** A planted defect: everybody at the desk at once. */
  @Param(name = "person", gen = IntGen.class, conf = "1:3")
  public static final class Beside {

    private final Desk desk = new Desk();

    @Operation
    public int book(@Param(name = "person") int person) {
      return desk.book(person);
    }
  }

  @Test
  void aLaneDecidesAsIfOneCameAfterTheOther() {
    options().check(InLane.class);
  }

  @Test
  void doingWithoutTheLaneIsFound() {
    assertThatThrownBy(() -> options().check(Beside.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  private static StressOptions options() {
    return new StressOptions()
        .threads(3)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        .iterations(10)
        .invocationsPerIteration(1000);
  }
}
