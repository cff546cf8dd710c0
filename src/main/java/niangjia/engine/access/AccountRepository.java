package niangjia.engine.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Ids;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of accounts. Its records only carry bytes to and from the database, nobody compares
 * them.
 */
@Repository
@SuppressWarnings("ArrayRecordComponent")
class AccountRepository {

  /** A staff account with its credentials. */
  record Staff(
      UUID id,
      String username,
      String nameZh,
      @Nullable String nameEn,
      String passwordHash,
      byte[] totpSealed,
      @Nullable Long totpStep) {

    Words name() {
      return new Words(nameZh, nameEn);
    }
  }

  private final JdbcClient jdbc;

  AccountRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The worker's account, made at the first sign-in. */
  UUID worker(Person.Id person, Instant at) {
    return jdbc.sql(
            """
            insert into access.account (id, kind, person, created_at, signed_in_at)
            values (:id, 'WORKER', :person, :at, :at)
            on conflict (person) do update set signed_in_at = excluded.signed_in_at
            returning id
            """)
        .param("id", Ids.next())
        .param("person", person.value())
        .param("at", Timestamp.from(at))
        .query(UUID.class)
        .single();
  }

  Optional<Staff> staff(String username) {
    return jdbc.sql(
            """
            select id, username, name_zh, name_en, password_hash, totp_sealed, totp_step
            from access.account where username = :username
            """)
        .param("username", username)
        .query(Staff.class)
        .optional();
  }

  List<Staff> allStaff(int limit) {
    return jdbc.sql(
            """
            select id, username, name_zh, name_en, password_hash, totp_sealed, totp_step
            from access.account where kind = 'STAFF' order by created_at, id limit :limit
            """)
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Staff.class))
        .list();
  }

  void insert(Staff staff, Instant at) {
    jdbc.sql(
            """
            insert into access.account
              (id, kind, username, name_zh, name_en, password_hash, totp_sealed, created_at)
            values (:id, 'STAFF', :username, :zh, :en, :password, :totp, :at)
            """)
        .param("id", staff.id())
        .param("username", staff.username())
        .param("zh", staff.nameZh())
        .param("en", staff.nameEn())
        .param("password", staff.passwordHash())
        .param("totp", staff.totpSealed())
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Uses up a time step; false when it or a later one was used before. */
  boolean useStep(UUID account, long step, Instant at) {
    return jdbc.sql(
                """
                update access.account set totp_step = :step, signed_in_at = :at
                where id = :account and (totp_step is null or totp_step < :step)
                """)
            .param("account", account)
            .param("step", step)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  Optional<Words> name(UUID account) {
    return jdbc.sql(
            """
            select name_zh, name_en from access.account where id = :account and kind = 'STAFF'
            """)
        .param("account", account)
        .query((row, _) -> new Words(row.getString(1), row.getString(2)))
        .optional();
  }
}
