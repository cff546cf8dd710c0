package niangjia.engine.booking;

import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import niangjia.platform.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Decides the requests of this node, those for one offering together in one transaction. */
@Component
class Decisions {

  private static final Logger log = LoggerFactory.getLogger(Decisions.class);
  private static final int TRIES = 5;

  private final BookRepository book;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Lanes<Request, Answer> lanes = new Lanes<>("book", this::decide);

  Decisions(
      BookRepository book,
      Standings standings,
      TransactionOperations transactions,
      InstantSource clock) {
    this.book = book;
    this.standings = standings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Decides a request together with those that come at the same time. */
  Answer ask(Offering offering, Request request) {
    return lanes.of(offering.id()).ask(request);
  }

  /**
   * Decides a batch in one transaction. Where a constraint overruled it, for another book of the
   * same share was quicker, the batch is decided again on what the books say by then.
   */
  List<Answer> decide(Offering.Id id, List<Request> requests) {
    var offering = standings.of(id).offering();
    for (int attempt = 1; ; attempt++) {
      try {
        var answers = Actor.asSystem(() -> transactions.execute(_ -> write(offering, requests)));
        if (answers == null) {
          throw new IllegalStateException("no answers to " + requests.size() + " requests");
        }
        if (answers.stream().anyMatch(Decisions::flips)) {
          standings.renew(id);
        }
        return answers;
      } catch (Overruled | ConcurrencyFailureException | DuplicateKeyException e) {
        if (attempt == TRIES) {
          throw e;
        }
        log.debug("offering {} decides {} requests again", id, requests.size(), e);
      }
    }
  }

  private List<Answer> write(Offering offering, List<Request> requests) {
    var tail = book.lock(offering.id());
    var known = book.known(requests, offering.shareKey());
    var batch = new Batch(tail, offering, known, clock.instant());
    var answers = new ArrayList<Answer>(requests.size());
    for (var request : requests) {
      answers.add(batch.decide(request));
    }
    if (!batch.lines().isEmpty() && book.append(offering, batch) != batch.lines().size()) {
      throw new Overruled();
    }
    return answers;
  }

  private static boolean flips(Answer answer) {
    return answer instanceof Answer.No no && no.reason() == Answer.Reason.SOLD_OUT;
  }

  @PreDestroy
  void close() {
    lanes.close();
  }

  /** A constraint refused a line that the batch had decided for. */
  private static final class Overruled extends RuntimeException {

    Overruled() {
      super("another book of the same share was quicker", null, false, false);
    }
  }
}
