package niangjia.engine.rule;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Params;
import niangjia.platform.Sealer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rows of decisions; what speaks of people is sealed. */
@Repository
class DecisionRepository {

  static final String DECISION =
      """
      select d.id, d.code, d.path::text as path, d.version_id, d.for_on, d.decided_at, d.decided_by,
        d.about_kind, d.about_id, d.person_id, d.clauses, d.sealed
      from rule.decision d
      """;

  /** What is sealed of a decision, or of what another version would have decided. */
  record Sealed(
      Map<String, Object> facts, Map<String, Object> derived, List<Map<String, Object>> outputs) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JdbcClient jdbc;
  private final Sealer sealer;

  DecisionRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  void enter(Decision decision) {
    var about = decision.about();
    jdbc.sql(
            """
            insert into rule.decision (id, path, code, version_id, for_on, decided_at, decided_by,
              about_kind, about_id, person_id, clauses, sealed)
            values (:id, :path::ltree, :code, :version, :on, :at, :by, :kind, :about, :person,
              :clauses::text[], :sealed)
            """)
        .param("id", decision.id())
        .param("path", decision.path())
        .param("code", decision.code())
        .param("version", decision.version())
        .param("on", Params.value(decision.on()))
        .param("at", Timestamp.from(decision.at()))
        .param("by", decision.by())
        .param("kind", about.kind())
        .param("about", about.id())
        .param("person", about.person())
        .param("clauses", Params.texts(decision.clauses()))
        .param("sealed", seal(new Sealed(decision.facts(), decision.derived(), decision.outputs())))
        .update();
  }

  Optional<Decision> find(UUID id) {
    return jdbc.sql(DECISION + "where d.id = :id")
        .param("id", id)
        .query((row, _) -> decision(row))
        .optional();
  }

  /**
   * The past cases that a table of that union decides or would decide: of its subtree, and not by a
   * union's own table below it; newest first.
   */
  List<Decision> past(String code, String path, int limit) {
    return jdbc.sql(
            DECISION
                + """
                join rule.version v on v.id = d.version_id join rule.book b on b.id = v.book_id
                where d.code = :code and d.path <@ :path::ltree and b.path @> :path::ltree
                order by d.decided_at desc, d.id desc limit :limit
                """)
        .param("code", code)
        .param("path", path)
        .param("limit", limit)
        .query((row, _) -> decision(row))
        .list();
  }

  byte[] seal(Sealed content) {
    return sealer.seal(JSON.writeValueAsString(content));
  }

  Sealed open(byte[] sealed) {
    return JSON.readValue(sealer.open(sealed), Sealed.class);
  }

  Decision decision(ResultSet row) throws SQLException {
    var content = open(row.getBytes("sealed"));
    return new Decision(
        row.getObject("id", UUID.class),
        row.getString("code"),
        row.getString("path"),
        row.getObject("version_id", UUID.class),
        row.getObject("for_on", LocalDate.class),
        row.getTimestamp("decided_at").toInstant(),
        row.getObject("decided_by", UUID.class),
        new Decision.About(
            row.getString("about_kind"),
            row.getObject("about_id", UUID.class),
            row.getObject("person_id", UUID.class)),
        texts(row.getArray("clauses")),
        content.facts(),
        content.derived(),
        content.outputs());
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  /** Whether two lists of outputs say the same; 3000 and 3000.00 are one amount. */
  static boolean same(List<Map<String, Object>> one, List<Map<String, Object>> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).keySet().equals(other.get(i).keySet())) {
        return false;
      }
      for (var entry : one.get(i).entrySet()) {
        if (!plain(entry.getValue()).equals(plain(other.get(i).get(entry.getKey())))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String plain(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
