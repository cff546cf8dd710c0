package niangjia.engine.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A worker's bookings for their own calendar: one as a file, all under a secret address. */
@RestController
@RequestMapping("/api/booking")
class FeedController {

  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");
  private static final String NAME = "娘家 Niangjia";
  private static final Words NOTE = Words.of("凭证在娘家应用里。", "The voucher is in the Niangjia app.");

  private final Feeds feeds;
  private final Bookings bookings;
  private final BookingViews views;
  private final People people;
  private final InstantSource clock;

  FeedController(
      Feeds feeds, Bookings bookings, BookingViews views, People people, InstantSource clock) {
    this.feeds = feeds;
    this.bookings = bookings;
    this.views = views;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Whether there is an address, and the address itself right after it was made: later it is known
   * to its holder alone.
   */
  record Subscription(@Nullable Instant since, @Nullable String address) {}

  @GetMapping("/feed")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  Subscription feed() {
    return new Subscription(feeds.since(self()).orElse(null), null);
  }

  /** Makes a new address; the one before answers no more. */
  @PostMapping("/feed")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  Subscription subscribe() {
    var key = feeds.make(self(), people.profile(self()).path());
    return new Subscription(clock.instant(), "/api/booking/feed.ics?key=" + key);
  }

  /** Ends the address. */
  @PostMapping("/feed/end")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  Subscription end() {
    feeds.end(self());
    return feed();
  }

  /** All bookings of whoever made that key, for a calendar that knows no sign-in. */
  @GetMapping(value = "/feed.ics", produces = "text/calendar")
  @Authz(Authz.Scope.PUBLIC)
  ResponseEntity<String> all(@RequestParam String key, Locale locale) {
    var owner = feeds.owner(key);
    var mine = owner.doing(() -> views.of(bookings.of(new Person.Id(owner.self()))));
    return file("niangjia.ics", Calendars.write(mine, NAME, NOTE, locale, clock.instant()));
  }

  /** One booking as a file. */
  @GetMapping(value = "/bookings/{id}/calendar", produces = "text/calendar")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  ResponseEntity<String> one(@PathVariable UUID id, Locale locale) {
    var mine = List.of(views.of(bookings.get(new Booking.Id(id))));
    return file("booking.ics", Calendars.write(mine, null, NOTE, locale, clock.instant()));
  }

  private static ResponseEntity<String> file(String name, String text) {
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(text);
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
