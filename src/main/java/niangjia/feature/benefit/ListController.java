package niangjia.feature.benefit;

import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.listing.Listings;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Limits a benefit to a list of people, while it is a draft. */
@RestController
@RequestMapping("/api/benefit/console/offerings/{id}/list")
class ListController {

  private final Benefits benefits;
  private final Listings listings;

  ListController(Benefits benefits, Listings listings) {
    this.benefits = benefits;
    this.listings = listings;
  }

  /** The list that a benefit is limited to, null for none. */
  record Limited(@Nullable UUID list) {}

  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  Limited one(@PathVariable UUID id) {
    benefits.inScope(new Offering.Id(id), Role.OFFICER, Role.LEADER);
    return new Limited(listings.of(id).orElse(null));
  }

  @PutMapping
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Limited limit(@PathVariable UUID id, @RequestBody Limited wanted) {
    var offering = benefits.inScope(new Offering.Id(id), Role.OFFICER);
    if (offering.state() != Offering.State.DRAFT) {
      throw new Invalid("list", "published");
    }
    try {
      listings.limit(id, wanted.list());
    } catch (NotFound unknown) {
      throw new Invalid("list", "unknown");
    }
    return new Limited(listings.of(id).orElse(null));
  }
}
