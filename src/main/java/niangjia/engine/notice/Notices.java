package niangjia.engine.notice;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.engine.people.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people something. A message is a row written in the caller's transaction: it is there if
 * and only if what it tells has happened, and once whatever is tried again.
 */
@Service
public class Notices {

  private final NoticeRepository repository;
  private final DeliveryRepository deliveries;
  private final InstantSource clock;

  Notices(NoticeRepository repository, DeliveryRepository deliveries, InstantSource clock) {
    this.repository = repository;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /** Writes messages; those that were written before stay as they are. */
  @Transactional
  public void post(Collection<Notice> notices) {
    if (!notices.isEmpty()) {
      repository.post(notices);
    }
  }

  /** Takes a message back, unless it shows already. */
  @Transactional
  public void withdraw(Notice notice) {
    repository.withdraw(notice.occasion(), clock.instant());
  }

  /** Whether that message is written. */
  @Transactional(readOnly = true)
  public boolean awaits(Notice notice) {
    return repository.awaits(notice.occasion());
  }

  @Transactional(readOnly = true)
  List<NoticeRepository.Row> of(Person.Id person, int limit) {
    return repository.of(person, clock.instant(), limit);
  }

  /** How messages went, each on its channels. */
  @Transactional(readOnly = true)
  Map<UUID, List<DeliveryRepository.Outcome>> outcomes(Collection<UUID> messages) {
    return deliveries.outcomes(messages).stream()
        .collect(Collectors.groupingBy(DeliveryRepository.Outcome::message));
  }

  @Transactional(readOnly = true)
  long unread(Person.Id person) {
    return repository.unread(person, clock.instant());
  }

  @Transactional
  void read(Person.Id person) {
    repository.read(person, clock.instant());
  }
}
