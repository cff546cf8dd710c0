package niangjia.engine.attachment;

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

/** The files that a person brought; when they are forgotten, the stored bytes go as well. */
@Component
class AttachmentData implements PersonalData {

  private static final String ATTACHMENT = "attachment.attachment";

  private final JdbcClient jdbc;
  private final Sealer sealer;

  AttachmentData(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ATTACHMENT, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var rows =
        jdbc.sql(
                """
                select id, name_sealed, type, bytes, brought_at from attachment.attachment
                where person_id = :person order by brought_at
                """)
            .param("person", person.value())
            .query(
                (row, _) -> {
                  Map<String, @Nullable Object> line = new LinkedHashMap<>();
                  line.put("name", sealer.open(row.getBytes("name_sealed")));
                  line.put("type", row.getString("type"));
                  line.put("bytes", row.getLong("bytes"));
                  line.put("brought_at", row.getTimestamp("brought_at"));
                  line.put("address", "/api/attachment/" + row.getString("id"));
                  return line;
                })
            .list();
    return List.of(new Section(ATTACHMENT, rows));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(
        ATTACHMENT,
        jdbc.sql("delete from attachment.attachment where person_id = :person")
            .param("person", person.value())
            .update());
  }
}
