package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.authorisation.Inspection;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import niangjia.promises.Figures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/**
 * Every operation of the API description, by every role, on objects at every position of the tree.
 * What must come of it is computed from the tree and the published policies. On an application of
 * its own, where the rehearsals that it begins show on nobody's wall.
 */
@ApplicationTest
@TestPropertySource(properties = "niangjia.test=authorisation")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTests {

  private final Inspection inspection;

  AuthorisationTests(
      @Autowired Environment environment, @Autowired Duties duties, @Autowired People people) {
    inspection = new Inspection(environment, duties, people);
  }

  @BeforeAll
  void play() {
    inspection.play();
    System.out.println(inspection.summary());
    Figures.record("P6", "cells", inspection.summary().replaceFirst("^authorisation: ", ""));
    Figures.record("P6", "withoutPolicy", inspection.withoutPolicy().size());
  }

  @Test
  void everyOperationHasAPolicy() {
    assertThat(inspection.operations()).hasSizeGreaterThan(25);
    assertThat(inspection.withoutPolicy()).isEmpty();
  }

  @Test
  void everyAnswerIsTheOnePolicyAndTreeDemand() {
    assertThat(inspection.wrongAnswers()).isEmpty();
  }

  @Test
  void listsShowWhatIsInScopeAndCountNothingElse() {
    assertThat(inspection.wrongLists()).isEmpty();
  }

  @Test
  void noOtherSpellingOpensWhatIsDenied() {
    assertThat(inspection.openedBySpelling()).isEmpty();
  }

  @Test
  void unknownFieldsAreRefused() {
    assertThat(inspection.acceptedFields()).isEmpty();
  }

  @Test
  void noOtherPageCanActForASignedInBrowser() {
    assertThat(inspection.forged()).isEmpty();
  }

  @Test
  void headerDoesNotMakeACallerTheMachineItself() {
    assertThat(inspection.openedByAddress()).isEmpty();
  }

  @Test
  void draftCannotBeMovedToAnotherUnion() {
    assertThat(inspection.movedDrafts()).isEmpty();
  }

  @Test
  void placeOfAnotherOfferingCannotBeBooked() {
    assertThat(inspection.mixedPlaces()).isEmpty();
  }

  @Test
  void endedDutyOpensNothingFromTheNextRequestOn() {
    assertThat(inspection.openAfterDismissal()).isEmpty();
  }

  @Test
  void everyWriteIsInTheAuditTrail() {
    var traces = inspection.traces();
    System.out.println("audit: " + traces);
    Figures.record("P8", "writes", traces.transactions());
    Figures.record("P8", "untraced", traces.untracedTransactions().size());
    assertThat(traces.untracedTransactions()).isEmpty();
    assertThat(traces.untracedOperations()).isEmpty();
    assertThat(traces.untracedLines()).isZero();
    assertThat(traces.transactions()).isGreaterThan(100);
    assertThat(traces.plantedFound()).isTrue();
  }

  @Test
  void everyPlantedFaultIsFound() {
    var mutants = inspection.mutants();
    Figures.record("P6", "mutants", mutants.planted());
    Figures.record("P6", "missed", mutants.missed().size());
    assertThat(mutants.planted()).isGreaterThan(200);
    assertThat(mutants.missed()).isEmpty();
    System.out.println("authorisation: " + mutants.planted() + " mutants planted, all caught");
  }
}
