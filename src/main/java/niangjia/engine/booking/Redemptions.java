package niangjia.engine.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Invalid;
import niangjia.platform.NotFound;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes vouchers at gates, with and without a network. What a gate tells late is judged like the
 * rest: the first that the platform hears of counts. What does not count is not lost: somebody was
 * let in or given something, so it is kept as a {@link Conflict}.
 */
@Service
public class Redemptions {

  private static final int GATE = 40;

  private final Vouchers vouchers;
  private final BookRepository book;
  private final RedemptionRepository repository;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Redemptions(
      Vouchers vouchers,
      BookRepository book,
      RedemptionRepository repository,
      TransactionOperations transactions,
      InstantSource clock) {
    this.vouchers = vouchers;
    this.book = book;
    this.repository = repository;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A gate took a voucher.
   *
   * @param key made by the gate; the same again gets the same answer
   * @param text the QR code's text or the typed code
   * @param gate what the gate is called; told to whoever tries the voucher again
   * @param device the gate's device, if it says
   * @param at when it was, if the gate had no network then; null for now
   * @param account whose duty it was; filled in here
   */
  public record Use(
      UUID key,
      String text,
      String gate,
      @Nullable UUID device,
      @Nullable Instant at,
      @Nullable UUID account) {

    public Use {
      gate = gate.strip();
      if (gate.isEmpty() || gate.length() > GATE) {
        throw new Invalid("gate", gate.isEmpty() ? "required" : "tooLong", GATE);
      }
    }
  }

  /** Redeems a voucher, once. */
  public Answer redeem(Use use) {
    var actor = Actor.current();
    var id = vouchers.read(use.text());
    if (id == null) {
      return new Answer.No(Answer.Reason.FORGED);
    }
    var told = new Use(use.key(), use.text(), use.gate(), use.device(), use.at(), actor.account());
    var answer = Actor.asSystem(() -> transactions.execute(_ -> redeem(id, told, actor)));
    if (answer == null) {
      throw new IllegalStateException("no answer");
    }
    return answer;
  }

  private Answer redeem(Booking.Id id, Use use, Actor actor) {
    actor.require(book.path(id).orElseThrow(NotFound::new), Role.GATE, Role.OFFICER);
    var booking = book.grasp(id).orElseThrow(NotFound::new);
    var now = clock.instant();
    var at = use.at() == null || use.at().isAfter(now) ? now : use.at();
    var earlier = repository.told(use.key()).orElse(null);
    if (earlier != null) {
      return again(earlier, booking, at);
    }
    var refusal = refusal(booking, at);
    if (refusal != null) {
      return use.at() == null || add(booking, use, at, now, RedemptionRepository.Outcome.CONFLICT)
          ? refusal
          : new Answer.No(Answer.Reason.KEY_REUSED);
    }
    if (!add(booking, use, at, now, RedemptionRepository.Outcome.USED)) {
      return new Answer.No(Answer.Reason.KEY_REUSED);
    }
    book.redeem(id, new Booking.Redemption(at, use.gate()), use.account());
    return new Answer.Done(book.find(id).orElseThrow(NotFound::new));
  }

  private boolean add(
      Booking booking, Use use, Instant at, Instant now, RedemptionRepository.Outcome outcome) {
    return repository.add(booking, use, at, now, outcome);
  }

  private Answer again(RedemptionRepository.Told earlier, Booking booking, Instant at) {
    if (!earlier.booking().equals(booking.id())) {
      return new Answer.No(Answer.Reason.KEY_REUSED);
    }
    var refusal = refusal(booking, at);
    return earlier.outcome() == RedemptionRepository.Outcome.USED || refusal == null
        ? new Answer.Done(booking)
        : refusal;
  }

  private Answer.@Nullable No refusal(Booking booking, Instant at) {
    if (at.isAfter(vouchers.endsAt(booking))) {
      return new Answer.No(Answer.Reason.TOO_LATE);
    }
    return switch (booking.state()) {
      case CONFIRMED -> null;
      case REDEEMED -> WaitingList.redeemed(booking);
      case WAITING, OFFERED, CANCELLED, EXPIRED ->
          new Answer.No(Answer.Reason.NOT_CONFIRMED, Map.of("state", booking.state()));
    };
  }
}
