package niangjia.engine.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: what was decided about them by rules. */
@Component
class RuleData implements PersonalData {

  private static final String DECISION = "rule.decision";
  private static final String CASE = "rule.report_case";

  private final JdbcClient jdbc;
  private final DecisionRepository decisions;

  RuleData(JdbcClient jdbc, DecisionRepository decisions) {
    this.jdbc = jdbc;
    this.decisions = decisions;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(DECISION, Fate.DELETED, CASE, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            DECISION,
            jdbc.sql(
                    DecisionRepository.DECISION
                        + "where d.person_id = :person order by d.decided_at")
                .param("person", person.value())
                .query((row, _) -> line(decisions.decision(row)))
                .list()),
        new Section(
            CASE,
            jdbc.sql(
                    """
                    select r.made_at, c.change from rule.report_case c
                    join rule.report r on r.id = c.report_id
                    join rule.decision d on d.id = c.decision_id
                    where d.person_id = :person order by r.made_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  private static Map<String, @Nullable Object> line(Decision decision) {
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("code", decision.code());
    line.put("decided_at", decision.at());
    line.put("clauses", decision.clauses());
    line.put("facts", decision.facts());
    line.put("outputs", decision.outputs());
    return line;
  }

  /** The cases of trials go with their decisions. */
  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int cases =
        jdbc.sql(
                """
                delete from rule.report_case where decision_id in (
                  select d.id from rule.decision d where d.person_id = :person)
                """)
            .param("person", person.value())
            .update();
    int decided =
        jdbc.sql("delete from rule.decision where person_id = :person")
            .param("person", person.value())
            .update();
    return Map.of(DECISION, decided, CASE, cases);
  }
}
