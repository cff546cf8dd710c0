package niangjia.engine.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import niangjia.platform.Sealer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Names and phones of many people at once, for a list that an officer takes along. */
@Service
public class Rolls {

  /** How somebody stands on a list. */
  public record Line(String name, String phone) {}

  private final PeopleRepository repository;
  private final Sealer sealer;
  private final TransactionTemplate reading;

  Rolls(PeopleRepository repository, Sealer sealer, PlatformTransactionManager transactions) {
    this.repository = repository;
    this.sealer = sealer;
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * The lines of these people, those left out who do not exist. Masked, but for those asked for
   * whole, and they only for officers of their own union: who takes a place elsewhere stays masked
   * there.
   */
  public Map<Person.Id, Line> of(Collection<Person.Id> people, Set<Person.Id> whole) {
    var actor = Actor.current();
    var ids = people.stream().map(Person.Id::value).distinct().toList();
    var lines = new HashMap<Person.Id, Line>();
    var standings = Actor.asSystem(() -> reading.execute(_ -> repository.standings(ids)));
    if (standings == null) {
      return lines;
    }
    for (var standing : standings) {
      var profile = standing.profile();
      var phone = new Phone(sealer.open(standing.phoneSealed()));
      boolean open = whole.contains(profile.id()) && actor.covers(profile.path(), Role.OFFICER);
      lines.put(
          profile.id(),
          open
              ? new Line(profile.name(), phone.digits())
              : new Line(People.masked(profile.name()), phone.masked()));
    }
    return lines;
  }
}
