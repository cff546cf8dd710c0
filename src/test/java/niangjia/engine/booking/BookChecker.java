package niangjia.engine.booking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Compares what people were told with the rows of a book. It shares no code with the engine: it
 * knows only the rows and the acknowledgements.
 */
final class BookChecker {

  /** A row as it stands in the table. */
  record Row(UUID id, UUID person, UUID place, long number, String state) {}

  /** What somebody was told last about a booking of theirs. */
  record Told(UUID id, UUID person, String state) {}

  private static final Set<String> TAKING = Set.of("CONFIRMED", "OFFERED", "REDEEMED");
  private static final Set<String> LIVE = Set.of("CONFIRMED", "OFFERED", "REDEEMED", "WAITING");

  private BookChecker() {}

  /**
   * Everything that is wrong; empty when every promise was kept.
   *
   * @param capacity what each place has
   * @param taken what the counter of each place says
   */
  static List<String> faults(
      List<Row> rows, List<Told> told, Map<UUID, Integer> capacity, Map<UUID, Integer> taken) {
    var faults = new ArrayList<String>();
    places(rows, capacity, taken, faults);
    var live = new HashSet<UUID>();
    var numbers = new HashSet<Long>();
    var byId = new HashMap<UUID, Row>();
    for (var row : rows) {
      byId.put(row.id(), row);
      if (LIVE.contains(row.state()) && !live.add(row.person())) {
        faults.add("double: " + row.person());
      }
      if (!numbers.add(row.number())) {
        faults.add("number given twice: " + row.number());
      }
    }
    for (long number = 1; number <= rows.size(); number++) {
      if (!numbers.contains(number)) {
        faults.add("number missing: " + number);
      }
    }
    for (var one : told) {
      var row = byId.get(one.id());
      if (row == null || !row.person().equals(one.person())) {
        faults.add("lost: " + one);
      } else if (!one.state().equals(row.state()) && !moved(one.state(), row.state())) {
        faults.add("told " + one.state() + " and is " + row);
      }
    }
    return faults;
  }

  /** A waiting line may have been offered a place since, nothing else moves by itself. */
  private static boolean moved(String told, String now) {
    return told.equals("WAITING") && now.equals("OFFERED");
  }

  private static void places(
      List<Row> rows, Map<UUID, Integer> capacity, Map<UUID, Integer> taken, List<String> faults) {
    capacity.forEach(
        (place, most) -> {
          int have = 0;
          int waiting = 0;
          for (var row : rows) {
            if (row.place().equals(place)) {
              have += TAKING.contains(row.state()) ? 1 : 0;
              waiting += row.state().equals("WAITING") ? 1 : 0;
            }
          }
          if (have > most) {
            faults.add("oversold: " + have + " of " + most);
          }
          if (have != taken.getOrDefault(place, -1)) {
            faults.add("counter says " + taken.get(place) + " for " + have + " rows");
          }
          if (waiting > 0 && have < most) {
            faults.add("lost waitlister: " + waiting + " wait beside " + (most - have) + " free");
          }
        });
  }
}
