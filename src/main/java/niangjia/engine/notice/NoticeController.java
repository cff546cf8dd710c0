package niangjia.engine.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import niangjia.platform.Words;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A worker's messages. */
@RestController
@RequestMapping("/api/notice")
class NoticeController {

  private static final int MOST = 100;

  private final Notices notices;
  private final Wording wording;

  NoticeController(Notices notices, Wording wording) {
    this.notices = notices;
    this.wording = wording;
  }

  /**
   * A message.
   *
   * @param subject the offering or booking that it leads to
   * @param deliveries how it went on other channels
   */
  record MessageView(
      UUID id,
      Notice.Kind kind,
      UUID subject,
      Words title,
      Words text,
      Instant at,
      boolean read,
      List<DeliveryView> deliveries) {}

  /** How a message went on one channel. */
  record DeliveryView(Channel channel, DeliveryRepository.State state) {}

  /** How many messages nobody has read yet. */
  record Unread(long count) {}

  /** The newest hundred. */
  @GetMapping("/messages")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<MessageView> messages() {
    var rows = notices.of(self(), MOST);
    var outcomes = notices.outcomes(rows.stream().map(NoticeRepository.Row::id).toList());
    return rows.stream().map(row -> view(row, outcomes.getOrDefault(row.id(), List.of()))).toList();
  }

  private MessageView view(NoticeRepository.Row row, List<DeliveryRepository.Outcome> outcomes) {
    return new MessageView(
        row.id(),
        row.kind(),
        row.subject(),
        new Words(row.titleZh(), row.titleEn()),
        wording.text(row),
        row.dueAt(),
        row.readAt() != null,
        outcomes.stream().map(each -> new DeliveryView(each.channel(), each.state())).toList());
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

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
