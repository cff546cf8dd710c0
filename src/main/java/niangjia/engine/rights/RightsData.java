package niangjia.engine.rights;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this module holds of a person: what they agreed to, and that they asked to be forgotten,
 * until they are.
 */
@Component
class RightsData implements PersonalData {

  private static final String ERASURE = "rights.erasure";
  private static final String CONSENT = "rights.consent";

  private final JdbcClient jdbc;
  private final ConsentRepository consents;

  RightsData(JdbcClient jdbc, ConsentRepository consents) {
    this.jdbc = jdbc;
    this.consents = consents;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ERASURE, Fate.UNLINKED, CONSENT, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            ERASURE,
            jdbc.sql("select begun_at from rights.erasure where person_id = :person")
                .param("person", person.value())
                .query()
                .listOfRows()),
        new Section(
            CONSENT,
            jdbc.sql(
                    """
                    select purpose, version, given, channel, at from rights.consent
                    where person_id = :person order by purpose, number
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  /** The sweep unlinks the erasure, when nothing is on its way any more. */
  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(CONSENT, consents.forget(person));
  }
}
