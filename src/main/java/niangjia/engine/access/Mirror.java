package niangjia.engine.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Shows people who they are to this platform. */
@Component
class Mirror {

  private final AccountRepository repository;
  private final People people;
  private final Unions unions;
  private final InstantSource clock;
  private final boolean demo;

  Mirror(
      AccountRepository repository,
      People people,
      Unions unions,
      InstantSource clock,
      @Value("${niangjia.demo}") boolean demo) {
    this.repository = repository;
    this.people = people;
    this.unions = unions;
    this.clock = clock;
    this.demo = demo;
  }

  /** What the actor may know of themselves. */
  Me of(Actor actor, Locale locale) {
    var account = actor.account();
    if (account == null) {
      return new Me(false, clock.instant(), demo, null, null, List.of());
    }
    var person = self(actor);
    var login =
        person == null
            ? new Me.Login(
                account,
                repository.name(account).map(name -> name.in(locale)).orElse(""),
                Account.Kind.STAFF)
            : new Me.Login(account, person.name(), Account.Kind.WORKER);
    return new Me(true, clock.instant(), demo, login, person, duties(actor));
  }

  private List<Me.Held> duties(Actor actor) {
    return actor.duties().stream()
        .map(duty -> new Me.Held(duty.role(), unions.nearest(duty.path())))
        .toList();
  }

  private Me.@Nullable Self self(Actor actor) {
    if (actor.person() == null) {
      return null;
    }
    var id = new Person.Id(actor.person());
    var profile = people.profile(id);
    var state = profile.state();
    return new Me.Self(
        id,
        profile.name(),
        Actor.asSystem(() -> people.phoneMasked(id)),
        unions.nearest(profile.path()),
        state == null ? null : new Me.Joined(state, profile.memberSince()),
        profile.groups());
  }
}
