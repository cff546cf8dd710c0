package niangjia.feature.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.casework.Case;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: what they asked, and what was said about it. */
@Component
class RequestData implements PersonalData {

  private static final String REQUEST = "request.request";
  private static final String FACT = "request.fact";

  private final JdbcClient jdbc;
  private final RequestRepository repository;

  RequestData(JdbcClient jdbc, RequestRepository repository) {
    this.jdbc = jdbc;
    this.repository = repository;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(REQUEST, Fate.UNLINKED, FACT, Fate.UNLINKED);
  }

  private List<Case.Id> of(Person.Id person) {
    return jdbc.sql("select id from request.request where person_id = :person order by received_at")
        .param("person", person.value())
        .query((row, _) -> new Case.Id(row.getObject(1, UUID.class)))
        .list();
  }

  @Override
  public List<Section> about(Person.Id person) {
    var mine = of(person);
    return List.of(
        new Section(
            REQUEST,
            mine.stream().flatMap(id -> repository.find(id).stream()).map(this::row).toList()),
        new Section(
            FACT,
            mine.stream().flatMap(id -> repository.facts(id).stream()).map(this::row).toList()));
  }

  private Map<String, @Nullable Object> row(Request one) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("received_at", one.receivedAt());
    row.put("channel", one.channel());
    row.put("words", one.words());
    row.put("place", one.place());
    return row;
  }

  private Map<String, @Nullable Object> row(Request.Fact one) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("at", one.at());
    row.put("kind", one.kind());
    row.put("good", one.good());
    row.put("words", one.words());
    return row;
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int facts =
        jdbc.sql(
                """
                update request.fact f set words_sealed = null from request.request r
                where r.id = f.request_id and r.person_id = :person and f.words_sealed is not null
                """)
            .param("person", person.value())
            .update();
    int requests =
        jdbc.sql(
                """
                update request.request set person_id = null, words_sealed = null,
                  place_sealed = null,
                  caller_name_sealed = null, caller_phone_sealed = null, phone_hash = null
                where person_id = :person
                """)
            .param("person", person.value())
            .update();
    return Map.of(FACT, facts, REQUEST, requests);
  }
}
