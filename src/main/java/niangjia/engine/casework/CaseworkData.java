package niangjia.engine.casework;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import niangjia.platform.Ids;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: their matters, and what was written down of them. */
@Component
class CaseworkData implements PersonalData {

  private static final String MATTER = "casework.matter";
  private static final String EVENT = "casework.event";
  private static final int MOST = 10_000;

  private final JdbcClient jdbc;
  private final WorkList list;
  private final Cases cases;
  private final CaseTypes types;

  CaseworkData(JdbcClient jdbc, WorkList list, Cases cases, CaseTypes types) {
    this.jdbc = jdbc;
    this.list = list;
    this.cases = cases;
    this.types = types;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(MATTER, Fate.UNLINKED, EVENT, Fate.UNLINKED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var mine = list.of(person, MOST);
    var events =
        mine.stream()
            .flatMap(one -> cases.events(one.id()).stream().map(event -> row(one, event)))
            .toList();
    return List.of(
        new Section(MATTER, mine.stream().map(this::row).toList()), new Section(EVENT, events));
  }

  private Map<String, @Nullable Object> row(Case one) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("number", one.number());
    row.put("type", types.latest(one.origin().type()).type().name().zh());
    row.put("subject", one.origin().subject());
    row.put("opened_at", one.origin().openedAt());
    row.put("closed_at", one.end() == null ? null : one.end().at());
    row.put("outcome", one.end() == null ? null : one.end().outcome());
    return row;
  }

  private static Map<String, @Nullable Object> row(Case one, Event event) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("number", one.number());
    row.put("at", event.at());
    row.put("kind", event.kind());
    row.put("reason", event.what().reason());
    row.put("note", event.what().note());
    return row;
  }

  @Override
  public List<Words> open(Person.Id person) {
    return list.of(person, MOST).stream()
        .filter(Case::open)
        .map(one -> types.latest(one.origin().type()).type().name())
        .toList();
  }

  @Override
  public void release(Person.Id person) {
    list.of(person, MOST).stream()
        .filter(Case::open)
        .forEach(one -> cases.act(one.id(), Ids.next(), one.version(), new Act.Withdraw(null)));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    var of = Objects.requireNonNull(person.value());
    int notes =
        jdbc.sql(
                """
                update casework.event e set note_sealed = null from casework.matter m
                where m.id = e.case_id and m.person_id = :person and e.note_sealed is not null
                """)
            .param("person", of)
            .update();
    int matters =
        jdbc.sql(
                """
                update casework.matter set person_id = null, subject_sealed = null
                where person_id = :person
                """)
            .param("person", of)
            .update();
    return Map.of(EVENT, notes, MATTER, matters);
  }
}
