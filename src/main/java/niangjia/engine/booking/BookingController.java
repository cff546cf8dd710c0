package niangjia.engine.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.People;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.Authz;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A worker's bookings. */
@RestController
@RequestMapping("/api/booking")
class BookingController {

  /** Which place, and who comes along. */
  record Wish(Place.Id place, @Nullable List<Companion> companions) {}

  /** A voucher with its holder's masked name. */
  record VoucherView(
      BookingView booking,
      String token,
      String code,
      String holder,
      Instant validUntil,
      Units units,
      List<Companion> companions) {}

  private final Bookings bookings;
  private final WaitingList waitingList;
  private final Vouchers vouchers;
  private final BookingViews views;
  private final People people;

  BookingController(
      Bookings bookings,
      WaitingList waitingList,
      Vouchers vouchers,
      BookingViews views,
      People people) {
    this.bookings = bookings;
    this.waitingList = waitingList;
    this.vouchers = vouchers;
    this.views = views;
    this.people = people;
  }

  @PostMapping("/offerings/{id}/bookings")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  BookingView book(
      @PathVariable UUID id, @RequestHeader("Idempotency-Key") UUID key, @RequestBody Wish wish) {
    return view(ask(id, key, wish, false));
  }

  @PostMapping("/offerings/{id}/waitlist")
  @ResponseStatus(HttpStatus.CREATED)
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "offering")
  BookingView join(
      @PathVariable UUID id, @RequestHeader("Idempotency-Key") UUID key, @RequestBody Wish wish) {
    return view(ask(id, key, wish, true));
  }

  private Answer ask(UUID id, UUID key, Wish wish, boolean waits) {
    var along = wish.companions() == null ? List.<Companion>of() : wish.companions();
    return bookings.book(
        new Offering.Id(id),
        new Bookings.Wish(new Booking.Id(key), wish.place(), self(), waits, along));
  }

  @PostMapping("/bookings/{id}/cancel")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  BookingView cancel(@PathVariable UUID id) {
    return view(waitingList.cancel(new Booking.Id(id), self()));
  }

  @PostMapping("/bookings/{id}/accept")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  BookingView accept(@PathVariable UUID id) {
    return view(waitingList.accept(new Booking.Id(id), self()));
  }

  @GetMapping("/mine")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER)
  List<BookingView> mine() {
    return views.of(bookings.of(self()));
  }

  @GetMapping("/bookings/{id}")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  BookingView one(@PathVariable UUID id) {
    return views.of(bookings.get(new Booking.Id(id)));
  }

  @GetMapping("/bookings/{id}/voucher")
  @Authz(value = Authz.Scope.SELF, roles = Role.WORKER, object = "booking")
  VoucherView voucher(@PathVariable UUID id) {
    var voucher =
        vouchers
            .of(new Booking.Id(id), self())
            .orElseThrow(() -> Answers.refused(new Answer.No(Answer.Reason.NOT_CONFIRMED)));
    var holder = People.masked(people.profile(self()).name());
    return new VoucherView(
        views.of(voucher.booking()),
        voucher.token(),
        voucher.code(),
        holder,
        voucher.validUntil(),
        voucher.units(),
        voucher.companions());
  }

  private BookingView view(Answer answer) {
    return views.of(Answers.done(answer));
  }

  private static Person.Id self() {
    return new Person.Id(Actor.current().self());
  }
}
