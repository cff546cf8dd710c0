package niangjia.engine.booking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.Person;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of a reading with questions: nobody who has a line in the book is ever told
 * that all is gone.
 */
@Tag("alone")
@Order(1)
class StandingRaceTests {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final Offering OFFERING = new OfferingBuilder(NOW).place(2).draft();
  private static final Place.Id PLACE = OFFERING.places().getFirst().id();

  /** A standing that readings reach while people ask; a question is true when it was a lie. */
  public abstract static class Race {

    final Standing standing = new Standing(OFFERING, reading(0), Map.of());

    /** The book fills up: all places are taken, by 1 and 2. */
    @Operation
    public void fillUp() {
      standing.take(reading(2));
    }

    @Operation
    public boolean liesTo(@Param(gen = IntGen.class, conf = "1:2") int person) {
      return toldAllGone(person(person));
    }

    abstract boolean toldAllGone(Person.Id person);
  }

  /** Asks as the application does: first what is left, then whether the person is known. */
  public static final class Rightly extends Race {

    @Override
    boolean toldAllGone(Person.Id person) {
      return standing.left(PLACE) == 0 && !standing.knows(person);
    }
  }

  /** A planted defect: the other way round. */
  public static final class Wrongly extends Race {

    @Override
    boolean toldAllGone(Person.Id person) {
      return !standing.knows(person) && standing.left(PLACE) == 0;
    }
  }

  @Test
  void aWinnerIsNeverToldThatAllIsGone() {
    options().check(Rightly.class);
  }

  @Test
  void askingInTheWrongOrderIsFound() {
    assertThatThrownBy(() -> options().check(Wrongly.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(0)
        .iterations(8)
        .invocationsPerIteration(500)
        .logLevel(LoggingLevel.ERROR);
  }

  private static Standing.Reading reading(int taken) {
    var newcomers = taken == 0 ? List.<Person.Id>of() : List.of(person(1), person(2));
    var counts = Map.of(PLACE, new Batch.Count(2 - taken, 0));
    return new Standing.Reading(NOW, 1, taken, 0, false, false, counts, newcomers);
  }

  private static Person.Id person(int number) {
    return new Person.Id(new UUID(0, number));
  }
}
