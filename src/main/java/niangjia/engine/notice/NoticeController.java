package niangjia.engine.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A worker's messages. */
@RestController
@RequestMapping("/api/notice")
class NoticeController {

  private static final int MOST = 100;

  private final Notices notices;
  private final Wording wording;
  private final People people;

  NoticeController(Notices notices, Wording wording, People people) {
    this.notices = notices;
    this.wording = wording;
    this.people = people;
  }

  /**
   * A message.
   *
   * @param subject the offering or booking that it leads to
   */
  record MessageView(
      UUID id, Notice.Kind kind, UUID subject, Words title, Words text, Instant at, boolean read) {}

  /** How many messages nobody has read yet. */
  record Unread(long count) {}

  /** Whether texts are wanted as well. */
  record TextChoice(boolean texts) {}

  /** The newest hundred. */
  @GetMapping("/messages")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<MessageView> messages() {
    return notices.of(self(), MOST).stream()
        .map(
            row ->
                new MessageView(
                    row.id(),
                    row.kind(),
                    row.subject(),
                    new Words(row.titleZh(), row.titleEn()),
                    wording.text(row),
                    row.dueAt(),
                    row.readAt() != null))
        .toList();
  }

  @GetMapping("/unread")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  Unread unread() {
    return new Unread(notices.unread(self()));
  }

  /** Marks everything as read. */
  @PostMapping("/read")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  Unread read() {
    notices.read(self());
    return unread();
  }

  @GetMapping("/choice")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  TextChoice choice() {
    return new TextChoice(notices.wantsTexts(self()));
  }

  /** Asks for text messages, or for no more of them. */
  @PutMapping("/choice")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  TextChoice choose(@RequestBody TextChoice choice) {
    notices.choose(self(), people.profile(self()).path(), choice.texts());
    return choice();
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
