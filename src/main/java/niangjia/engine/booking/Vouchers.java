package niangjia.engine.booking;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Keyring;
import niangjia.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Vouchers for confirmed bookings: a signed text for a QR code and a short code to type. The text
 * is {@code NJ1.}, then the booking's id and the second at which it ends to be valid, then its
 * Ed25519 signature (RFC 8032), both in base64url, joined by a dot.
 */
@Service
public class Vouchers {

  /**
   * What a holder shows at the gate.
   *
   * @param token the text of the QR code
   * @param code eight letters and digits to type, in two groups
   * @param companions who comes along, where names were asked for
   */
  public record Voucher(
      Booking booking,
      String token,
      String code,
      Instant validUntil,
      Units units,
      List<Companion> companions) {}

  private static final String PREFIX = "NJ1.";
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODE = 8;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final BookRepository book;
  private final CompanionRepository companions;
  private final Standings standings;
  private final TransactionOperations transactions;
  private final KeyPair key;
  private final SecureRandom random = new SecureRandom();

  Vouchers(
      BookRepository book,
      CompanionRepository companions,
      Standings standings,
      TransactionOperations transactions,
      Keyring keyring) {
    this.book = book;
    this.companions = companions;
    this.standings = standings;
    this.transactions = transactions;
    this.key = keyring.voucherKey();
  }

  /** The voucher of one's own confirmed or used booking; empty for any other state. */
  public Optional<Voucher> of(Booking.Id id, Person.Id person) {
    var booking = transactions.execute(_ -> book.find(id).orElse(null));
    if (booking == null || !booking.person().equals(person)) {
      throw new NotFound();
    }
    if (booking.state() != Booking.State.CONFIRMED && booking.state() != Booking.State.REDEEMED) {
      return Optional.empty();
    }
    var code = transactions.execute(_ -> book.code(id, fresh()));
    if (code == null) {
      throw new IllegalStateException("no code");
    }
    var units = transactions.execute(_ -> book.units(id));
    if (units == null) {
      throw new IllegalStateException("no units");
    }
    var until = endsAt(booking);
    var grouped = code.substring(0, CODE / 2) + "-" + code.substring(CODE / 2);
    return Optional.of(
        new Voucher(booking, sign(id, until), grouped, until, units, along(booking)));
  }

  private List<Companion> along(Booking booking) {
    var found = transactions.execute(_ -> companions.of(booking.id()));
    return found == null ? List.of() : found;
  }

  /** The booking that a QR code's text or a typed code names; null if nobody here signed it. */
  Booking.@Nullable Id read(String text) {
    return text.startsWith(PREFIX) ? verified(text) : coded(text);
  }

  /** When the session of a booking ends, and its voucher with it. */
  Instant endsAt(Booking booking) {
    var place = standings.of(booking.offering()).offering().place(booking.place());
    if (place == null) {
      throw new IllegalStateException("booking " + booking.id() + " has no place");
    }
    return place.endsAt();
  }

  private Booking.Id coded(String typed) {
    var code =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    var id = transactions.execute(_ -> book.coded(code).orElse(null));
    if (id == null) {
      throw new NotFound();
    }
    return id;
  }

  /** A new code. */
  String fresh() {
    var code = new StringBuilder();
    for (int i = 0; i < CODE; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  private String sign(Booking.Id id, Instant until) {
    var payload =
        ByteBuffer.allocate(24)
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .putLong(until.getEpochSecond())
            .array();
    return PREFIX + ENCODER.encodeToString(payload) + "." + ENCODER.encodeToString(sign(payload));
  }

  /** This installation's Ed25519 signature. */
  byte[] sign(byte[] payload) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(payload);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a voucher could not be signed", e);
    }
  }

  /** The key that verifies its signatures: the last 32 bytes of the public key's encoding. */
  byte[] publicKey() {
    var encoded = key.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  /** The booking that a token names, null if nobody here signed it. */
  private Booking.@Nullable Id verified(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      var payload = Base64.getUrlDecoder().decode(parts[1]);
      var signature = Signature.getInstance("Ed25519");
      signature.initVerify(key.getPublic());
      signature.update(payload);
      if (payload.length != 24 || !signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
        return null;
      }
      var buffer = ByteBuffer.wrap(payload);
      return new Booking.Id(new UUID(buffer.getLong(), buffer.getLong()));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return null;
    }
  }
}
