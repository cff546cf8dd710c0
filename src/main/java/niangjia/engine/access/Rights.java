package niangjia.engine.access;

import java.time.Instant;
import java.util.List;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Duties;
import niangjia.platform.Duty;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What somebody signed in may do: a worker serves only themselves, staff have their duties. */
@Component
class Rights {

  /**
   * The duties of somebody signed in.
   *
   * @param until when they next change by themselves, if they do
   */
  record Standing(List<Duty> duties, @Nullable Instant until) {}

  private final People people;
  private final Duties duties;

  Rights(People people, Duties duties) {
    this.people = people;
    this.duties = duties;
  }

  Standing of(SessionRepository.Session session, Instant at) {
    if (session.person() != null) {
      var profile = people.profile(new Person.Id(session.person()));
      return new Standing(List.of(new Duty(Role.WORKER, profile.path())), null);
    }
    return new Standing(
        duties.of(session.account(), at), duties.changesAfter(session.account(), at).orElse(null));
  }
}
