package niangjia.engine.people;

import java.util.List;
import niangjia.platform.Actor;
import niangjia.platform.Forbidden;
import niangjia.platform.NotFound;
import niangjia.platform.Sealer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where people can be reached; for the system's own messages alone. */
@Service
public class Contacts {

  private final PeopleRepository repository;
  private final Sealer sealer;

  Contacts(PeopleRepository repository, Sealer sealer) {
    this.repository = repository;
    this.sealer = sealer;
  }

  /** A person's phone, unmasked; {@link Forbidden} for everybody but the system. */
  @Transactional(readOnly = true)
  public Phone phone(Person.Id id) {
    if (!Actor.current().equals(Actor.SYSTEM)) {
      throw new Forbidden();
    }
    var standing = repository.standings(List.of(id.value())).stream().findFirst();
    return new Phone(sealer.open(standing.orElseThrow(NotFound::new).phoneSealed()));
  }
}
