package niangjia.engine.access;

import java.util.Optional;
import niangjia.engine.people.Members;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.people.Phone;
import niangjia.engine.people.Profile;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.Page;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Who is who among the demonstration's people, all of them made up. */
@Component
@ConditionalOnProperty("niangjia.demo")
class Directory {

  private final People people;
  private final Members members;
  private final Unions unions;

  Directory(People people, Members members, Unions unions) {
    this.people = people;
    this.members = members;
    this.unions = unions;
  }

  /** The synthetic person whose phone that is. */
  Optional<Profile> owner(Phone phone) {
    return people.byPhone(phone).filter(Profile::synthetic);
  }

  /** The synthetic people of a subtree. */
  Page<Members.Contact> contacts(String path, Person.@Nullable Id after, int limit) {
    if (unions.at(path).isEmpty()) {
      throw new Invalid("path", "unknown");
    }
    return Actor.asSystem(() -> members.contacts(path, after, limit));
  }

  Words union(String path) {
    return unions.nearest(path).name();
  }
}
