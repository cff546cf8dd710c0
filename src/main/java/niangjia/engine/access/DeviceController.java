package niangjia.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Unsigned;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where somebody is signed in, for them alone. */
@RestController
@RequestMapping("/api/access/sessions")
class DeviceController {

  private final Devices devices;

  DeviceController(Devices devices) {
    this.devices = devices;
  }

  /**
   * A session of the caller's.
   *
   * @param current whether this request came by it
   * @param seenAt when it was last used, give or take five minutes
   */
  record SessionView(
      UUID id,
      Device.Kind device,
      Device.Browser browser,
      Instant startedAt,
      Instant seenAt,
      boolean current) {}

  /** How many sessions were ended. */
  record Ended(int count) {}

  /** The caller's sessions, those seen last first. */
  @GetMapping
  @Authz(Authz.Scope.SELF)
  List<SessionView> sessions() {
    var actor = Actor.current();
    return devices.of(known(actor.account())).stream()
        .map(
            seen ->
                new SessionView(
                    seen.id(),
                    seen.device(),
                    seen.browser(),
                    seen.createdAt(),
                    seen.seenAt(),
                    seen.id().equals(actor.session())))
        .toList();
  }

  /** Ends one session of the caller's, on the next request of whoever uses it. */
  @PostMapping("/{id}/end")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Authz(value = Authz.Scope.SELF, object = "session")
  void end(@PathVariable UUID id) {
    devices.end(known(Actor.current().account()), id);
  }

  /** Ends all sessions of the caller but this one. */
  @PostMapping("/end-others")
  @Authz(Authz.Scope.SELF)
  Ended endOthers() {
    var actor = Actor.current();
    return new Ended(devices.endOthers(known(actor.account()), known(actor.session())));
  }

  private static UUID known(@Nullable UUID id) {
    if (id == null) {
      throw new Unsigned();
    }
    return id;
  }
}
