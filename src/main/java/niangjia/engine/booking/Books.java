package niangjia.engine.booking;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Decides requests on a book under its lock and writes the new lines, in the transaction given. */
@Component
class Books {

  private final BookRepository book;
  private final CompanionRepository companions;
  private final InstantSource clock;

  Books(BookRepository book, CompanionRepository companions, InstantSource clock) {
    this.book = book;
    this.companions = companions;
    this.clock = clock;
  }

  /** The lines of those ids. */
  List<Booking> lines(List<Booking.Id> ids) {
    return ids.stream().flatMap(id -> book.find(id).stream()).toList();
  }

  /** A constraint refused a line that was decided for; the transaction must be undone. */
  static final class Overruled extends RuntimeException {

    Overruled() {
      super("another book of the same share was quicker", null, false, false);
    }
  }

  /** The answers in the order of the requests, and what was decided. */
  record Written(List<Answer> answers, Batch batch) {}

  /** Decides each request in turn and writes the lines that come of it. */
  Written write(
      Offering offering, List<Request> requests, BiFunction<Batch, Request, Answer> decide) {
    var tail = book.lock(offering.id());
    var known = book.known(requests, offering.shareKey());
    var batch = new Batch(tail, offering, known, clock.instant());
    var answers = new ArrayList<Answer>(requests.size());
    for (var request : requests) {
      answers.add(decide.apply(batch, request));
    }
    if (!batch.lines().isEmpty() && book.append(offering, batch) != batch.lines().size()) {
      throw new Overruled();
    }
    companions.add(offering.path(), batch.lines());
    return new Written(answers, batch);
  }
}
