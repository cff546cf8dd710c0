package niangjia.engine.booking;

import jakarta.annotation.PreDestroy;
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

  private final Books books;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final Signals signals;
  private final Lanes<Request, Answer> lanes = new Lanes<>("book", this::decide);

  Decisions(Books books, Standings standings, TransactionOperations transactions, Signals signals) {
    this.books = books;
    this.standings = standings;
    this.transactions = transactions;
    this.signals = signals;
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
      } catch (Books.Overruled | ConcurrencyFailureException | DuplicateKeyException e) {
        if (attempt == TRIES) {
          throw e;
        }
        log.debug("offering {} decides {} requests again", id, requests.size(), e);
      }
    }
  }

  private List<Answer> write(Offering offering, List<Request> requests) {
    var written = books.write(offering, requests, Batch::decide);
    Deed.sum(written.batch().lines().isEmpty() ? "" : written.batch().summary());
    return written.answers();
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
}
