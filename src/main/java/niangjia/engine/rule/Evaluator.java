package niangjia.engine.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Evaluates tables by Apache KIE: models are compiled once and kept by the hash of their text, as
 * many as are in use; work is done on a few threads of its own and given up when it takes too long.
 * What passes {@link RuleCheck} cannot take long; the limit is for what nobody thought of.
 */
@Component
class Evaluator {

  /** No evaluation and no compilation takes longer. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
  private static final int MODELS = 200;
  private static final int THREADS = 4;
  private static final int WAITING = 200;

  /** The work took too long, or too much was waiting. */
  static final class TooLong extends RuntimeException {

    TooLong() {
      super("a rule took too long", null, false, false);
    }
  }

  private final Cache<String, Ready> models = Caffeine.newBuilder().maximumSize(MODELS).build();
  private final ThreadPoolExecutor pool;

  Evaluator() {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("rule-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** Loads KIE once the application answers, so that the first decision does not wait for it. */
  @EventListener(ApplicationReadyEvent.class)
  void warm() {
    Thread.ofPlatform().daemon().name("rule-warm").start(this::load);
  }

  private void load() {
    long from = System.nanoTime();
    DmnModel.warm();
    LOG.debug("decision tables ready after {} ms", (System.nanoTime() - from) / 1_000_000);
  }

  @PreDestroy
  void end() {
    pool.shutdownNow();
  }

  /**
   * A table that can be evaluated.
   *
   * @param sheet as it was read
   * @param model as it was compiled
   */
  record Ready(RuleSheet sheet, DmnModel model) {}

  /**
   * What a table says to facts.
   *
   * @param reason why it decides nothing, null where it decides
   * @param faults what is wrong with the facts
   */
  record Verdict(
      Ruling.@Nullable Reason reason,
      List<Invalid> faults,
      Map<String, Object> facts,
      DmnModel.Result result) {}

  private static final DmnModel.Result NOTHING =
      new DmnModel.Result(List.of(), List.of(), Map.of(), false, false);

  /** The table of that hash, read and compiled once. */
  Ready ready(String hash, Supplier<String> dmn) {
    var known = models.getIfPresent(hash);
    if (known != null) {
      return known;
    }
    var text = dmn.get();
    // The first of all loads KIE; that is not the table's fault.
    DmnModel.warm();
    var sheet = RuleCheck.check(DmnReader.read(text));
    var ready = new Ready(sheet, limited(() -> DmnModel.compile(text, sheet.table()), LONGEST));
    models.put(hash, ready);
    return ready;
  }

  /** Asks a table. */
  Verdict judge(Ready ready, Map<String, ?> given) {
    return judge(ready, List.of(given), LONGEST).getFirst();
  }

  /** Asks a table about many cases; those that do not come to an end in time are too long. */
  List<Verdict> judge(Ready ready, List<? extends Map<String, ?>> cases, Duration limit) {
    try {
      return limited(() -> cases.stream().map(given -> one(ready, given)).toList(), limit);
    } catch (TooLong e) {
      return cases.stream()
          .map(_ -> new Verdict(Ruling.Reason.TOOK_TOO_LONG, List.of(), Map.of(), NOTHING))
          .toList();
    }
  }

  private static Verdict one(Ready ready, Map<String, ?> given) {
    var facts = ready.sheet.facts(given);
    if (!facts.faults().isEmpty()) {
      return new Verdict(Ruling.Reason.BAD_FACTS, facts.faults(), facts.values(), NOTHING);
    }
    var result = ready.model.evaluate(facts.values());
    Ruling.Reason reason = null;
    if (result.several()) {
      reason = Ruling.Reason.SEVERAL_CLAUSES;
    } else if (result.failed()) {
      reason = Ruling.Reason.NOT_CALCULATED;
    } else if (result.clauses().isEmpty()) {
      reason = Ruling.Reason.NO_CLAUSE;
    }
    return new Verdict(reason, List.of(), facts.values(), result);
  }

  /** Does work on models within a time. */
  <T> T limited(Callable<T> work, Duration limit) {
    try {
      var task = pool.submit(work);
      try {
        return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        task.cancel(true);
        throw new TooLong();
      }
    } catch (RejectedExecutionException e) {
      throw new TooLong();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooLong();
    }
  }

  /** How many models are kept now. */
  List<String> kept() {
    return List.copyOf(models.asMap().keySet());
  }
}
