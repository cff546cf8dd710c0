package niangjia.engine.union;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Duty;
import niangjia.platform.Params;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the duties. */
@Repository
class DutyRepository {

  /** A duty that was ended. */
  record Ended(UUID account, Role role, String path) {}

  private final JdbcClient jdbc;

  DutyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Duties.Grant grant, UUID id, @Nullable UUID by) {
    jdbc.sql(
            """
            insert into "union".duty (id, account, role, path, from_at, until_at, granted_by)
            values (:id, :account, :role, :path::ltree, :from, :until, :by)
            """)
        .param("id", id)
        .param("account", grant.account())
        .param("role", grant.role().name())
        .param("path", grant.path())
        .param("from", Params.value(grant.from()))
        .param("until", Params.value(grant.until()))
        .param("by", by)
        .update();
  }

  /** Where a duty is held, or was. */
  Optional<String> pathOf(UUID duty) {
    return jdbc.sql(
            """
            select path::text from "union".duty where id = :duty
            """)
        .param("duty", duty)
        .query(String.class)
        .optional();
  }

  /** Ends a duty that holds or is to come; answers whose it was. */
  Optional<Ended> end(UUID duty, Instant at, @Nullable UUID by) {
    return jdbc.sql(
            """
            update "union".duty
            set until_at = greatest(:at::timestamptz, from_at + interval '1 microsecond'),
              ended_by = :by
            where id = :duty and (until_at is null or until_at > :at)
            returning account, role, path::text as path
            """)
        .param("duty", duty)
        .param("at", Timestamp.from(at))
        .param("by", by)
        .query(Ended.class)
        .optional();
  }

  List<Duties.Held> page(Duties.Filter filter, Instant at) {
    return jdbc.sql(
            """
            select id, account, role, path::text, from_at, until_at, granted_by
            from "union".duty
            where path <@ any(:paths::ltree[])
              and (:account::uuid is null or account = :account)
              and (:role::text is null or role = :role)
              and :ended = (until_at is not null and until_at <= :at)
              and (:after::uuid is null or id < :after)
            order by id desc limit :limit
            """)
        .params(conditions(filter, at))
        .param("after", filter.after())
        .param("limit", filter.limit() + 1)
        .query(
            (row, _) ->
                new Duties.Held(
                    row.getObject(1, UUID.class),
                    row.getObject(2, UUID.class),
                    Role.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getTimestamp(5).toInstant(),
                    row.getTimestamp(6) == null ? null : row.getTimestamp(6).toInstant(),
                    row.getObject(7, UUID.class)))
        .list();
  }

  long count(Duties.Filter filter, Instant at) {
    return jdbc.sql(
            """
            select count(*) from "union".duty
            where path <@ any(:paths::ltree[])
              and (:account::uuid is null or account = :account)
              and (:role::text is null or role = :role)
              and :ended = (until_at is not null and until_at <= :at)
            """)
        .params(conditions(filter, at))
        .query(Long.class)
        .single();
  }

  private static Map<String, @Nullable Object> conditions(Duties.Filter filter, Instant at) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("paths", Params.texts(filter.paths()));
    values.put("account", filter.account());
    values.put("role", Params.value(filter.role()));
    values.put("ended", filter.ended());
    values.put("at", Timestamp.from(at));
    return values;
  }

  List<Duty> duties(UUID account, Instant at) {
    return jdbc.sql(
            """
            select role, path::text as path from "union".duty
            where account = :account and from_at <= :at and (until_at is null or until_at > :at)
            order by path, role
            """)
        .param("account", account)
        .param("at", Timestamp.from(at))
        .query((row, _) -> new Duty(Role.valueOf(row.getString(1)), row.getString(2)))
        .list();
  }

  /** Who holds the role over that path, nearest first. */
  List<UUID> holders(Role role, String path, Instant at) {
    return jdbc.sql(
            """
            select account from "union".duty
            where role = :role and path @> :path::ltree and from_at <= :at
              and (until_at is null or until_at > :at)
            group by account order by max(nlevel(path)) desc, account
            """)
        .param("role", role.name())
        .param("path", path)
        .param("at", Timestamp.from(at))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** When the account's duties next change by the calendar alone. */
  Optional<Instant> nextChange(UUID account, Instant at) {
    return jdbc.sql(
            """
            select least(
              min(from_at) filter (where from_at > :at),
              min(until_at) filter (where until_at > :at))
            from "union".duty where account = :account
            """)
        .param("account", account)
        .param("at", Timestamp.from(at))
        .query((row, _) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single();
  }
}
