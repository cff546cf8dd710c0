package niangjia.engine.booking;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Actor;
import niangjia.platform.NotFound;
import niangjia.platform.Params;
import niangjia.platform.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Secret addresses under which a person's bookings can be read by a calendar. The key is 32 random
 * bytes and only its keyed hash is stored; a new one ends the one before.
 */
@Service
class Feeds {

  private static final int KEY_BYTES = 32;
  private static final int KEY_LENGTH = 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final InstantSource clock;
  private final TransactionOperations transactions;

  Feeds(JdbcClient jdbc, Sealer sealer, InstantSource clock, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.clock = clock;
    this.transactions = transactions;
  }

  /** Makes a new key in place of the last. */
  @Transactional
  String make(Person.Id person, String path) {
    var bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    var key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into booking.feed (person_id, path, key_hash, made_at)
            values (:person, :path::ltree, :hash, :now)
            on conflict (person_id) do update set
              path = excluded.path, key_hash = excluded.key_hash, made_at = excluded.made_at
            """)
        .param("person", person.value())
        .param("path", path)
        .param("hash", hash(key))
        .param("now", Params.value(clock.instant()))
        .update();
    return key;
  }

  /** Ends the key, if there is one. */
  @Transactional
  void end(Person.Id person) {
    jdbc.sql("delete from booking.feed where person_id = :person")
        .param("person", person.value())
        .update();
  }

  /** Since when somebody has a key. */
  @Transactional(readOnly = true)
  Optional<Instant> since(Person.Id person) {
    return jdbc.sql("select made_at from booking.feed where person_id = :person")
        .param("person", person.value())
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  /** Somebody who acts for the owner of that key, on nothing but what is theirs. */
  Actor owner(String key) {
    if (key.length() != KEY_LENGTH) {
      throw new NotFound();
    }
    var person = Actor.asSystem(() -> transactions.execute(_ -> find(key)));
    if (person == null || person.isEmpty()) {
      throw new NotFound();
    }
    return new Actor(null, null, person.getFirst(), List.of());
  }

  private List<UUID> find(String key) {
    return jdbc.sql("select person_id from booking.feed where key_hash = :hash")
        .param("hash", hash(key))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  private byte[] hash(String key) {
    return sealer.hash("feed:" + key);
  }
}
