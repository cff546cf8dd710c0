package niangjia.engine.rights;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: that they asked to be forgotten, until they are. */
@Component
class RightsData implements PersonalData {

  private static final String ERASURE = "rights.erasure";

  private final JdbcClient jdbc;

  RightsData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ERASURE, Fate.UNLINKED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            ERASURE,
            jdbc.sql("select begun_at from rights.erasure where person_id = :person")
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  /** The sweep unlinks it, when nothing is on its way any more. */
  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of();
  }
}
