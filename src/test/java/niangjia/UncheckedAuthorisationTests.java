package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.authorisation.Inspection;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import niangjia.platform.OpenGate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The authorisation matrix against an application whose policies nobody enforces. */
class UncheckedAuthorisationTests {

  @Test
  void matrixFindsThatNobodyEnforcesPolicies() {
    try (var application =
        new SpringApplicationBuilder(Niangjia.class)
            .initializers(new TestSettings(), OpenGate.instead())
            .run()) {
      var inspection =
          new Inspection(
              application.getEnvironment(),
              application.getBean(Duties.class),
              application.getBean(People.class));
      inspection.playRoles();
      System.out.println("without a gatekeeper, " + inspection.summary());
      assertThat(inspection.operationsWithWrongAnswers()).hasSizeGreaterThan(20);
    }
  }
}
