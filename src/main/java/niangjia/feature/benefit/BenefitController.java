package niangjia.feature.benefit;

import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Benefits as a worker sees them. */
@RestController
@RequestMapping("/api/benefit")
class BenefitController {

  private final Catalogue catalogue;

  BenefitController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/open")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<Card> open() {
    return catalogue.forWorker(Catalogue.self());
  }

  @GetMapping("/offerings/{id}")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  Detail one(@PathVariable UUID id) {
    return catalogue.detail(new Offering.Id(id), Catalogue.self());
  }
}
