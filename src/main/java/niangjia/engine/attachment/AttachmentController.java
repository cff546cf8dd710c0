package niangjia.engine.attachment;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import niangjia.engine.attachment.Attachments.Brought;
import niangjia.engine.attachment.Attachments.Outcome;
import niangjia.engine.attachment.Attachments.Reason;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Invalid;
import niangjia.platform.Refused;
import niangjia.platform.Role;
import niangjia.platform.Streams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files over HTTP: one way in, and one way out that asks whatever holds the file. */
@RestController
@RequestMapping("/api/attachment")
class AttachmentController {

  private static final Logger log = LoggerFactory.getLogger(AttachmentController.class);

  /** Nothing in the answer runs or loads, not even where a browser takes it for a page. */
  private static final String SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'";

  private static final int BUFFER = 1 << 16;

  private final Attachments attachments;
  private final People people;
  private final Streams streams;

  AttachmentController(Attachments attachments, People people, Streams streams) {
    this.attachments = attachments;
    this.people = people;
    this.streams = streams;
  }

  /**
   * Takes a file in: the request's whole body.
   *
   * @param key the file's id, of the sender's making; the same again changes nothing
   * @param name what it is called, percent-encoded
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(
      value = Authz.Scope.SELF,
      roles = {Role.WORKER, Role.OFFICER})
  Attachment.FileCard attach(
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestHeader(value = "File-Name", defaultValue = "") @Size(max = 1000) String name,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    return switch (attachments.keep(brought(key, decoded(name)), request.getInputStream())) {
      case Outcome.Kept kept -> kept.attachment().card();
      case Outcome.No(var reason, var facts) when reason == Reason.KEY_USED ->
          throw new Refused(HttpStatus.UNPROCESSABLE_CONTENT, reason, facts);
      case Outcome.No(var reason, var facts) -> throw new Refused(reason, facts);
    };
  }

  private Brought brought(UUID key, String name) {
    var actor = Actor.current();
    var person = actor.person();
    if (person != null && actor.holds(Role.WORKER)) {
      var path = people.profile(new Person.Id(person)).path();
      return new Brought(key, path, person, actor.account(), name);
    }
    return new Brought(key, actor.paths(Role.OFFICER).getFirst(), null, actor.account(), name);
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Invalid("File-Name", "unreadable");
    }
  }

  /** The file, for its bringer and for whomever what holds it lets open it. */
  @GetMapping("/{id}")
  @Authz(value = Authz.Scope.SELF, object = "attachment", opens = true)
  void open(
      @PathVariable UUID id,
      @Parameter(hidden = true) HttpServletRequest request,
      @Parameter(hidden = true) HttpServletResponse response)
      throws IOException {
    var reader = Actor.current();
    var file = attachments.opened(id);
    try (var in = attachments.bytes(file)) {
      describe(file, response);
      var mayHave =
          streams.download(request, response, now -> reader.duties().equals(now.duties()));
      var out = response.getOutputStream();
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!mayHave.getAsBoolean()) {
          log.info("the file {} was cut: its reader may not have it any more", id);
          return;
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static void describe(Attachment file, HttpServletResponse response) {
    var type = file.type();
    var disposition =
        (type.shown() ? ContentDisposition.inline() : ContentDisposition.attachment())
            .filename(file.name(), StandardCharsets.UTF_8)
            .build();
    response.setContentType(type.mime());
    response.setHeader("Content-Disposition", disposition.toString());
    response.setHeader("Content-Security-Policy", SANDBOX);
    response.setContentLengthLong(file.bytes());
  }
}
