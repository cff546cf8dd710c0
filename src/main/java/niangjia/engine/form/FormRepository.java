package niangjia.engine.form;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of forms and their versions. */
@Repository
class FormRepository {

  private static final String FORM =
      """
      select f.id, f.key, f.path::text as path, f.current, f.made_at, f.closed_at
      from form.form f
      """;

  private static final String VERSION =
      """
      select v.form_id, v.number, v.definition, v.edit, v.saved_at, v.published_at,
        encode(v.hash, 'hex') as hash
      from form.version v
      """;

  private final JdbcClient jdbc;

  FormRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Enters a form; false when its key is taken. */
  boolean make(Form form) {
    return jdbc.sql(
                """
                insert into form.form (id, path, key, made_at)
                values (:id, :path::ltree, :key, :at) on conflict on constraint keys_are_unique
                do nothing
                """)
            .param("id", form.id())
            .param("path", form.path())
            .param("key", form.key())
            .param("at", Timestamp.from(form.madeAt()))
            .update()
        == 1;
  }

  Optional<Form> find(UUID id) {
    return jdbc.sql(FORM + "where f.id = :id")
        .param("id", id)
        .query(FormRepository::form)
        .optional();
  }

  Optional<Form> find(String key) {
    return jdbc.sql(FORM + "where f.key = :key")
        .param("key", key)
        .query(FormRepository::form)
        .optional();
  }

  /** The forms of those subtrees, newest first. */
  List<Form> below(Collection<String> paths, int limit) {
    return jdbc.sql(
            FORM
                + """
                where f.path <@ any(:paths::ltree[])
                order by f.made_at desc, f.id desc limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(FormRepository::form)
        .list();
  }

  /** The forms that somebody who belongs there may answer, and those others, newest first. */
  List<Form> askedOf(String path, Collection<UUID> others, int limit) {
    return jdbc.sql(
            FORM
                + """
                where f.current is not null
                  and ((f.path @> :path::ltree and f.closed_at is null) or f.id = any(:others))
                order by f.made_at desc, f.id desc limit :limit
                """)
        .param("path", path)
        .param("others", others.toArray(UUID[]::new))
        .param("limit", limit)
        .query(FormRepository::form)
        .list();
  }

  /** The version in force of each form, or its draft while there is none. */
  Map<UUID, Form.Version> shown(Collection<UUID> forms) {
    return jdbc
        .sql(
            VERSION
                + """
                join form.form f on f.id = v.form_id
                where v.form_id = any(:forms)
                  and (v.number = f.current or (f.current is null and v.published_at is null))
                """)
        .param("forms", forms.toArray(UUID[]::new))
        .query(FormRepository::version)
        .list()
        .stream()
        .collect(Collectors.toMap(Form.Version::form, version -> version));
  }

  /** All versions of a form, newest first. */
  List<Form.Version> versions(UUID form) {
    return jdbc.sql(VERSION + "where v.form_id = :form order by v.number desc")
        .param("form", form)
        .query(FormRepository::version)
        .list();
  }

  /** Saves the draft that has that edit number, or begins one with the number nought. */
  boolean save(UUID form, int edit, FormDefinition definition, Instant at, @Nullable UUID by) {
    var text = definition.text();
    int changed =
        jdbc.sql(
                """
                update form.version
                set definition = :definition, edit = edit + 1, saved_at = :at, saved_by = :by
                where form_id = :form and published_at is null and edit = :edit
                """)
            .param("definition", text)
            .param("at", Timestamp.from(at))
            .param("by", by)
            .param("form", form)
            .param("edit", edit)
            .update();
    if (changed == 1 || edit != 0) {
      return changed == 1;
    }
    return jdbc.sql(
                """
                insert into form.version (form_id, number, definition, edit, saved_at, saved_by)
                select f.id, coalesce(
                    (select max(v.number) from form.version v where v.form_id = f.id), 0) + 1,
                  :definition, 1, :at, :by
                from form.form f where f.id = :form
                on conflict do nothing
                """)
            .param("form", form)
            .param("definition", text)
            .param("at", Timestamp.from(at))
            .param("by", by)
            .update()
        == 1;
  }

  /** Publishes the draft that has that edit number, and lets it be in force. */
  boolean publish(UUID form, int edit, Instant at, @Nullable UUID by) {
    return jdbc.sql(
                """
                with done as (
                  update form.version
                  set published_at = :at, published_by = :by,
                    hash = sha256(convert_to(definition, 'UTF8'))
                  where form_id = :form and published_at is null and edit = :edit
                  returning form_id, number)
                update form.form f set current = d.number, closed_at = null
                from done d where f.id = d.form_id
                """)
            .param("form", form)
            .param("edit", edit)
            .param("at", Timestamp.from(at))
            .param("by", by)
            .update()
        == 1;
  }

  /** Takes no more answers. */
  void close(UUID form, Instant at) {
    jdbc.sql("update form.form set closed_at = :at where id = :form and closed_at is null")
        .param("form", form)
        .param("at", Timestamp.from(at))
        .update();
  }

  private static Form form(ResultSet row, int number) throws SQLException {
    return new Form(
        row.getObject("id", UUID.class),
        row.getString("key"),
        row.getString("path"),
        row.getObject("current", Integer.class),
        row.getTimestamp("made_at").toInstant(),
        instant(row, "closed_at"));
  }

  private static Form.Version version(ResultSet row, int number) throws SQLException {
    return new Form.Version(
        row.getObject("form_id", UUID.class),
        row.getInt("number"),
        FormDefinition.read(row.getString("definition")),
        row.getInt("edit"),
        row.getTimestamp("saved_at").toInstant(),
        instant(row, "published_at"),
        row.getString("hash"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
