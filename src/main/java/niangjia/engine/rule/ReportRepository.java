package niangjia.engine.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of reports. */
@Repository
class ReportRepository {

  private static final TypeReference<List<Report.Sum>> SUMS = new TypeReference<>() {};
  private static final String REPORT =
      """
      select r.id, r.book_id, encode(r.hash, 'hex') as hash, r.made_at, r.made_by, r.cases, r.same,
        r.changed, r.failed, r.whole, r.sums
      from rule.report r
      """;

  private final JdbcClient jdbc;
  private final DecisionRepository decisions;
  private final JsonMapper json;

  ReportRepository(JdbcClient jdbc, DecisionRepository decisions, JsonMapper json) {
    this.jdbc = jdbc;
    this.decisions = decisions;
    this.json = json;
  }

  void enter(Report report, String path, List<Report.Case> cases) {
    jdbc.sql(
            """
            insert into rule.report (id, book_id, path, hash, made_at, made_by, cases,
              same, changed, failed, whole, sums)
            values (:id, :book, :path::ltree, decode(:hash, 'hex'), :at, :by, :cases, :same,
              :changed, :failed, :whole, :sums)
            """)
        .param("id", report.id())
        .param("book", report.book())
        .param("path", path)
        .param("hash", report.hash())
        .param("at", Timestamp.from(report.madeAt()))
        .param("by", report.madeBy())
        .param("cases", report.cases())
        .param("same", report.same())
        .param("changed", report.changed())
        .param("failed", report.failed())
        .param("whole", report.whole())
        .param("sums", json.writeValueAsString(report.sums()))
        .update();
    enter(report.id(), cases);
  }

  /** All cases in one statement; the clauses of a case travel as one text. */
  private void enter(UUID report, List<Report.Case> cases) {
    var sealed = new ArrayList<byte @Nullable []>();
    for (var each : cases) {
      sealed.add(
          each.reason() == null
              ? decisions.seal(new DecisionRepository.Sealed(Map.of(), Map.of(), each.outputs()))
              : null);
    }
    jdbc.sql(
            """
            insert into rule.report_case (report_id, decision_id, path, place, change, reason,
              clauses, sealed)
            select :report, d.id, d.path, t.place, t.change, t.reason,
              string_to_array(t.clauses, ' '), t.sealed
            from unnest(:decisions::uuid[], :changes::text[], :reasons::text[], :clauses::text[],
                :sealed::bytea[])
              with ordinality t (id, change, reason, clauses, sealed, place)
            join rule.decision d on d.id = t.id
            """)
        .param("report", report)
        .param("decisions", cases.stream().map(each -> each.decision().id()).toArray(UUID[]::new))
        .param("changes", Params.texts(cases.stream().map(Report.Case::change).toList()))
        .param(
            "reasons",
            cases.stream()
                .map(each -> each.reason() == null ? null : each.reason().name())
                .toArray(String[]::new))
        .param(
            "clauses",
            cases.stream().map(each -> String.join(" ", each.clauses())).toArray(String[]::new))
        .param("sealed", sealed.toArray(byte[][]::new))
        .update();
  }

  Optional<Report> find(UUID id) {
    return jdbc.sql(REPORT + "where r.id = :id")
        .param("id", id)
        .query((row, _) -> report(row))
        .optional();
  }

  /** The reports of a table, newest first. */
  List<Report> of(UUID book, int limit) {
    return jdbc.sql(REPORT + "where r.book_id = :book order by r.made_at desc limit :limit")
        .param("book", book)
        .param("limit", limit)
        .query((row, _) -> report(row))
        .list();
  }

  /** The cases of a report in their order, after a place; null for all kinds of change. */
  List<Report.Case> cases(UUID report, Report.@Nullable Change change, int after, int limit) {
    return jdbc.sql(
            """
            select d.id, d.code, d.path::text as path, d.version_id, d.for_on, d.decided_at,
              d.decided_by, d.about_kind, d.about_id, d.person_id, d.clauses, d.sealed,
              c.change, c.reason, c.clauses as now_clauses, c.sealed as now_sealed
            from rule.report_case c join rule.decision d on d.id = c.decision_id
            where c.report_id = :report and c.place > :after
              and (:change::text is null or c.change = :change)
            order by c.place limit :limit
            """)
        .param("report", report)
        .param("after", after)
        .param("change", change == null ? null : change.name())
        .param("limit", limit)
        .query((row, _) -> one(row))
        .list();
  }

  /** The places of cases that are left, for going on after one. */
  int place(UUID report, UUID decision) {
    return jdbc.sql(
            "select place from rule.report_case where report_id = :report and decision_id = :id")
        .param("report", report)
        .param("id", decision)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  private Report.Case one(ResultSet row) throws SQLException {
    var reason = row.getString("reason");
    var sealed = row.getBytes("now_sealed");
    return new Report.Case(
        decisions.decision(row),
        Report.Change.valueOf(row.getString("change")),
        reason == null ? null : Ruling.Reason.valueOf(reason),
        DecisionRepository.texts(row.getArray("now_clauses")),
        sealed == null ? List.of() : decisions.open(sealed).outputs());
  }

  private Report report(ResultSet row) throws SQLException {
    return new Report(
        row.getObject("id", UUID.class),
        row.getObject("book_id", UUID.class),
        row.getString("hash"),
        row.getTimestamp("made_at").toInstant(),
        row.getObject("made_by", UUID.class),
        row.getInt("cases"),
        row.getInt("same"),
        row.getInt("changed"),
        row.getInt("failed"),
        row.getBoolean("whole"),
        json.readValue(row.getString("sums"), SUMS));
  }
}
