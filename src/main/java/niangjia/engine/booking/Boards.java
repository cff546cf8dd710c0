package niangjia.engine.booking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import niangjia.engine.union.Union;
import niangjia.engine.union.Unions;
import niangjia.platform.Actor;
import niangjia.platform.Words;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The live picture of an offering for those who run it. Figures from the tables are at most a
 * second old.
 */
@Service
public class Boards {

  /** How many lines came into the book in one second. */
  public record Rate(Instant at, long count) {}

  /** How many places a union's members took. */
  public record Share(Union union, long taken) {}

  /**
   * The picture at one instant.
   *
   * @param inRoom how many have joined the waiting room
   * @param ratePerSecond the last two minutes, oldest first
   * @param byUnion the unions one level below the owner's, most first
   */
  public record Board(
      Instant at,
      Offering.Id offering,
      Words title,
      boolean rehearsal,
      Offering.Phase phase,
      Instant opensAt,
      int capacity,
      int taken,
      int left,
      int waiting,
      long redeemed,
      int inRoom,
      List<Rate> ratePerSecond,
      List<Share> byUnion,
      List<PlaceView> places,
      Instant serverTime) {}

  private record Rows(Map<String, Long> byUnion, long redeemed) {}

  private final Standings standings;
  private final Unions unions;
  private final InstantSource clock;
  private final BoardRepository counts;
  private final TransactionOperations transactions;
  private final LoadingCache<Offering.Id, Rows> rows;

  Boards(
      Standings standings,
      BoardRepository counts,
      Unions unions,
      TransactionOperations transactions,
      InstantSource clock) {
    this.standings = standings;
    this.counts = counts;
    this.transactions = transactions;
    this.unions = unions;
    this.clock = clock;
    this.rows =
        Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build(id -> system(() -> read(id)));
  }

  private Rows read(Offering.Id id) {
    var path = standings.of(id).offering().path();
    return new Rows(counts.takenBelow(id, path), counts.redeemed(List.of(id)).getOrDefault(id, 0L));
  }

  /** How many vouchers of each were used; none where it is not named. */
  public Map<Offering.Id, Long> redeemed(Collection<Offering.Id> ids) {
    return system(() -> counts.redeemed(ids));
  }

  private <T> T system(Supplier<T> work) {
    return Objects.requireNonNull(
        Actor.asSystem(() -> transactions.execute(_ -> work.get())), "nothing was read");
  }

  /** The picture of an offering now. */
  public Board of(Offering.Id id) {
    var standing = standings.of(id);
    var offering = standing.offering();
    var reading = standing.reading();
    var now = clock.instant();
    var figures = rows.get(id);
    int left = standing.left();
    return new Board(
        reading.at(),
        id,
        offering.title(),
        offering.rehearsal(),
        offering.phase(now),
        offering.window().opensAt(),
        offering.capacity(),
        offering.capacity() - left,
        left,
        standing.waiting(),
        figures.redeemed(),
        reading.tickets(),
        rates(standing),
        shares(figures.byUnion()),
        PlaceView.of(standing),
        now);
  }

  private static List<Rate> rates(Standing standing) {
    return standing.growth().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> new Rate(Instant.ofEpochSecond(entry.getKey()), entry.getValue()))
        .toList();
  }

  private List<Share> shares(Map<String, Long> byPath) {
    return byPath.entrySet().stream()
        .map(entry -> new Share(unions.nearest(entry.getKey()), entry.getValue()))
        .sorted(Comparator.comparingLong(Share::taken).reversed())
        .limit(20)
        .toList();
  }
}
