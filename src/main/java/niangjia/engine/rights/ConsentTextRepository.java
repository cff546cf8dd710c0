package niangjia.engine.rights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what people are asked to agree to. */
@Repository
class ConsentTextRepository {

  private final JdbcClient jdbc;

  ConsentTextRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Every version and draft, the newest first, drafts before all. */
  List<ConsentText> all() {
    return jdbc.sql(
            """
            select id, purpose, version, asks_again, title_zh, title_en, text_zh, text_en,
              changes_zh, changes_en, revision, digest, published_at
            from rights.consent_text order by purpose, version desc nulls first
            """)
        .query((row, _) -> text(row))
        .list();
  }

  private static ConsentText text(ResultSet row) throws SQLException {
    var changes = row.getString("changes_zh");
    var publishedAt = row.getTimestamp("published_at");
    return new ConsentText(
        row.getObject("id", UUID.class),
        Purpose.valueOf(row.getString("purpose")),
        row.getObject("version", Integer.class),
        row.getBoolean("asks_again"),
        Words.of(row.getString("title_zh"), row.getString("title_en")),
        Words.of(row.getString("text_zh"), row.getString("text_en")),
        changes == null ? null : Words.of(changes, row.getString("changes_en")),
        row.getInt("revision"),
        row.getString("digest"),
        publishedAt == null ? null : publishedAt.toInstant());
  }

  /** The newest version that is published. */
  Optional<Integer> current(Purpose purpose) {
    return jdbc.sql("select max(version) from rights.consent_text where purpose = :purpose")
        .param("purpose", purpose.name())
        .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
        .single();
  }

  /** Begins a draft; false when there is one. */
  boolean begin(ConsentText draft, @Nullable UUID account) {
    return jdbc.sql(
                """
                insert into rights.consent_text (id, purpose, asks_again, title_zh, title_en,
                  text_zh, text_en, changes_zh, changes_en, revision, written_by)
                values (:id, :purpose, :asks, :titleZh, :titleEn, :textZh, :textEn, :changesZh,
                  :changesEn, 1, :account)
                on conflict (purpose) where version is null do nothing
                """)
            .params(values(draft, account))
            .param("id", draft.id())
            .update()
        == 1;
  }

  /** Changes a draft that nobody has changed since that revision; false when somebody has. */
  boolean change(ConsentText draft, @Nullable UUID account) {
    return jdbc.sql(
                """
                update rights.consent_text
                set asks_again = :asks, title_zh = :titleZh, title_en = :titleEn,
                  text_zh = :textZh, text_en = :textEn, changes_zh = :changesZh,
                  changes_en = :changesEn, revision = revision + 1, written_by = :account
                where purpose = :purpose and version is null and revision = :revision
                """)
            .params(values(draft, account))
            .param("revision", draft.revision())
            .update()
        == 1;
  }

  private static Map<String, @Nullable Object> values(ConsentText draft, @Nullable UUID account) {
    var values = new HashMap<String, @Nullable Object>();
    var changes = draft.changes();
    values.put("purpose", draft.purpose().name());
    values.put("asks", draft.asksAgain());
    values.put("titleZh", draft.title().zh());
    values.put("titleEn", draft.title().en());
    values.put("textZh", draft.text().zh());
    values.put("textEn", draft.text().en());
    values.put("changesZh", changes == null ? null : changes.zh());
    values.put("changesEn", changes == null ? null : changes.en());
    values.put("account", account);
    return values;
  }

  /** Gives a draft its number; false when it was changed or published meanwhile. */
  boolean publish(ConsentText draft, int version, @Nullable UUID account, Instant at) {
    return jdbc.sql(
                """
                update rights.consent_text
                set version = :version, digest = :digest, published_by = :account,
                  published_at = :at
                where id = :id and version is null and revision = :revision
                """)
            .param("version", version)
            .param("digest", draft.digestAs(version))
            .param("account", account)
            .param("at", Timestamp.from(at))
            .param("id", draft.id())
            .param("revision", draft.revision())
            .update()
        == 1;
  }
}
