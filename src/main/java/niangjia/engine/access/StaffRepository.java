package niangjia.engine.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.platform.Params;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of staff accounts as administrators and enrolments change them. */
@Repository
class StaffRepository {

  /** An account that may enrol. */
  record Invited(UUID id, String username, Words name) {}

  private final JdbcClient jdbc;

  StaffRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      UUID id, StaffAccounts.Opening opening, byte[] holder, @Nullable UUID by, Instant at) {
    jdbc.sql(
            """
            insert into access.account
              (id, kind, username, name_zh, name_en, path, holder_hash, created_by, created_at)
            values (:id, 'STAFF', :username, :zh, :en, :path::ltree, :holder, :by, :at)
            """)
        .param("id", id)
        .param("username", opening.username())
        .param("zh", opening.name().zh())
        .param("en", opening.name().en())
        .param("path", opening.path())
        .param("holder", holder)
        .param("by", by)
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Says at which union an account is that was made without. */
  void place(String username, String path) {
    jdbc.sql(
            """
            update access.account set path = :path::ltree
            where username = :username and path is null
            """)
        .param("username", username)
        .param("path", path)
        .update();
  }

  List<StaffAccounts.Listed> page(StaffAccounts.Filter filter) {
    return jdbc.sql(
            """
            select id, username, name_zh, name_en, path::text, locked_at is not null,
              password_hash is null, signed_in_at, created_at,
              confirmation_hash is not null
            from access.account
            where kind = 'STAFF' and path <@ any(:paths::ltree[])
              and (:query = '' or starts_with(username, :query) or position(:query in name_zh) > 0)
              and (:state::text is null or :state = case when locked_at is not null then 'LOCKED'
                when password_hash is null then 'ENROLLING' else 'ACTIVE' end)
              and (:after::text is null or username > :after)
            order by username limit :limit
            """)
        .params(conditions(filter))
        .param("after", filter.after())
        .param("limit", filter.limit() + 1)
        .query((row, _) -> listed(row))
        .list();
  }

  long count(StaffAccounts.Filter filter) {
    return jdbc.sql(
            """
            select count(*)
            from access.account
            where kind = 'STAFF' and path <@ any(:paths::ltree[])
              and (:query = '' or starts_with(username, :query) or position(:query in name_zh) > 0)
              and (:state::text is null or :state = case when locked_at is not null then 'LOCKED'
                when password_hash is null then 'ENROLLING' else 'ACTIVE' end)
            """)
        .params(conditions(filter))
        .query(Long.class)
        .single();
  }

  private static Map<String, @Nullable Object> conditions(StaffAccounts.Filter filter) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("paths", Params.texts(filter.paths()));
    values.put("query", filter.query() == null ? "" : filter.query().strip());
    values.put("state", Params.value(filter.state()));
    return values;
  }

  Optional<StaffAccounts.Listed> find(UUID id) {
    return Optional.ofNullable(named(List.of(id)).get(id));
  }

  Map<UUID, StaffAccounts.Listed> named(Collection<UUID> ids) {
    return jdbc
        .sql(
            """
            select id, username, name_zh, name_en, path::text, locked_at is not null,
              password_hash is null, signed_in_at, created_at,
              confirmation_hash is not null
            from access.account
            where kind = 'STAFF' and path is not null and id = any(:ids)
            """)
        .param("ids", ids.toArray(UUID[]::new))
        .query((row, _) -> listed(row))
        .list()
        .stream()
        .collect(Collectors.toMap(StaffAccounts.Listed::id, Function.identity()));
  }

  private static StaffAccounts.Listed listed(ResultSet row) throws SQLException {
    var state =
        row.getBoolean(6)
            ? StaffAccounts.State.LOCKED
            : row.getBoolean(7) ? StaffAccounts.State.ENROLLING : StaffAccounts.State.ACTIVE;
    var signedIn = row.getTimestamp(8);
    return new StaffAccounts.Listed(
        row.getObject(1, UUID.class),
        row.getString(2),
        new Words(row.getString(3), row.getString(4)),
        row.getString(5),
        state,
        signedIn == null ? null : signedIn.toInstant(),
        row.getTimestamp(9).toInstant(),
        row.getBoolean(10));
  }

  /** Locks an account; false when it was. */
  boolean lock(UUID id, @Nullable UUID by, Instant at) {
    return jdbc.sql(
                """
                update access.account set locked_at = :at, locked_by = :by
                where id = :id and kind = 'STAFF' and locked_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /** Unlocks an account; false when it was. */
  boolean unlock(UUID id) {
    return jdbc.sql(
                """
                update access.account set locked_at = null, locked_by = null
                where id = :id and kind = 'STAFF' and locked_at is not null
                """)
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Takes an account's credentials away, passkeys among them, and keeps the first half of the code
   * to enrol by.
   */
  void invite(UUID id, byte[] code, @Nullable UUID by, Instant until) {
    jdbc.sql(
            """
            with passkeys as (delete from access.passkey where account = :id)
            update access.account
            set password_hash = null, totp_sealed = null, totp_step = null, enrolment_hash = :code,
              enrolment_until = :until, invited_by = :by, confirmation_hash = null,
              confirmed_by = null
            where id = :id and kind = 'STAFF'
            """)
        .param("id", id)
        .param("code", code)
        .param("by", by)
        .param("until", Timestamp.from(until))
        .update();
  }

  /** Keeps the second half of the code; empty when there is no first, or by the same hand. */
  Optional<Instant> confirm(UUID id, byte[] code, @Nullable UUID by, Instant at) {
    return jdbc.sql(
            """
            update access.account set confirmation_hash = :code, confirmed_by = :by
            where id = :id and enrolment_until > :at and invited_by is distinct from :by
              and id <> :by
            returning enrolment_until
            """)
        .param("id", id)
        .param("code", code)
        .param("by", by)
        .param("at", Timestamp.from(at))
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  /** Who may enrol by those two halves. */
  Optional<Invited> invited(byte[] first, byte[] second, Instant at) {
    return jdbc.sql(
            """
            select id, username, name_zh, name_en from access.account
            where enrolment_hash = :first and confirmation_hash = :second
              and enrolment_until > :at and locked_at is null
            """)
        .param("first", first)
        .param("second", second)
        .param("at", Timestamp.from(at))
        .query(
            (row, _) ->
                new Invited(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    new Words(row.getString(3), row.getString(4))))
        .optional();
  }

  /** Sets an account's credentials; the first code is used up, and so is the code to enrol by. */
  void enrol(UUID id, String password, byte[] totp, long step) {
    jdbc.sql(
            """
            update access.account
            set password_hash = :password, totp_sealed = :totp, totp_step = :step,
              enrolment_hash = null, enrolment_until = null, confirmation_hash = null
            where id = :id
            """)
        .param("id", id)
        .param("password", password)
        .param("totp", totp)
        .param("step", step)
        .update();
  }
}
