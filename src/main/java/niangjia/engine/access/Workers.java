package niangjia.engine.access;

import java.time.InstantSource;
import java.util.Optional;
import niangjia.engine.people.People;
import niangjia.engine.people.Phone;
import org.springframework.stereotype.Component;

/** Workers' accounts: made at the first sign-in of somebody whom the union knows. */
@Component
class Workers {

  private final AccountRepository repository;
  private final People people;
  private final InstantSource clock;

  Workers(AccountRepository repository, People people, InstantSource clock) {
    this.repository = repository;
    this.people = people;
    this.clock = clock;
  }

  /** The account of the person whose phone that is, if there is one. */
  Optional<Account> account(Phone phone) {
    return people
        .byPhone(phone)
        .map(
            profile ->
                new Account(
                    repository.worker(profile.id(), clock.instant()),
                    Account.Kind.WORKER,
                    profile.id(),
                    null));
  }
}
