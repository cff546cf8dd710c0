package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one row that says whether the house has its administrators. */
@Repository
class HouseRepository {

  private final JdbcClient jdbc;

  HouseRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether the secret is void: the house was set up. */
  boolean setUp() {
    return jdbc.sql(
            """
            select exists (select from access.house where set_up_at is not null)
            """)
        .query(Boolean.class)
        .single();
  }

  /** Takes a new secret in place of the one before, unless the house is set up. */
  void secret(byte[] hash, Instant at) {
    jdbc.sql(
            """
            insert into access.house (secret_hash, secret_made_at) values (:hash, :at)
            on conflict (the_one) do update
            set secret_hash = excluded.secret_hash, secret_made_at = excluded.secret_made_at
            where house.set_up_at is null
            """)
        .param("hash", hash)
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Whether that is the secret. */
  boolean knows(byte[] hash) {
    return jdbc.sql(
            """
            select exists (select from access.house where secret_hash = :hash)
            """)
        .param("hash", hash)
        .query(Boolean.class)
        .single();
  }

  /** Voids the secret for good; false when it was void, for then somebody else was first. */
  boolean settle(byte[] hash, Instant at) {
    return jdbc.sql(
                """
                update access.house set secret_hash = null, set_up_at = :at
                where secret_hash = :hash
                """)
            .param("hash", hash)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }
}
