package niangjia.feature.benefit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.notice.Notice;
import niangjia.engine.notice.Notices;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** "Remind me": a message ten minutes before a benefit opens. */
@RestController
@RequestMapping("/api/benefit/offerings/{id}/reminder")
class RemindController {

  private static final Duration BEFORE = Duration.ofMinutes(10);

  private final Offerings offerings;
  private final Notices notices;
  private final InstantSource clock;

  RemindController(Offerings offerings, Notices notices, InstantSource clock) {
    this.offerings = offerings;
    this.notices = notices;
    this.clock = clock;
  }

  /** Whether a reminder is wanted. */
  record Reminder(boolean on) {}

  @GetMapping
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  Reminder one(@PathVariable UUID id) {
    return new Reminder(notices.awaits(notice(published(id))));
  }

  @PutMapping
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  Reminder remind(@PathVariable UUID id, @RequestBody Reminder wanted) {
    var offering = published(id);
    if (!offering.window().opensAt().isAfter(clock.instant())) {
      throw new Invalid("on", "past");
    }
    if (wanted.on()) {
      notices.post(List.of(notice(offering)));
    } else {
      notices.withdraw(notice(offering));
    }
    return one(id);
  }

  private Notice notice(Offering offering) {
    var opens = offering.window().opensAt();
    Instant due = opens.minus(BEFORE);
    var id = offering.id().value();
    return new Notice(
        Catalogue.self(), offering.path(), Notice.Kind.OPENING, id, offering.title(), opens, due);
  }

  private Offering published(UUID id) {
    var offering = offerings.get(new Offering.Id(id));
    if (offering.state() == Offering.State.DRAFT) {
      throw new NotFound();
    }
    return offering;
  }
}
