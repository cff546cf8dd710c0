package niangjia.feature.benefit;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.booking.Boards;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Live pictures by server-sent events, one a second. A stream ends after some minutes and the
 * reader comes again, so that nobody goes on watching whose duty or session has ended.
 */
@RestController
@RequestMapping("/api/benefit")
class LiveController {

  /** What the wall shows: the rush that runs, and what opens next. */
  record Wall(Boards.@Nullable Board board, List<Card> upcoming) {}

  private static final Logger log = LoggerFactory.getLogger(LiveController.class);
  private static final long ENDLESS = 0;
  private static final int BEAT_MS = 1000;
  private static final int BEATS = 300;
  private static final int UPCOMING = 5;

  private final Benefits benefits;
  private final Boards boards;
  private final Offerings offerings;
  private final Catalogue catalogue;

  LiveController(Benefits benefits, Boards boards, Offerings offerings, Catalogue catalogue) {
    this.benefits = benefits;
    this.boards = boards;
    this.offerings = offerings;
    this.catalogue = catalogue;
  }

  @GetMapping("/console/offerings/{id}/live")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  SseEmitter live(@PathVariable UUID id) {
    var offering = benefits.inScope(new Offering.Id(id), Role.OFFICER, Role.LEADER).id();
    return stream("board", () -> boards.of(offering));
  }

  @GetMapping("/wall")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER})
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = Wall.class)))
  SseEmitter wall() {
    var paths = Actor.current().paths(Role.OFFICER, Role.LEADER);
    return stream("wall", () -> wall(paths));
  }

  /** The open offering whose opening is the latest, or the one that closed last. */
  private Wall wall(List<String> paths) {
    var running =
        offerings
            .page(new Offerings.Filter(Draft.FEATURE, paths, Offering.Phase.OPEN, null, 1))
            .items();
    var soon =
        offerings
            .page(new Offerings.Filter(Draft.FEATURE, paths, Offering.Phase.PUBLISHED, null, 100))
            .items()
            .stream()
            .sorted(Comparator.comparing(offering -> offering.window().opensAt()))
            .limit(UPCOMING)
            .toList();
    var board = running.isEmpty() ? null : boards.of(running.getFirst().id());
    return new Wall(board, catalogue.forStaff(soon));
  }

  private static SseEmitter stream(String name, Supplier<Object> picture) {
    var emitter = new SseEmitter(ENDLESS);
    var thread =
        Thread.ofVirtual().name("live " + name).unstarted(() -> send(emitter, name, picture));
    emitter.onCompletion(thread::interrupt);
    emitter.onTimeout(thread::interrupt);
    emitter.onError(_ -> thread.interrupt());
    thread.start();
    return emitter;
  }

  private static void send(SseEmitter emitter, String name, Supplier<Object> picture) {
    try {
      for (int beat = 0; beat < BEATS; beat++) {
        emitter.send(SseEmitter.event().name(name).reconnectTime(BEAT_MS).data(picture.get()));
        Thread.sleep(BEAT_MS);
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      log.debug("the reader of {} went away", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("the picture {} broke off; the reader comes again: {}", name, e.toString());
      emitter.complete();
    }
  }
}
