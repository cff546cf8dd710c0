package niangjia.engine.notice;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: their messages and whether they want texts. */
@Component
class NoticeData implements PersonalData {

  private static final String MESSAGE = "notice.message";
  private static final String CHOICE = "notice.choice";

  private final JdbcClient jdbc;

  NoticeData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(MESSAGE, Fate.DELETED, CHOICE, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            MESSAGE,
            jdbc.sql(
                    """
                    select kind, title_zh as title, at, due_at, read_at, sms from notice.message
                    where person_id = :person order by due_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()),
        new Section(
            CHOICE,
            jdbc.sql("select sms as texts from notice.choice where person_id = :person")
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int messages =
        jdbc.sql("delete from notice.message where person_id = :person")
            .param("person", person.value())
            .update();
    int choices =
        jdbc.sql("delete from notice.choice where person_id = :person")
            .param("person", person.value())
            .update();
    return Map.of(MESSAGE, messages, CHOICE, choices);
  }
}
