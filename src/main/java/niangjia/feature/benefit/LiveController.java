package niangjia.feature.benefit;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import niangjia.engine.booking.Boards;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Streams;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Live pictures for the console and the wall. */
@RestController
@RequestMapping("/api/benefit")
class LiveController {

  /** What the wall shows: the rush that runs, and what opens next. */
  record Wall(Boards.@Nullable Board board, List<Card> upcoming) {}

  private static final int UPCOMING = 5;

  private final Benefits benefits;
  private final Boards boards;
  private final Offerings offerings;
  private final Catalogue catalogue;
  private final Streams streams;

  LiveController(
      Benefits benefits, Boards boards, Offerings offerings, Catalogue catalogue, Streams streams) {
    this.benefits = benefits;
    this.boards = boards;
    this.offerings = offerings;
    this.catalogue = catalogue;
    this.streams = streams;
  }

  @GetMapping("/console/offerings/{id}/live")
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.OFFICER, Role.LEADER},
      object = "offering")
  SseEmitter live(@PathVariable UUID id, HttpServletRequest request) {
    var offering = benefits.inScope(new Offering.Id(id), Role.OFFICER, Role.LEADER);
    return streams.open(
        request,
        new Streams.Picture(
            "board",
            actor -> actor.covers(offering.path(), Role.OFFICER, Role.LEADER),
            _ -> boards.of(offering.id())));
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
  SseEmitter wall(HttpServletRequest request) {
    return streams.open(
        request,
        new Streams.Picture(
            "wall",
            actor -> actor.holds(Role.OFFICER, Role.LEADER),
            actor -> wall(actor.paths(Role.OFFICER, Role.LEADER))));
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
}
