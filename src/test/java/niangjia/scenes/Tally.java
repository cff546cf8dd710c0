package niangjia.scenes;

import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.PickleStepTestStep;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.plugin.event.TestCaseStarted;
import io.cucumber.plugin.event.TestStepFinished;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the scenes, prints a line for each, and says where one failed and why. */
public final class Tally implements ConcurrentEventListener {

  /**
   * How it went.
   *
   * @param status what the process ends with
   */
  record Result(int passed, int failed, int status) {

    @Override
    public String toString() {
      return "scenes: " + passed + " passed, " + failed + " failed";
    }
  }

  private static final AtomicInteger PASSED = new AtomicInteger();
  private static final AtomicInteger FAILED = new AtomicInteger();

  @Override
  public void setEventPublisher(EventPublisher publisher) {
    publisher.registerHandlerFor(TestCaseStarted.class, Tally::begin);
    publisher.registerHandlerFor(TestStepFinished.class, Tally::step);
    publisher.registerHandlerFor(TestCaseFinished.class, Tally::count);
  }

  /** What was counted; a run that Cucumber itself ended with an error has failed, too. */
  static Result result(byte status) {
    int passed = PASSED.get();
    int failed = FAILED.get();
    return new Result(passed, failed, passed == 0 || failed > 0 || status != 0 ? 1 : 0);
  }

  static void reset() {
    PASSED.set(0);
    FAILED.set(0);
  }

  private static void begin(TestCaseStarted event) {
    System.out.println("\n" + event.getTestCase().getName());
  }

  private static void step(TestStepFinished event) {
    if (event.getTestStep() instanceof PickleStepTestStep step) {
      var result = event.getResult();
      var mark = result.getStatus().isOk() ? "  " : "! ";
      System.out.printf(
          "  %s%s%s  (%d ms)%n",
          mark,
          step.getStep().getKeyword(),
          step.getStep().getText(),
          result.getDuration().toMillis());
      if (!result.getStatus().isOk() && result.getError() != null) {
        System.out.println("      " + result.getError().getMessage());
      }
    }
  }

  private static void count(TestCaseFinished event) {
    (event.getResult().getStatus().isOk() ? PASSED : FAILED).incrementAndGet();
  }
}
