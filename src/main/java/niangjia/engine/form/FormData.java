package niangjia.engine.form;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: what they sent, and what they have begun. */
@Component
class FormData implements PersonalData {

  private static final String ANSWER = "form.answer";
  private static final String DRAFT = "form.draft";

  private final JdbcClient jdbc;
  private final Sealer sealer;

  FormData(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ANSWER, Fate.DELETED, DRAFT, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        section(
            ANSWER,
            """
            select v.definition, a.sent_at as at, a.content, a.sealed
            from form.answer a
            join form.version v on v.form_id = a.form_id and v.number = a.version
            where a.person_id = :person order by a.sent_at
            """,
            person),
        section(
            DRAFT,
            """
            select v.definition, d.saved_at as at, d.content, d.sealed
            from form.draft d
            join form.version v on v.form_id = d.form_id and v.number = d.version
            where d.person_id = :person order by d.saved_at
            """,
            person));
  }

  private Section section(String table, String sql, Person.Id person) {
    return new Section(
        table, jdbc.sql(sql).param("person", person.value()).query((row, _) -> line(row)).list());
  }

  private Map<String, @Nullable Object> line(ResultSet row) throws SQLException {
    var sealed = row.getBytes("sealed");
    var line = new LinkedHashMap<String, @Nullable Object>();
    line.put("title", FormDefinition.read(row.getString("definition")).title().zh());
    line.put("saved_at", row.getTimestamp("at"));
    line.put("answers", sealed == null ? row.getString("content") : sealer.open(sealed));
    return line;
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(
        ANSWER,
        jdbc.sql("delete from form.answer where person_id = :person")
            .param("person", person.value())
            .update(),
        DRAFT,
        jdbc.sql("delete from form.draft where person_id = :person")
            .param("person", person.value())
            .update());
  }
}
