package niangjia.engine.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a gate needs to judge the vouchers of one offering without a network, and nothing more:
 * bookings and codes only as hashes, names only masked.
 *
 * @param salt put before each text that is hashed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GateList(
    Offering.Id offering,
    Words title,
    String salt,
    Instant madeAt,
    List<PlaceView> places,
    List<Entry> entries) {

  /**
   * One voucher. A hash is the first 16 bytes of the SHA-256 of salt and text, in base64url.
   *
   * @param id of the booking's id
   * @param code of the code to type
   * @param place which of the places, from 0
   * @param used when and where it was used already
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String id, String code, String holder, int place, Booking.@Nullable Redemption used) {}

  /**
   * A list as it travels.
   *
   * @param list the list as JSON, exactly as signed
   * @param signature Ed25519 (RFC 8032) over {@code NJL1.} and the list, in base64url
   * @param key the public key that verifies lists and vouchers, 32 bytes in base64url
   */
  record Signed(String list, String signature, String key) {}

  /** An offering for which a gate may ask for a list. */
  record Choice(Offering.Id id, Words title, List<PlaceView> places) {}
}
