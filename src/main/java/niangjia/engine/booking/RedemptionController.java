package niangjia.engine.booking;

import niangjia.engine.people.People;
import niangjia.platform.Authz;
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

  /** What was scanned or typed, and where. */
  record Attempt(@Nullable String token, @Nullable String code, @Nullable String gate) {}

  /** A voucher was used. */
  record Redeemed(String outcome, BookingView booking, String holder) {}

  private final Vouchers vouchers;
  private final BookingViews views;
  private final People people;

  RedemptionController(Vouchers vouchers, BookingViews views, People people) {
    this.vouchers = vouchers;
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
    var booking = Answers.done(vouchers.redeem(text.strip(), gate));
    var holder = People.masked(people.profile(booking.person()).name());
    return new Redeemed("REDEEMED", views.of(booking), holder);
  }
}
