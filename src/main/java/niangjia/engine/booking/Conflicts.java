package niangjia.engine.booking;

import java.util.List;
import java.util.stream.Collectors;
import niangjia.engine.people.People;
import niangjia.platform.Actor;
import niangjia.platform.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Shows the conflicts of an offering to those who have to settle them. */
@Service
public class Conflicts {

  private static final int SHOWN = 200;

  private final RedemptionRepository repository;
  private final Standings standings;
  private final People people;
  private final TransactionOperations transactions;

  Conflicts(
      RedemptionRepository repository,
      Standings standings,
      People people,
      TransactionOperations transactions) {
    this.repository = repository;
    this.standings = standings;
    this.people = people;
    this.transactions = transactions;
  }

  /** What did not count though a gate had taken it, latest told first. */
  public List<Conflict> of(Offering.Id id) {
    var offering = standings.of(id).offering();
    Actor.current().require(offering.path(), Role.OFFICER, Role.LEADER);
    var clashes = Actor.asSystem(() -> transactions.execute(_ -> repository.clashes(id, SHOWN)));
    if (clashes == null || clashes.isEmpty()) {
      return List.of();
    }
    var holders =
        people.profiles(
            clashes.stream().map(RedemptionRepository.Clash::person).collect(Collectors.toSet()));
    return clashes.stream()
        .map(
            clash -> {
              var holder = holders.get(clash.person());
              return new Conflict(
                  clash.booking(),
                  clash.number(),
                  holder == null ? "" : People.masked(holder.name()),
                  clash.state(),
                  clash.second(),
                  clash.first());
            })
        .toList();
  }
}
