package niangjia.engine.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of passkeys. */
@Repository
class PasskeyRepository {

  /** A passkey as its owner sees it. */
  record Listed(UUID id, String name, Instant createdAt, @Nullable Instant usedAt) {}

  /** A passkey that somebody shows, with whose it is. */
  record Known(UUID id, Account account, Authenticators.Made credential) {}

  private final JdbcClient jdbc;

  PasskeyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Listed> of(UUID account) {
    return jdbc.sql(
            """
            select id, name, created_at, used_at from access.passkey
            where account = :account order by created_at, id
            """)
        .param("account", account)
        .query(new SimplePropertyRowMapper<>(Listed.class))
        .list();
  }

  /** The identifiers by which authenticators know them. */
  List<byte[]> credentials(UUID account) {
    return jdbc.sql(
            """
            select credential from access.passkey where account = :account order by created_at
            """)
        .param("account", account)
        .query((row, _) -> row.getBytes(1))
        .list();
  }

  /** Whoever adds to an account next waits for this transaction. */
  void lock(UUID account) {
    jdbc.sql(
            """
            select id from access.account where id = :account for update
            """)
        .param("account", account)
        .query(UUID.class)
        .single();
  }

  /** Keeps a passkey; false when somebody has it already. */
  boolean add(Listed passkey, UUID account, Authenticators.Made made) {
    return jdbc.sql(
                """
                insert into access.passkey
                  (id, account, credential, public_key, sign_count, name, created_at)
                values (:id, :account, :credential, :key, :count, :name, :at)
                on conflict (credential) do nothing
                """)
            .param("id", passkey.id())
            .param("account", account)
            .param("credential", made.credential())
            .param("key", made.key())
            .param("count", made.count())
            .param("name", passkey.name())
            .param("at", Timestamp.from(passkey.createdAt()))
            .update()
        == 1;
  }

  /** The passkey of that credential and account, unless the account is locked. */
  Optional<Known> known(byte[] credential, UUID account) {
    return jdbc.sql(
            """
            select p.id, p.account, p.credential, p.public_key, p.sign_count, a.kind, a.person,
              a.name_zh, a.name_en
            from access.passkey p join access.account a on a.id = p.account
            where p.credential = :credential and p.account = :account and a.locked_at is null
            """)
        .param("credential", credential)
        .param("account", account)
        .query((row, _) -> known(row))
        .optional();
  }

  private static Known known(ResultSet row) throws SQLException {
    var person = row.getObject("person", UUID.class);
    var name = row.getString("name_zh");
    return new Known(
        row.getObject("id", UUID.class),
        new Account(
            row.getObject("account", UUID.class),
            Account.Kind.valueOf(row.getString("kind")),
            person == null ? null : new Person.Id(person),
            name == null ? null : new Words(name, row.getString("name_en"))),
        new Authenticators.Made(
            row.getBytes("credential"), row.getBytes("public_key"), row.getLong("sign_count")));
  }

  /**
   * Notes a use; false when the counter did not go on, for then there are two of it, or when the
   * passkey went meanwhile. A counter that stays at zero does not count.
   */
  boolean use(Known passkey, long count, Instant at) {
    return jdbc.sql(
                """
                with seen as (
                  update access.account set signed_in_at = :at
                  where id = :account and locked_at is null returning id)
                update access.passkey set sign_count = :count, used_at = :at
                where id = :id and (sign_count < :count or (sign_count = 0 and :count = 0))
                  and account in (select id from seen)
                """)
            .param("id", passkey.id())
            .param("account", passkey.account().id())
            .param("count", count)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /** Removes a passkey of the account; false when there is none. */
  boolean remove(UUID id, UUID account) {
    return jdbc.sql(
                """
                delete from access.passkey where id = :id and account = :account
                """)
            .param("id", id)
            .param("account", account)
            .update()
        == 1;
  }
}
