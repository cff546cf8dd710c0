package niangjia.engine.booking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Words;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Publishes the book of an offering to everybody: its lines without people, so that anyone can work
 * out every hash of the {@link Chain} again. A booking's id names nobody but its holder, who finds
 * their own line by it.
 */
@Service
class PublicBook {

  /** The most lines at once. */
  static final int MOST = 1000;

  /** The end of a book. */
  record Head(long number, String hash) {}

  /**
   * One line: exactly what its hash covers, and the hash.
   *
   * @param waits whether it came in through the waiting list
   * @param atMicros microseconds since 1970
   * @param hash 64 hexadecimal digits
   */
  record BookLine(
      long number, UUID booking, UUID place, boolean waits, long atMicros, String hash) {}

  /**
   * A piece of a book.
   *
   * @param number the number of the last line there is
   * @param head its hash
   * @param start the hash before the first line
   * @param lines some lines, in order
   */
  record BookPiece(
      Offering.Id offering,
      Words title,
      long number,
      String head,
      String start,
      List<BookLine> lines) {}

  private final OfferingRepository offerings;
  private final PublicBookRepository book;
  private final TransactionOperations transactions;
  private final LoadingCache<Offering.Id, Words> titles;

  PublicBook(
      OfferingRepository offerings, PublicBookRepository book, TransactionOperations transactions) {
    this.offerings = offerings;
    this.book = book;
    this.transactions = transactions;
    this.titles =
        Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(this::title);
  }

  private Words title(Offering.Id id) {
    return offerings
        .find(id)
        .filter(offering -> offering.state() != Offering.State.DRAFT)
        .map(Offering::title)
        .orElseThrow(NotFound::new);
  }

  /** The lines after that number; none with a limit of 0, which is to ask for the head alone. */
  BookPiece after(Offering.Id id, long number, int limit) {
    return system(
        () -> {
          var title = titles.get(id);
          var head = book.head(id).orElseThrow(NotFound::new);
          var lines =
              limit == 0 ? List.<BookLine>of() : book.lines(id, number, head.number(), limit);
          var start = HexFormat.of().formatHex(Chain.start(id));
          return new BookPiece(id, title, head.number(), head.hash(), start, lines);
        });
  }

  private <T> T system(Supplier<T> work) {
    return Objects.requireNonNull(
        Actor.asSystem(() -> transactions.execute(_ -> work.get())), "nothing was read");
  }
}
