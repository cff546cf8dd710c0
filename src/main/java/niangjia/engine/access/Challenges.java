package niangjia.engine.access;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import niangjia.platform.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Challenges: random values that somebody has to come back with, once and within minutes. A
 * challenge carries its own end and a keyed hash, so that giving one away stores nothing; only what
 * came back is kept, for as long as it could come again.
 */
@Component
class Challenges {

  /** How long a challenge is good for: somebody may have to look for their phone. */
  static final Duration VALID_FOR = Duration.ofMinutes(10);

  private static final int RANDOM_BYTES = 24;
  private static final int MAC_BYTES = 16;
  private static final int SIGNED_BYTES = RANDOM_BYTES + Long.BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final InstantSource clock;

  Challenges(JdbcClient jdbc, Sealer sealer, InstantSource clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** A new challenge for that purpose, in base64url. */
  String make(String purpose) {
    var random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    var end = clock.instant().plus(VALID_FOR).getEpochSecond();
    var signed = ByteBuffer.allocate(SIGNED_BYTES).put(random).putLong(end).array();
    return ENCODER.encodeToString(
        ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES)
            .put(signed)
            .put(mac(purpose, signed))
            .array());
  }

  /** Uses a challenge up; false when it is none of ours for that purpose, too old, or was used. */
  boolean use(String purpose, byte[] challenge) {
    if (challenge.length != SIGNED_BYTES + MAC_BYTES) {
      return false;
    }
    var signed = Arrays.copyOf(challenge, SIGNED_BYTES);
    var shown = Arrays.copyOfRange(challenge, SIGNED_BYTES, challenge.length);
    var end = Instant.ofEpochSecond(ByteBuffer.wrap(signed, RANDOM_BYTES, Long.BYTES).getLong());
    return MessageDigest.isEqual(shown, mac(purpose, signed))
        && end.isAfter(clock.instant())
        && jdbc.sql(
                    """
                    insert into access.used_challenge (challenge, until_at)
                    values (:challenge, :until) on conflict do nothing
                    """)
                .param("challenge", signed)
                .param("until", Timestamp.from(end))
                .update()
            == 1;
  }

  private byte[] mac(String purpose, byte[] signed) {
    var text = "challenge:" + purpose + ":" + ENCODER.encodeToString(signed);
    return Arrays.copyOf(sealer.hash(text), MAC_BYTES);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
  void forget() {
    jdbc.sql(
            """
            delete from access.used_challenge where until_at < :now
            """)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }
}
