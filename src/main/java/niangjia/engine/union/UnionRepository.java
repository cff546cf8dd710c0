package niangjia.engine.union;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Duty;
import niangjia.platform.Params;
import niangjia.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the tree and of the duties. */
@Repository
class UnionRepository {

  /** One union as it is stored. */
  record Row(
      UUID id,
      String path,
      Union.Kind kind,
      String nameZh,
      @Nullable String nameEn,
      @Nullable String code) {}

  private final JdbcClient jdbc;

  UnionRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Row> all() {
    return jdbc.sql(
            """
            select id, path::text as path, kind, name_zh, name_en, code
            from "union".organisation order by path
            """)
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list();
  }

  void insert(List<Row> rows) {
    jdbc.sql(
            """
            insert into "union".organisation (id, path, kind, name_zh, name_en, code)
            select * from unnest(:ids::uuid[], :paths::ltree[], :kinds::text[], :zh::text[],
              :en::text[], :codes::text[])
            """)
        .param("ids", rows.stream().map(Row::id).toArray(UUID[]::new))
        .param("paths", Params.texts(rows.stream().map(Row::path).toList()))
        .param("kinds", Params.texts(rows.stream().map(Row::kind).toList()))
        .param("zh", Params.texts(rows.stream().map(Row::nameZh).toList()))
        .param("en", rows.stream().map(Row::nameEn).toArray(String[]::new))
        .param("codes", rows.stream().map(Row::code).toArray(String[]::new))
        .update();
  }

  void insert(Duties.Grant grant, UUID id) {
    jdbc.sql(
            """
            insert into "union".duty (id, account, role, path, from_at, until_at)
            values (:id, :account, :role, :path::ltree, :from, :until)
            """)
        .param("id", id)
        .param("account", grant.account())
        .param("role", grant.role().name())
        .param("path", grant.path())
        .param("from", Params.value(grant.from()))
        .param("until", Params.value(grant.until()))
        .update();
  }

  /** Where a duty is held, if it still is. */
  Optional<String> pathOf(UUID duty) {
    return jdbc.sql(
            """
            select path::text from "union".duty where id = :duty
            """)
        .param("duty", duty)
        .query(String.class)
        .optional();
  }

  /** Ends a duty that holds; answers whose it was. */
  Optional<UUID> end(UUID duty, Instant at) {
    return jdbc.sql(
            """
            update "union".duty
            set until_at = greatest(:at::timestamptz, from_at + interval '1 microsecond')
            where id = :duty and (until_at is null or until_at > :at)
            returning account
            """)
        .param("duty", duty)
        .param("at", Timestamp.from(at))
        .query(UUID.class)
        .optional();
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
