package niangjia.engine.notice;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: their messages, how those went, and how they are wanted. */
@Component
class NoticeData implements PersonalData {

  private static final String MESSAGE = "notice.message";
  private static final String DELIVERY = "notice.delivery";
  private static final String CHOICE = "notice.choice";

  private final JdbcClient jdbc;

  NoticeData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(MESSAGE, Fate.DELETED, DELIVERY, Fate.DELETED, CHOICE, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        section(
            MESSAGE,
            """
            select kind, title_zh as title, at, due_at, read_at from notice.message
            where person_id = :person order by due_at
            """,
            person),
        section(
            DELIVERY,
            """
            select channel, state, due_at, tries from notice.delivery
            where person_id = :person order by due_at
            """,
            person),
        section(
            CHOICE,
            """
            select array_to_string(channels, ', ') as channels, language, quiet_from, quiet_until
            from notice.choice where person_id = :person
            """,
            person));
  }

  private Section section(String table, String statement, Person.Id person) {
    return new Section(
        table, jdbc.sql(statement).param("person", person.value()).query().listOfRows());
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int deliveries = delete("delete from notice.delivery where person_id = :person", person);
    int messages = delete("delete from notice.message where person_id = :person", person);
    int choices = delete("delete from notice.choice where person_id = :person", person);
    return Map.of(MESSAGE, messages, DELIVERY, deliveries, CHOICE, choices);
  }

  private int delete(String statement, Person.Id person) {
    return jdbc.sql(statement).param("person", person.value()).update();
  }
}
