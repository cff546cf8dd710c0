package niangjia.feature.benefit;

import java.util.Map;
import java.util.UUID;
import niangjia.engine.booking.Boards;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Page;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Benefits as officers run them and leaders read them. */
@RestController
@RequestMapping("/api/benefit/console/offerings")
class ConsoleController {

  /** A new benefit's id. */
  record Created(Offering.Id id) {}

  /** A benefit with the draft it was made from. */
  record Opened(Offering.Id id, Draft draft, Card card) {}

  private final Benefits benefits;
  private final Catalogue catalogue;
  private final Offerings offerings;
  private final Boards boards;
  private final Unions unions;

  ConsoleController(
      Benefits benefits, Catalogue catalogue, Offerings offerings, Boards boards, Unions unions) {
    this.benefits = benefits;
    this.catalogue = catalogue;
    this.offerings = offerings;
    this.boards = boards;
    this.unions = unions;
  }

  @GetMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  Page<Card> list(
      @RequestParam Offering.@Nullable Phase phase,
      @RequestParam @Nullable UUID after,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > Page.LIMIT) {
      throw new Invalid("limit", "range", 1, Page.LIMIT);
    }
    var page = offerings.page(filter(phase, after == null ? null : after.toString(), limit));
    return new Page<>(catalogue.forStaff(page.items()), page.next(), page.total());
  }

  /** How many there are in each phase. */
  @GetMapping("/phases")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  Map<Offering.Phase, Long> phases() {
    return offerings.phases(filter(null, null, 1));
  }

  private static Offerings.Filter filter(
      Offering.@Nullable Phase phase, @Nullable String after, int limit) {
    var paths = Actor.current().paths(Role.OFFICER, Role.LEADER);
    return new Offerings.Filter(Draft.FEATURE, paths, phase, after, limit);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  Created create(@RequestBody Draft draft) {
    return new Created(benefits.create(draft));
  }

  @PostMapping("/preview")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER)
  Detail preview(@RequestBody Draft draft) {
    var id = Offering.Id.next();
    return catalogue.preview(draft.offering(id, unions, false), draft.benefit(id));
  }

  @GetMapping("/{id}")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  Opened one(@PathVariable UUID id) {
    var offering = benefits.inScope(new Offering.Id(id), Role.OFFICER, Role.LEADER);
    return new Opened(
        offering.id(),
        Draft.of(offering, benefits.get(offering.id()), unions),
        catalogue.forStaff(offering));
  }

  @PutMapping("/{id}")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Opened change(@PathVariable UUID id, @RequestBody Draft draft) {
    benefits.change(new Offering.Id(id), draft);
    return one(id);
  }

  @PostMapping("/{id}/publish")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Card publish(@PathVariable UUID id) {
    benefits.publish(new Offering.Id(id));
    return one(id).card();
  }

  @PostMapping("/{id}/close")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "offering")
  Card close(@PathVariable UUID id) {
    benefits.close(new Offering.Id(id));
    return one(id).card();
  }

  @GetMapping("/{id}/board")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  Boards.Board board(@PathVariable UUID id) {
    return boards.of(benefits.inScope(new Offering.Id(id), Role.OFFICER, Role.LEADER).id());
  }
}
