package niangjia.feature.benefit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.booking.Boards;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.union.Union;
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

  /**
   * A benefit with the draft it was made from.
   *
   * @param among the union to which the draft limits it
   */
  record Opened(Offering.Id id, Draft draft, Card card, @Nullable Union among) {}

  /** A benefit in the officers' list: how much of it was taken, and used. */
  record Row(@JsonUnwrapped Card card, int taken, long redeemed) {}

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
  Page<Row> list(
      @RequestParam Offering.@Nullable Phase phase,
      @RequestParam @Nullable UUID after,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > Page.LIMIT) {
      throw new Invalid("limit", "range", 1, Page.LIMIT);
    }
    var page = offerings.page(filter(phase, after == null ? null : after.toString(), limit));
    var redeemed = boards.redeemed(page.items().stream().map(Offering::id).toList());
    var rows =
        catalogue.forStaff(page.items()).stream()
            .map(
                card ->
                    new Row(
                        card, card.capacity() - card.left(), redeemed.getOrDefault(card.id(), 0L)))
            .toList();
    return new Page<>(rows, page.next(), page.total());
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
    draft.check();
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
    var within = offering.eligibility().within();
    return new Opened(
        offering.id(),
        benefits.draft(offering),
        catalogue.forStaff(offering),
        within == null ? null : unions.nearest(within));
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
