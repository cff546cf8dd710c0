package niangjia.engine.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of who wants to be told how. */
@Repository
class ChoiceRepository {

  private final JdbcClient jdbc;

  ChoiceRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What they chose; nobody who chose nothing. */
  Map<UUID, Choice> of(Collection<UUID> people) {
    var found = new HashMap<UUID, Choice>();
    jdbc.sql(
            """
            select person_id, channels, language, quiet_from, quiet_until from notice.choice
            where person_id = any(:people::uuid[])
            """)
        .param("people", people.toArray(UUID[]::new))
        .query(
            (row, _) -> {
              found.put(row.getObject(1, UUID.class), choice(row));
              return true;
            })
        .list();
    return found;
  }

  /** What somebody chose, held until the transaction ends. */
  Choice held(Person.Id person) {
    return jdbc.sql(
            """
            select person_id, channels, language, quiet_from, quiet_until from notice.choice
            where person_id = :person for update
            """)
        .param("person", person.value())
        .query((row, _) -> choice(row))
        .optional()
        .orElse(Choice.NONE);
  }

  private static Choice choice(ResultSet row) throws SQLException {
    var channels = EnumSet.noneOf(Channel.class);
    Arrays.stream((String[]) row.getArray(2).getArray())
        .map(Channel::valueOf)
        .forEach(channels::add);
    var from = row.getObject(4, Integer.class);
    var until = row.getObject(5, Integer.class);
    var quiet = from == null || until == null ? null : new Quiet(from, until);
    return new Choice(channels, row.getString(3), quiet);
  }

  void keep(Person.Id person, String path, Choice choice) {
    var quiet = choice.quiet();
    jdbc.sql(
            """
            insert into notice.choice
              (person_id, path, channels, language, quiet_from, quiet_until)
            values (:person, :path::ltree, :channels::text[], :language, :from, :until)
            on conflict (person_id) do update set path = excluded.path,
              channels = excluded.channels, language = excluded.language,
              quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until
            """)
        .param("person", person.value())
        .param("path", path)
        .param("channels", Params.texts(choice.channels()))
        .param("language", choice.language())
        .param("from", quiet == null ? null : quiet.from())
        .param("until", quiet == null ? null : quiet.until())
        .update();
  }
}
