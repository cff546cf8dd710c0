package niangjia.engine.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.engine.union.Unions;
import niangjia.platform.Sealer;
import niangjia.platform.Signals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: who they are, their memberships, groups and address. */
@Component
class PeopleData implements PersonalData {

  private static final String PERSON = "people.person";
  private static final String MEMBERSHIP = "people.membership";
  private static final String BELONGING = "people.belonging";
  private static final String MAILBOX = "people.mailbox";

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final Unions unions;
  private final Signals signals;

  PeopleData(JdbcClient jdbc, Sealer sealer, Unions unions, Signals signals) {
    this.jdbc = jdbc;
    this.signals = signals;
    this.sealer = sealer;
    this.unions = unions;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(
        PERSON, Fate.DELETED,
        MEMBERSHIP, Fate.DELETED,
        BELONGING, Fate.DELETED,
        MAILBOX, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var memberships =
        jdbc.sql(
                """
                select union_path::text as union, state, from_on, until_on from people.membership
                where person = :person order by from_on
                """)
            .param("person", person.value())
            .query()
            .listOfRows();
    memberships.forEach(this::named);
    var belongings =
        jdbc.sql(
                """
                select kind, from_on, until_on from people.belonging
                where person = :person order by from_on
                """)
            .param("person", person.value())
            .query()
            .listOfRows();
    return List.of(
        new Section(PERSON, self(person)),
        new Section(MEMBERSHIP, memberships),
        new Section(BELONGING, belongings),
        new Section(MAILBOX, mailbox(person)));
  }

  private List<Map<String, @Nullable Object>> mailbox(Person.Id person) {
    return jdbc.sql(
            "select address_sealed, confirmed_at from people.mailbox where person = :person")
        .param("person", person.value())
        .query(
            (row, _) -> {
              var values = new LinkedHashMap<String, @Nullable Object>();
              values.put("email", sealer.open(row.getBytes("address_sealed")));
              values.put("confirmed_at", row.getTimestamp("confirmed_at"));
              return (Map<String, @Nullable Object>) values;
            })
        .list();
  }

  private List<Map<String, @Nullable Object>> self(Person.Id person) {
    return jdbc.sql(
            """
            select name, id_sealed, phone_sealed, born_on, path::text as path, created_at
            from people.person where id = :person
            """)
        .param("person", person.value())
        .query(
            (row, _) -> {
              var values = new LinkedHashMap<String, @Nullable Object>();
              values.put("name", row.getString("name"));
              values.put("id_number", sealer.open(row.getBytes("id_sealed")));
              values.put("phone", sealer.open(row.getBytes("phone_sealed")));
              values.put("born_on", row.getDate("born_on"));
              values.put("union", row.getString("path"));
              values.put("entered_at", row.getTimestamp("created_at"));
              named(values);
              return (Map<String, @Nullable Object>) values;
            })
        .list();
  }

  private void named(Map<String, @Nullable Object> values) {
    values.computeIfPresent("union", (_, path) -> unions.nearest(String.valueOf(path)).name().zh());
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int memberships =
        jdbc.sql("delete from people.membership where person = :person")
            .param("person", person.value())
            .update();
    int belongings =
        jdbc.sql("delete from people.belonging where person = :person")
            .param("person", person.value())
            .update();
    int mailboxes =
        jdbc.sql("delete from people.mailbox where person = :person")
            .param("person", person.value())
            .update();
    int people =
        jdbc.sql("delete from people.person where id = :person")
            .param("person", person.value())
            .update();
    signals.send(People.TOPIC, person.toString());
    return Map.of(
        PERSON, people, MEMBERSHIP, memberships, BELONGING, belongings, MAILBOX, mailboxes);
  }
}
