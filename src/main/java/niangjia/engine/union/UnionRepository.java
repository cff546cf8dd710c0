package niangjia.engine.union;

import java.util.List;
import java.util.UUID;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the tree. */
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
}
