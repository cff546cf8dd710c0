package niangjia.engine.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything of one fund as the database has it, checked by arithmetic of its own that shares
 * nothing with the engine's.
 */
record Book(List<Account> accounts, List<Transfer> transfers) {

  /** What is wrong; empty when nothing is. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    var in = new HashMap<UUID, Long>();
    var out = new HashMap<UUID, Long>();
    for (var transfer : transfers) {
      in.merge(transfer.to(), transfer.amount(), Long::sum);
      out.merge(transfer.from(), transfer.amount(), Long::sum);
    }
    long sum = 0;
    for (var account : accounts) {
      sum += account.received() - account.given();
      if (account.received() != in.getOrDefault(account.id(), 0L)
          || account.given() != out.getOrDefault(account.id(), 0L)) {
        faults.add("balance of " + account.kind() + " " + account.id());
      }
      if (account.kind() != Account.Kind.SOURCE && account.given() > account.received()) {
        faults.add("overdrawn " + account.kind() + " " + account.id());
      }
    }
    if (sum != 0) {
      faults.add("sum " + sum);
    }
    faults.addAll(keys());
    faults.addAll(reversals());
    faults.addAll(paidTwice());
    return faults;
  }

  private List<String> keys() {
    var seen = new HashSet<UUID>();
    return transfers.stream()
        .filter(transfer -> !seen.add(transfer.id()))
        .map(transfer -> "key twice " + transfer.id())
        .toList();
  }

  private List<String> reversals() {
    var faults = new ArrayList<String>();
    var byId = new HashMap<UUID, Transfer>();
    transfers.forEach(transfer -> byId.put(transfer.id(), transfer));
    var taken = new HashSet<UUID>();
    for (var transfer : transfers) {
      if (transfer.reverses() == null) {
        continue;
      }
      var original = byId.get(transfer.reverses());
      if (original == null
          || !original.from().equals(transfer.to())
          || !original.to().equals(transfer.from())
          || original.amount() != transfer.amount()) {
        faults.add("no mirror " + transfer.id());
      }
      if (!taken.add(transfer.reverses())) {
        faults.add("reversed twice " + transfer.reverses());
      }
    }
    return faults;
  }

  /** More paid for one subject, after what came back, than was ever promised to it. */
  private List<String> paidTwice() {
    Map<UUID, Account.Kind> kinds = new HashMap<>();
    accounts.forEach(account -> kinds.put(account.id(), account.kind()));
    var paid = new HashMap<UUID, Long>();
    var promised = new HashMap<UUID, Long>();
    for (var transfer : transfers) {
      if (transfer.subject() == null) {
        continue;
      }
      if (kinds.get(transfer.to()) == Account.Kind.PAID) {
        paid.merge(transfer.subject(), transfer.amount(), Long::sum);
      }
      if (kinds.get(transfer.from()) == Account.Kind.PAID) {
        paid.merge(transfer.subject(), -transfer.amount(), Long::sum);
      }
      if (kinds.get(transfer.to()) == Account.Kind.COMMITMENT && transfer.reverses() == null) {
        promised.merge(transfer.subject(), transfer.amount(), Long::sum);
      }
    }
    return paid.entrySet().stream()
        .filter(each -> each.getValue() > promised.getOrDefault(each.getKey(), 0L))
        .map(each -> "paid twice " + each.getKey())
        .toList();
  }
}
