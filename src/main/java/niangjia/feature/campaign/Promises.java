package niangjia.feature.campaign;

import java.util.List;
import niangjia.engine.ledger.Account;
import niangjia.engine.ledger.Budgets;
import niangjia.engine.ledger.Ledger;
import niangjia.engine.ledger.Line;
import niangjia.engine.ledger.Transfer;
import org.springframework.stereotype.Component;

/**
 * What the ledger knows of gifts: each is promised at approval, and the promise is kept or taken
 * back, once. The keys follow from the gift, so that nothing happens twice whoever tries again.
 */
@Component
class Promises {

  private static final String PROMISE = "PROMISE";

  private final Ledger ledger;
  private final Budgets budgets;

  Promises(Ledger ledger, Budgets budgets) {
    this.ledger = ledger;
    this.budgets = budgets;
  }

  /** Promises every gift from a line. */
  void promise(Line line, List<Gift> gifts) {
    if (!gifts.isEmpty()) {
      ledger.join(promises(line, gifts)).orRefuse();
    }
  }

  /** Takes promises back: what they held is free again. */
  void release(Line line, List<Gift> gifts) {
    if (!gifts.isEmpty()) {
      var day = ledger.today();
      var back =
          promises(line, gifts).stream()
              .map(one -> one.reversed(Transfer.key(one.id(), "BACK"), day))
              .toList();
      ledger.join(back).orRefuse();
    }
  }

  private List<Transfer> promises(Line line, List<Gift> gifts) {
    var free = budgets.account(line, line.free()).id();
    var promised = budgets.account(line, Account.Kind.COMMITMENT).id();
    var day = ledger.today();
    return gifts.stream()
        .map(
            gift ->
                Transfer.of(Transfer.key(gift.id(), PROMISE), free, promised, gift.amount(), day)
                    .about(gift.id()))
        .toList();
  }
}
