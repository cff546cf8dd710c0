package niangjia.engine.booking;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads what gates take along, as the system: who asks may do so is for the caller to check. */
@Component
class GateBook {

  private final RedemptionRepository repository;
  private final OfferingRepository offerings;
  private final Vouchers vouchers;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  GateBook(
      RedemptionRepository repository,
      OfferingRepository offerings,
      Vouchers vouchers,
      TransactionOperations transactions,
      InstantSource clock) {
    this.repository = repository;
    this.offerings = offerings;
    this.vouchers = vouchers;
    this.transactions = transactions;
    this.clock = clock;
  }

  Offering offering(Offering.Id id) {
    return system(() -> offerings.find(id).orElseThrow(NotFound::new));
  }

  /** Published offerings of these subtrees that are still handed out, the next session first. */
  List<Offering> running(Collection<String> paths, int limit) {
    var ids = system(() -> repository.running(paths, clock.instant(), limit));
    var found =
        system(() -> offerings.all(ids)).stream()
            .collect(Collectors.toMap(Offering::id, offering -> offering));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /** Every valid booking, each with a code. */
  List<RedemptionRepository.Valid> valid(Offering.Id id, int limit) {
    return system(
        () -> {
          var uncoded = repository.uncoded(id, limit);
          if (!uncoded.isEmpty()) {
            repository.code(uncoded, uncoded.stream().map(_ -> vouchers.fresh()).toList());
          }
          return repository.valid(id, limit);
        });
  }

  private <T> T system(Supplier<T> work) {
    return Objects.requireNonNull(
        Actor.asSystem(() -> transactions.execute(_ -> work.get())), "nothing was read");
  }
}
