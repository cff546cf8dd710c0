package niangjia.engine.booking;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a gate takes along to where there is no network, and what came of it. */
@RestController
@RequestMapping("/api/booking")
class GateController {

  private final GateLists lists;
  private final Conflicts conflicts;

  GateController(GateLists lists, Conflicts conflicts) {
    this.lists = lists;
    this.conflicts = conflicts;
  }

  @GetMapping("/gate/offerings")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.GATE, Role.OFFICER})
  List<GateList.Choice> choices() {
    return lists.choices();
  }

  /** Not a reading: bookings whose voucher nobody looked at yet get their code now. */
  @PostMapping("/offerings/{id}/gate-list")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.GATE, Role.OFFICER},
      object = "offering")
  GateList.Signed list(@PathVariable UUID id) {
    return lists.sign(new Offering.Id(id));
  }

  @GetMapping("/offerings/{id}/conflicts")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  List<Conflict> conflicts(@PathVariable UUID id) {
    return conflicts.of(new Offering.Id(id));
  }
}
