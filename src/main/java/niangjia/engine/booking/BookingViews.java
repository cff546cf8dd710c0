package niangjia.engine.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Service;

/** Shows bookings to people: with the title, the place and, for who waits, the position. */
@Service
public class BookingViews {

  private final Standings standings;
  private final Bookings bookings;
  private final InstantSource clock;

  BookingViews(Standings standings, Bookings bookings, InstantSource clock) {
    this.standings = standings;
    this.bookings = bookings;
    this.clock = clock;
  }

  /** Several bookings. */
  public List<BookingView> of(List<Booking> many) {
    return many.stream().map(this::of).toList();
  }

  /** One booking. */
  public BookingView of(Booking booking) {
    var offering = standings.of(booking.offering()).offering();
    var place = offering.place(booking.place());
    if (place == null) {
      throw new IllegalStateException("booking " + booking.id() + " has no place");
    }
    int position = bookings.position(booking);
    return new BookingView(
        booking.id(),
        booking.offering(),
        offering.title(),
        PlaceView.of(place),
        booking.state(),
        booking.number(),
        position == 0 ? null : position,
        booking.offerExpiresAt(),
        booking.bookedAt(),
        cancellable(booking, place, clock.instant()),
        booking.redemption(),
        booking.companions());
  }

  private static boolean cancellable(Booking booking, Place place, Instant now) {
    return switch (booking.state()) {
      case CONFIRMED, WAITING, OFFERED -> now.isBefore(place.returnableUntil());
      case REDEEMED, CANCELLED, EXPIRED -> false;
    };
  }
}
