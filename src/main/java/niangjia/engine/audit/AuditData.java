package niangjia.engine.audit;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the trail holds of a person: what they did and who opened their record. It stays, for nobody
 * can take a line out of the chain; no name and no number stands in it.
 */
@Component
class AuditData implements PersonalData {

  private static final String ENTRY = "audit.entry";
  private static final int MOST = 10_000;

  private final JdbcClient jdbc;

  AuditData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ENTRY, Fate.KEPT);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            ENTRY,
            jdbc.sql(
                    """
                    select at, operation, role, reason, note, outcome, address from audit.entry
                    where person = :person or subject = :person order by id desc limit :most
                    """)
                .param("person", person.value())
                .param("most", MOST)
                .query()
                .listOfRows()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of();
  }
}
