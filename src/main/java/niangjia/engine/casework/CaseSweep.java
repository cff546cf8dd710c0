package niangjia.engine.casework;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.engine.calendar.YearChanged;
import niangjia.engine.union.Duties;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.NotFound;
import niangjia.platform.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps cases moving by themselves, on whichever node looks first: wakes those whose time has come,
 * takes back what lies with somebody who is no longer there, and counts again when the calendar has
 * learnt of a year. Each case by itself, so that one that fails holds up no other.
 */
@Component
class CaseSweep {

  private static final Logger log = LoggerFactory.getLogger(CaseSweep.class);
  private static final int AT_ONCE = 200;

  private final Cases cases;
  private final CaseRepository repository;
  private final Surroundings around;
  private final TransactionOperations transactions;

  CaseSweep(
      Cases cases,
      CaseRepository repository,
      Surroundings around,
      TransactionOperations transactions,
      Signals signals) {
    this.cases = cases;
    this.repository = repository;
    this.around = around;
    this.transactions = transactions;
    signals.listen(Duties.TOPIC, this::gone);
  }

  /** Wakes those whose time has come. */
  @Scheduled(fixedDelayString = "${niangjia.casework.wake:PT5S}", initialDelayString = "PT5S")
  void wake() {
    patiently(
        () -> {
          var due = read(() -> repository.waking(around.now(), AT_ONCE));
          due.forEach(id -> each(id, new Act.Wake()));
          return due.size();
        });
  }

  /** Looks whether everybody who has a part in a case is still there. */
  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
  void present() {
    patiently(
        () -> {
          var busy = read(repository::busy);
          busy.forEach(this::release);
          return busy.size();
        });
  }

  private void gone(String account) {
    if (!account.equals(Signals.EVERYTHING)) {
      patiently(() -> release(UUID.fromString(account)));
    }
  }

  private int release(UUID account) {
    var held = read(() -> repository.held(account));
    held.forEach(id -> each(id, new Act.Revise(true)));
    return held.size();
  }

  /** Counts again what counts days. */
  @TransactionalEventListener
  void recount(YearChanged changed) {
    Case.Id after = null;
    List<Case.Id> some;
    do {
      var from = after;
      some = read(() -> repository.counting(from, AT_ONCE));
      some.forEach(id -> each(id, new Act.Revise(false)));
      after = some.isEmpty() ? null : some.getLast();
    } while (after != null);
  }

  private void each(Case.Id id, Act act) {
    try {
      Deed.ofSystem("casework " + act.getClass().getSimpleName())
          .on("case", id.toString())
          .doing(() -> cases.act(id, act));
    } catch (DataAccessException | TransactionException | NotFound | IllegalStateException e) {
      log.warn("case {} could not go on yet", id, e);
    }
  }

  private <T> List<T> read(Supplier<List<T>> what) {
    var found = Actor.asSystem(() -> transactions.execute(_ -> what.get()));
    return found == null ? List.of() : found;
  }

  private static void patiently(Supplier<Integer> work) {
    try {
      log.debug("looked after {} cases", work.get());
    } catch (DataAccessException | TransactionException e) {
      log.warn("cases wait for the database: {}", e.toString());
    }
  }
}
