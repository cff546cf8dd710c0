package niangjia.engine.ledger;

import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Lane;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Posts transfers. Those of one call belong together: all are posted or none. Who asks has been
 * checked by whoever calls; the ledger itself knows accounts, not offices.
 */
@Service
public class Ledger {

  /** Days are those of the unions. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** More than these do not wait for others: they are a batch by themselves. */
  private static final int SHORT = 20;

  private static final int TRIES = 5;
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private record Asked(List<Transfer> chain, @Nullable UUID by) {}

  private final TransferRepository repository;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Lane<Asked, Posting> lane = new Lane<>("ledger", this::decide);

  Ledger(TransferRepository repository, TransactionOperations transactions, InstantSource clock) {
    this.repository = repository;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Today, as transfers count days. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  /**
   * Posts transfers in a transaction of the ledger's own, a few of them together with what others
   * ask for at the same time (group commit).
   */
  public Posting post(List<Transfer> chain) {
    var asked = new Asked(List.copyOf(chain), Actor.current().account());
    return chain.size() <= SHORT ? lane.ask(asked) : decide(List.of(asked)).getFirst();
  }

  /** Posts transfers as part of the caller's transaction, on accounts in the actor's scope. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Posting join(List<Transfer> chain) {
    try {
      return write(List.of(new Asked(List.copyOf(chain), Actor.current().account()))).getFirst();
    } catch (DataIntegrityViolationException e) {
      return refusal(chain, e);
    }
  }

  /**
   * Works every balance out again from the transfers alone; answers how many accounts were wrong.
   */
  @Transactional
  public long rebuild() {
    return repository.rebuild();
  }

  private List<Posting> decide(List<Asked> asked) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(
            Actor.asSystem(() -> transactions.execute(_ -> write(asked))));
      } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
        if (attempt == TRIES) {
          return alone(asked, e);
        }
        log.debug("{} requests are decided again", asked.size(), e);
      }
    }
  }

  /** What cannot be posted for reasons of its own must not take the others down with it. */
  private List<Posting> alone(List<Asked> asked, DataAccessException fault) {
    if (asked.size() > 1) {
      return asked.stream().map(each -> decide(List.of(each)).getFirst()).toList();
    }
    return List.of(refusal(asked.getFirst().chain(), fault));
  }

  private static Posting refusal(List<Transfer> chain, DataAccessException fault) {
    var text = String.valueOf(fault.getMessage());
    for (var reason : Posting.Reason.values()) {
      if (reason.constraint() != null && text.contains(reason.constraint())) {
        return new Posting.No(reason, chain.getFirst().id(), Map.of());
      }
    }
    throw fault;
  }

  /** Locks first and reads then: whoever held the accounts before has left everything to see. */
  private List<Posting> write(List<Asked> asked) {
    var all = asked.stream().flatMap(each -> each.chain().stream()).toList();
    var touched = TransferRepository.touched(all);
    repository.hold(touched);
    var today = today();
    var decisions = new Decisions(known(all, touched, today), today);
    var answers = new ArrayList<Posting>(asked.size());
    var by = new HashMap<UUID, @Nullable UUID>();
    for (var each : asked) {
      answers.add(decisions.decide(each.chain()));
      each.chain().forEach(transfer -> by.put(transfer.id(), each.by()));
    }
    if (!decisions.fresh().isEmpty()) {
      repository.post(decisions.fresh(), clock.instant(), by);
    }
    return answers;
  }

  private Decisions.Known known(List<Transfer> all, Collection<UUID> touched, LocalDate today) {
    var originals = all.stream().map(Transfer::reverses).filter(Objects::nonNull).toList();
    var keys = new HashSet<>(originals);
    all.forEach(transfer -> keys.add(transfer.id()));
    boolean past = all.stream().anyMatch(transfer -> transfer.day().isBefore(today));
    return new Decisions.Known(
        repository.accounts(touched),
        repository.transfers(keys),
        originals.isEmpty() ? Map.of() : repository.reversals(originals),
        past ? repository.closed(touched) : List.of());
  }

  @PreDestroy
  void close() {
    lane.close();
  }
}
