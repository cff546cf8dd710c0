package niangjia.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * Where requests of one kind meet on this node (group commit): while one transaction decides a
 * batch, the next batch gathers, so the more come, the more are decided together. Nobody waits for
 * a batch to fill.
 */
public final class Lane<Q, A> {

  /** The most that one transaction decides; above it the statement grows faster than the gain. */
  private static final int MOST = 1000;

  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private record Waiter<Q, A>(Q request, @Nullable Deed deed, CompletableFuture<A> answer) {}

  private final LinkedTransferQueue<Waiter<Q, A>> queue = new LinkedTransferQueue<>();
  private final Function<List<Q>, List<A>> decide;
  private final String name;
  private final Thread thread;

  /**
   * @param name for the thread
   * @param decide decides a batch in one transaction, answers in the order of the requests
   */
  public Lane(String name, Function<List<Q>, List<A>> decide) {
    this.name = name;
    this.decide = decide;
    this.thread = Thread.ofVirtual().name("lane " + name).start(this::run);
  }

  /**
   * Waits for the decision. A caller who gets none knows nothing of the outcome and asks again with
   * the same key.
   */
  public A ask(Q request) {
    var waiter = new Waiter<Q, A>(request, Deed.current(), new CompletableFuture<>());
    queue.add(waiter);
    try {
      return waiter.answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("no decision within " + PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryTimeoutException("interrupted before the decision", e);
    }
  }

  /** Ends the lane once everything in it is decided. */
  public void close() {
    thread.interrupt();
  }

  private void run() {
    var batch = new ArrayList<Waiter<Q, A>>();
    while (true) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        return;
      }
      queue.drainTo(batch, MOST - 1);
      answer(batch);
      batch.clear();
    }
  }

  private void answer(List<Waiter<Q, A>> batch) {
    try {
      var deeds = batch.stream().map(Waiter::deed).filter(Objects::nonNull).toList();
      var requests = batch.stream().map(Waiter::request).toList();
      var answers = Deed.together(name, deeds).doing(() -> decide.apply(requests));
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(waiter -> waiter.answer.completeExceptionally(e));
    }
  }
}
