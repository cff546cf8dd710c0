package niangjia.engine.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.platform.Authz;
import niangjia.platform.Ids;
import niangjia.platform.Invalid;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gate. */
@RestController
@RequestMapping("/api/booking/redemptions")
class RedemptionController {

  /**
   * What was scanned or typed, and where.
   *
   * @param key made by the gate, so that the same attempt sent again gets the same answer
   * @param at when it was, for what a gate did without a network and tells now
   * @param device names the gate's device
   * @param units how many of a voucher that is good for several
   */
  record Attempt(
      @Nullable String token,
      @Nullable String code,
      @Nullable String gate,
      @Nullable UUID key,
      @Nullable Instant at,
      @Nullable UUID device,
      @Nullable Integer units) {}

  /** A voucher was used. */
  record Redeemed(String outcome, BookingView booking, String holder, Units units) {}

  private final Redemptions redemptions;
  private final BookingViews views;
  private final People people;

  RedemptionController(Redemptions redemptions, BookingViews views, People people) {
    this.redemptions = redemptions;
    this.views = views;
    this.people = people;
  }

  @PostMapping
  @Authz(
      value = Authz.Scope.SUBTREE,
      roles = {Role.GATE, Role.OFFICER})
  Redeemed redeem(@RequestBody Attempt attempt) {
    var text = attempt.token() == null ? attempt.code() : attempt.token();
    if (text == null || text.isBlank()) {
      throw new Invalid("code", "required");
    }
    var gate = attempt.gate() == null ? "" : attempt.gate();
    var key = attempt.key() == null ? Ids.next() : attempt.key();
    var use =
        new Redemptions.Use(
            key, text.strip(), gate, attempt.device(), attempt.at(), null, attempt.units());
    var booking = Answers.done(redemptions.redeem(use));
    var known = people.profiles(List.of(booking.person())).get(booking.person());
    var holder = known == null ? "" : People.masked(known.name());
    return new Redeemed("REDEEMED", views.of(booking), holder, redemptions.units(booking));
  }
}
