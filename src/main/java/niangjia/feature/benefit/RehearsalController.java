package niangjia.feature.benefit;

import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rehearsals of a rush. */
@RestController
@RequestMapping("/api/benefit/rehearsals")
class RehearsalController {

  /**
   * What to rehearse.
   *
   * @param workers how many simulated workers, 10 to 5000
   * @param overSeconds over how many seconds they come, 1 to 60
   * @param startInSeconds after how many seconds it opens, 5 to 300
   */
  record Plan(Offering.@Nullable Id offering, int workers, int overSeconds, int startInSeconds) {

    Plan {
      within("workers", workers, 10, 5000);
      within("overSeconds", overSeconds, 1, 60);
      within("startInSeconds", startInSeconds, 5, 300);
    }

    private static void within(String field, int value, int least, int most) {
      if (value < least || value > most) {
        throw new Invalid(field, "range", least, most);
      }
    }
  }

  private final Rehearsals rehearsals;

  RehearsalController(Rehearsals rehearsals) {
    this.rehearsals = rehearsals;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  Rehearsal.View start(@RequestBody Plan plan) {
    if (plan.offering() == null) {
      throw new Invalid("offering", "required");
    }
    return rehearsals.start(
        plan.offering(), plan.workers(), plan.overSeconds(), plan.startInSeconds());
  }

  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  List<Rehearsal.View> list() {
    return rehearsals.list();
  }

  @GetMapping("/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "rehearsal")
  Rehearsal.View one(@PathVariable UUID id) {
    return rehearsals.get(id);
  }

  @PostMapping("/{id}/stop")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "rehearsal")
  Rehearsal.View stop(@PathVariable UUID id) {
    return rehearsals.stop(id);
  }
}
