package niangjia.engine.listing;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import niangjia.engine.listing.ListingRepository.Rejection;
import niangjia.platform.Authz;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import niangjia.platform.Streams;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rows of an upload that were not taken, over HTTP. */
@RestController
@RequestMapping("/api/listing/uploads")
class RejectionController {

  private static final int PAGE = 1_000;

  private final ListingRepository repository;
  private final Uploads uploads;
  private final MessageSource messages;
  private final Streams streams;

  RejectionController(
      ListingRepository repository, Uploads uploads, MessageSource messages, Streams streams) {
    this.repository = repository;
    this.uploads = uploads;
    this.messages = messages;
    this.streams = streams;
  }

  /**
   * The rows that were not taken, as a csv file with the reason of each. It ends early, and says
   * so, when its reader may not have it any more.
   */
  @GetMapping(value = "/{id}/rejected", produces = "text/csv")
  @Authz(value = Authz.Scope.SUBTREE, roles = Role.OFFICER, object = "upload")
  void rejected(
      @PathVariable UUID id,
      @Parameter(hidden = true) HttpServletRequest request,
      @Parameter(hidden = true) HttpServletResponse response,
      Locale locale)
      throws IOException {
    var found = uploads.inTransaction(() -> repository.upload(id).stream().toList());
    var upload = found.stream().findFirst().orElseThrow(NotFound::new);
    var path = uploads.inScope(upload.listingId());
    var mayHave = streams.download(request, response, actor -> actor.covers(path, Role.OFFICER));
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"rejected.csv\"");
    try (var out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      out.write('\ufeff' + text("listing.heading", locale) + "\r\n");
      for (int after = 0; mayHave.getAsBoolean(); ) {
        int last = after;
        var some = uploads.inTransaction(() -> repository.rejections(id, last, PAGE));
        for (var one : some) {
          out.write(line(one, locale));
          after = one.line();
        }
        if (some.size() < PAGE) {
          return;
        }
      }
      out.write(text("listing.cut", locale) + "\r\n");
    }
  }

  private String line(Rejection one, Locale locale) {
    var reason = text("listing.fault." + one.reason(), locale);
    return one.line() + ",\"'" + one.masked().replace("\"", "\"\"") + "\"," + reason + "\r\n";
  }

  private String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }
}
