package niangjia.engine.draw;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws: published to everybody, entered by workers, drawn by officers. */
@RestController
@RequestMapping("/api/draw/draws/{id}")
class DrawController {

  private static final int MOST = 1000;

  /** Places, dearest first. */
  record Wishes(@Nullable List<Place.Id> wishes) {}

  /** What a leader gave to a companion. */
  record GroupCode(@Nullable String code) {}

  /** What the source published. */
  record Randomness(@Nullable String randomness) {}

  /** The reader's own entry, null when there is none. */
  record Own(DrawViews.@Nullable Ticket ticket) {}

  private final Draws draws;
  private final Entries entries;
  private final DrawViews views;
  private final People people;

  DrawController(Draws draws, Entries entries, DrawViews views, People people) {
    this.draws = draws;
    this.entries = entries;
    this.views = views;
    this.people = people;
  }

  @GetMapping
  @Authz(value = Authz.Scope.PUBLIC, object = "draw")
  DrawViews.DrawView one(@PathVariable UUID id) {
    return views.of(new Offering.Id(id));
  }

  /** The closed list, in the order of receipts. */
  @GetMapping("/entries")
  @Authz(value = Authz.Scope.PUBLIC, object = "draw")
  DrawViews.EntryList list(
      @PathVariable UUID id,
      @RequestParam @Nullable UUID after,
      @RequestParam(defaultValue = "1000") int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Invalid("limit", "range", 1, MOST);
    }
    return views.list(new Offering.Id(id), after == null ? new UUID(0, 0) : after, limit);
  }

  /** Enters, or changes the wishes of one's own entry. */
  @PostMapping("/entries")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "draw")
  Own enter(
      @PathVariable UUID id,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Wishes wishes) {
    var wanted = wishes.wishes() == null ? List.<Place.Id>of() : wishes.wishes();
    return own(entries.enter(new Offering.Id(id), new Entry.Id(key), self(), wanted));
  }

  @PostMapping("/join")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "draw")
  Own join(@PathVariable UUID id, @RequestBody GroupCode code) {
    return own(entries.join(new Offering.Id(id), self(), code.code() == null ? "" : code.code()));
  }

  @PostMapping("/leave")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "draw")
  Own leave(@PathVariable UUID id) {
    return own(entries.leave(new Offering.Id(id), self()));
  }

  @GetMapping("/mine")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "draw")
  Own ownEntry(@PathVariable UUID id) {
    return own(entries.of(new Offering.Id(id), self()));
  }

  @PostMapping("/draw")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "draw")
  DrawViews.DrawView draw(@PathVariable UUID id, @RequestBody Randomness published) {
    var text = published.randomness() == null ? "" : published.randomness();
    return switch (draws.draw(new Offering.Id(id), text)) {
      case Drawing.Done _ -> one(id);
      case Drawing.No no -> throw new Refused(no.reason(), Map.of());
    };
  }

  private Own own(Entering answer) {
    return switch (answer) {
      case Entering.Done done -> own(done.entry());
      case Entering.No no -> throw new Refused(no.reason(), Map.of());
    };
  }

  private Own own(Optional<Entry> entry) {
    return new Own(entry.map(found -> views.ticket(found, self(), people)).orElse(null));
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
