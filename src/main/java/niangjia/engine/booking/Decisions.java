package niangjia.engine.booking;

import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import niangjia.platform.Actor;
import niangjia.platform.Deed;
import niangjia.platform.Signals;
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
  private final CompanionRepository companions;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Signals signals;
  private final Lanes<Request, Answer> lanes = new Lanes<>("book", this::decide);

  Decisions(
      Books books,
      Standings standings,
      TransactionOperations transactions,
      InstantSource clock,
      Signals signals) {
    this.book = books.lines();
    this.companions = books.companions();
    this.standings = standings;
    this.transactions = transactions;
    this.clock = clock;
    this.signals = signals;
  }

  /** What a decision writes. */
  @Component
  record Books(BookRepository lines, CompanionRepository companions) {}

  /** Decides a request together with those that come at the same time. */
  Answer ask(Offering offering, Request request) {
    return lanes.of(offering.id()).ask(request);
  }

  /**
   * Decides a batch in one transaction. Where a constraint overruled it, for another book of the
   * same share was quicker, the batch is decided again on what the books say by then.
   */
  List<Answer> decide(Offering.Id id, List<Request> requests) {
    var standing = standings.of(id);
    var offering = standing.offering();
    var reading = standing.reading();
    for (int attempt = 1; ; attempt++) {
      try {
        var answers = Actor.asSystem(() -> transactions.execute(_ -> write(offering, requests)));
        if (answers == null) {
          throw new IllegalStateException("no answers to " + requests.size() + " requests");
        }
        tell(id, reading, answers);
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
    Deed.sum(batch.lines().isEmpty() ? "" : batch.summary());
    if (!batch.lines().isEmpty() && book.append(offering, batch) != batch.lines().size()) {
      throw new Overruled();
    }
    companions.add(offering.path(), batch.lines());
    return answers;
  }

  /**
   * Lets this node know that a place is sold out, and every node that one which was sold out has
   * been won again: the winner may ask again anywhere.
   */
  private void tell(Offering.Id id, Standing.Reading before, List<Answer> answers) {
    if (answers.stream().anyMatch(answer -> wonAgain(before, answer))) {
      signals.send(Standings.TOPIC, id.value().toString());
    } else if (answers.stream().anyMatch(Decisions::soldOut)) {
      standings.renew(id);
    }
  }

  private static boolean wonAgain(Standing.Reading before, Answer answer) {
    return answer instanceof Answer.Done(Booking booking)
        && booking.number() > before.number()
        && before.left(booking.place()) == 0;
  }

  private static boolean soldOut(Answer answer) {
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
