package niangjia.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import niangjia.platform.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Many threads on two nodes promise, owe, pay, take back and try again at random, on a fund that is
 * too small for all of it. {@code -Dniangjia.ledger.seed} repeats the choices of a run.
 */
class InterleavingTests extends LedgerContract {

  private static final long SEED = Long.getLong("niangjia.ledger.seed", System.nanoTime());
  private static final int THREADS = 24;
  private static final int STEPS = 60;

  @Autowired private InstantSource clock;

  private record Accounts(UUID source, UUID free, UUID committed, UUID payable, UUID paid) {}

  @Test
  void anyInterleavingKeepsTheSumAndOverdrawsNothing() throws Exception {
    var accounts =
        new Accounts(
            account(fund, Account.Kind.SOURCE),
            account(fund, Account.Kind.FUND),
            account(fund, Account.Kind.COMMITMENT),
            account(fund, Account.Kind.PAYABLE),
            account(fund, Account.Kind.PAID));
    var nodes =
        List.of(
            new Ledger(repository, transactions, clock),
            new Ledger(repository, transactions, clock));
    var told = new ConcurrentLinkedQueue<Transfer>();
    var refused = new ConcurrentLinkedQueue<Posting.Reason>();
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < THREADS; i++) {
      var random = new Random(SEED + i);
      tasks.add(
          () -> {
            for (int step = 0; step < STEPS; step++) {
              var node = nodes.get(random.nextInt(nodes.size()));
              switch (ask(node, accounts, told, random)) {
                case Posting.Done done -> told.addAll(done.transfers());
                case Posting.No no -> refused.add(no.reason());
              }
            }
            return null;
          });
    }
    try (var executor = Executors.newFixedThreadPool(THREADS)) {
      for (var task : executor.invokeAll(tasks)) {
        task.get();
      }
    }
    nodes.forEach(Ledger::close);
    var book = book(fund.id());
    assertThat(book.faults()).as("seed %d", SEED).isEmpty();
    assertThat(book.transfers()).as("nothing acknowledged is lost").containsAll(told);
    assertThat(refused).contains(Posting.Reason.OVERDRAWN, Posting.Reason.REVERSED_ALREADY);
    assertThat(book.transfers()).hasSizeGreaterThan(200);
  }

  /** A chain of one to three steps, a retry of what was told before, or the taking back of it. */
  private Posting ask(
      Ledger node, Accounts accounts, ConcurrentLinkedQueue<Transfer> told, Random random) {
    int kind = random.nextInt(10);
    var earlier = told.isEmpty() ? null : pick(told, random);
    if (kind == 0 && earlier != null) {
      return node.post(List.of(earlier));
    }
    if (kind <= 2 && earlier != null && earlier.reverses() == null) {
      return node.post(List.of(earlier.reversed(Ids.next(), ledger.today())));
    }
    long amount = 1L + random.nextInt(4_000);
    var subject = Ids.next();
    var chain = new ArrayList<Transfer>();
    chain.add(transfer(accounts.free, accounts.committed, amount).about(subject));
    if (kind > 4) {
      chain.add(transfer(accounts.committed, accounts.payable, amount).about(subject));
    }
    if (kind > 6) {
      chain.add(transfer(accounts.payable, accounts.paid, amount).about(subject));
    }
    return kind == 9 ? again(node, chain) : node.post(chain);
  }

  /** As a caller does who heard nothing. */
  private static Posting again(Ledger node, List<Transfer> chain) {
    var first = node.post(chain);
    var second = node.post(chain);
    if (first instanceof Posting.Done) {
      assertThat(second).isInstanceOf(Posting.Done.class);
    }
    return second;
  }

  private static Transfer pick(ConcurrentLinkedQueue<Transfer> told, Random random) {
    return told.stream().skip(random.nextInt(told.size())).findFirst().orElseThrow();
  }
}
