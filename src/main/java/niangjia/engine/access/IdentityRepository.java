package niangjia.engine.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of identities that providers know accounts by. */
@Repository
class IdentityRepository {

  /** An identity; {@code usedAt} is the last sign-in by it. */
  record Identity(
      UUID id,
      UUID account,
      String issuer,
      String claim,
      String value,
      boolean confirmed,
      @Nullable Instant usedAt) {}

  private final JdbcClient jdbc;

  IdentityRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Identity> of(UUID account) {
    return jdbc.sql(
            """
            select id, account, issuer, claim, value, confirmed_at is not null, used_at
            from access.identity where account = :account and removed_at is null
            order by linked_at, id
            """)
        .param("account", account)
        .query((row, _) -> identity(row))
        .list();
  }

  Optional<Identity> find(UUID id) {
    return jdbc.sql(
            """
            select id, account, issuer, claim, value, confirmed_at is not null, used_at
            from access.identity where id = :id
            """)
        .param("id", id)
        .query((row, _) -> identity(row))
        .optional();
  }

  private static Identity identity(ResultSet row) throws SQLException {
    var used = row.getTimestamp(7);
    return new Identity(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        used == null ? null : used.toInstant());
  }

  /** Links an identity; false when it is linked already. */
  boolean link(Identity identity, @Nullable UUID by, Instant at) {
    return jdbc.sql(
                """
                insert into access.identity
                  (id, account, issuer, claim, value, linked_by, linked_at)
                values (:id, :account, :issuer, :claim, :value, :by, :at)
                on conflict (issuer, claim, value) where removed_at is null do nothing
                """)
            .param("id", identity.id())
            .param("account", identity.account())
            .param("issuer", identity.issuer())
            .param("claim", identity.claim())
            .param("value", identity.value())
            .param("by", by)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /** Confirms a link; false when it was confirmed or removed, or linked by the same hand. */
  boolean confirm(UUID id, @Nullable UUID by, Instant at) {
    return jdbc.sql(
                """
                update access.identity set confirmed_by = :by, confirmed_at = :at
                where id = :id and confirmed_at is null and removed_at is null
                  and linked_by is distinct from :by
                """)
            .param("id", id)
            .param("by", by)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /** Ends a link; false when it had ended. */
  boolean remove(UUID id, Instant at) {
    return jdbc.sql(
                """
                update access.identity set removed_at = :at where id = :id and removed_at is null
                """)
            .param("id", id)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /**
   * The account of an identity that is confirmed and whose account is not locked. The first use
   * pins the provider's own identifier, so that a claim given to somebody else later opens nothing.
   */
  Optional<Account> use(Identity shown, String subject, Instant at) {
    return jdbc.sql(
            """
            update access.identity i set used_at = :at, subject = coalesce(i.subject, :subject)
            from access.account a
            where a.id = i.account and i.issuer = :issuer and i.claim = :claim
              and i.value = :value and i.confirmed_at is not null and i.removed_at is null
              and coalesce(i.subject, :subject) = :subject and a.locked_at is null
            returning a.id, a.name_zh, a.name_en
            """)
        .param("issuer", shown.issuer())
        .param("claim", shown.claim())
        .param("value", shown.value())
        .param("subject", subject)
        .param("at", Timestamp.from(at))
        .query(
            (row, _) ->
                new Account(
                    row.getObject(1, UUID.class),
                    Account.Kind.STAFF,
                    null,
                    new Words(row.getString(2), row.getString(3))))
        .optional();
  }
}
