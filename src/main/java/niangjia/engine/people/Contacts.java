package niangjia.engine.people;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.NotFound;
import niangjia.platform.Sealer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where people can be reached. Phones and addresses are whole for the system's own messages alone;
 * an address is kept once its owner has proved that it is theirs.
 */
@Service
public class Contacts {

  private final PeopleRepository repository;
  private final MailboxRepository mailboxes;
  private final Sealer sealer;
  private final InstantSource clock;

  Contacts(
      PeopleRepository repository,
      MailboxRepository mailboxes,
      Sealer sealer,
      InstantSource clock) {
    this.repository = repository;
    this.mailboxes = mailboxes;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** A person's phone, unmasked; {@link Forbidden} for everybody but the system. */
  @Transactional(readOnly = true)
  public Phone phone(Person.Id id) {
    requireSystem();
    var standing = repository.standings(List.of(id.value())).stream().findFirst();
    return new Phone(sealer.open(standing.orElseThrow(NotFound::new).phoneSealed()));
  }

  /** A person's confirmed e-mail address, if they have one; for the system alone. */
  @Transactional(readOnly = true)
  public Optional<Email> email(Person.Id id) {
    requireSystem();
    return mailboxes.of(id).map(box -> new Email(sealer.open(box.addressSealed())));
  }

  /** The person's e-mail address, masked, and since when; for those who see the person. */
  @Transactional(readOnly = true)
  public Optional<Mailbox> mailbox(Person.Id id) {
    return mailboxes
        .of(id)
        .map(box -> new Mailbox(new Email(sealer.open(box.addressSealed())).masked(), box.since()));
  }

  /** Keeps a confirmed address in place of the former. */
  @Transactional
  public void keep(Person.Id id, Email address) {
    mailboxes.keep(id, sealer.seal(address.address()), clock.instant());
  }

  /** Forgets the address. */
  @Transactional
  public void drop(Person.Id id) {
    mailboxes.drop(id);
  }

  private static void requireSystem() {
    if (!Actor.current().equals(Actor.SYSTEM)) {
      throw new Forbidden();
    }
  }
}
