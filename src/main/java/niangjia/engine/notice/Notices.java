package niangjia.engine.notice;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
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
  private final InstantSource clock;

  Notices(NoticeRepository repository, InstantSource clock) {
    this.repository = repository;
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

  @Transactional(readOnly = true)
  long unread(Person.Id person) {
    return repository.unread(person, clock.instant());
  }

  @Transactional
  void read(Person.Id person) {
    repository.read(person, clock.instant());
  }

  @Transactional(readOnly = true)
  boolean wantsTexts(Person.Id person) {
    return repository.wantsTexts(person);
  }

  @Transactional
  void choose(Person.Id person, String path, boolean texts) {
    repository.choose(person, path, texts);
  }
}
