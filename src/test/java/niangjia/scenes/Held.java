package niangjia.scenes;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads bookings as their holders see them. */
final class Held {

  private static final Set<String> LIVE = Set.of("CONFIRMED", "WAITING", "OFFERED", "REDEEMED");

  private Held() {}

  /** Whether a booking counts as the one that a person may hold. */
  static boolean live(JsonNode booking) {
    return LIVE.contains(booking.path("state").asString());
  }

  /** Whether it is a confirmed booking of that offering. */
  static boolean confirmed(JsonNode booking, String offering) {
    return booking.path("state").asString().equals("CONFIRMED")
        && booking.path("offering").asString().equals(offering);
  }
}
