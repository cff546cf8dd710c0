package niangjia.engine.casework;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import niangjia.platform.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the case types and their categories. */
@Repository
class CaseTypeRepository {

  /** One version of a type as it was defined. */
  record Version(String code, int version, String definition) {}

  private final JdbcClient jdbc;

  CaseTypeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest version of a type. */
  Optional<Version> latest(String code) {
    return jdbc.sql(
            """
            select code, version, definition from casework.type
            where code = :code order by version desc limit 1
            """)
        .param("code", code)
        .query(
            (row, _) ->
                new Version(
                    row.getString("code"), row.getInt("version"), row.getString("definition")))
        .optional();
  }

  Optional<Version> find(String code, int version) {
    return jdbc.sql(
            """
            select code, version, definition from casework.type
            where code = :code and version = :version
            """)
        .param("code", code)
        .param("version", version)
        .query(
            (row, _) ->
                new Version(
                    row.getString("code"), row.getInt("version"), row.getString("definition")))
        .optional();
  }

  /** Enters a version; false when another node has entered it. */
  boolean insert(Version version, Instant since) {
    return jdbc.sql(
                """
                insert into casework.type (code, version, definition, since)
                values (:code, :version, :definition, :since) on conflict do nothing
                """)
            .param("code", version.code())
            .param("version", version.version())
            .param("definition", version.definition())
            .param("since", Timestamp.from(since))
            .update()
        == 1;
  }

  /** Enters a category; one that is there stays as its administrators left it. */
  void insert(Category category) {
    var due = category.due();
    jdbc.sql(
            """
            insert into casework.category (
              type, code, parent, position, name_zh, name_en, allowed, retired)
            values (:type, :code, :parent, :position, :zh, :en, :allowed, :retired)
            on conflict do nothing
            """)
        .param("type", category.type())
        .param("code", category.code())
        .param("parent", category.parent())
        .param("position", category.position())
        .param("zh", category.name().zh())
        .param("en", category.name().en())
        .param("allowed", due == null ? null : due.toString())
        .param("retired", category.retired())
        .update();
  }

  /** Changes a category that nobody has changed since it was read. */
  boolean update(Category category) {
    var due = category.due();
    return jdbc.sql(
                """
                update casework.category set parent = :parent, position = :position, name_zh = :zh,
                  name_en = :en, allowed = :allowed, retired = :retired, edit = edit + 1
                where type = :type and code = :code and edit = :edit
                """)
            .param("type", category.type())
            .param("code", category.code())
            .param("parent", category.parent())
            .param("position", category.position())
            .param("zh", category.name().zh())
            .param("en", category.name().en())
            .param("allowed", due == null ? null : due.toString())
            .param("retired", category.retired())
            .param("edit", category.edit())
            .update()
        == 1;
  }

  List<Category> categories() {
    return jdbc.sql(
            """
            select type, code, parent, position, name_zh, name_en, allowed, retired, edit
            from casework.category order by type, position, code
            """)
        .query(
            (row, _) -> {
              var allowed = row.getString("allowed");
              return new Category(
                  row.getString("type"),
                  row.getString("code"),
                  row.getString("parent"),
                  row.getInt("position"),
                  new Words(row.getString("name_zh"), row.getString("name_en")),
                  allowed == null ? null : Limit.of(allowed),
                  row.getBoolean("retired"),
                  row.getInt("edit"));
            })
        .list();
  }
}
