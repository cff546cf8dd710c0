package niangjia.engine.attachment;

import java.time.InstantSource;
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

/**
 * The files that a person brought; when they are forgotten, the keys go at once, and the stored
 * bytes, which nobody can open any more, an hour later.
 */
@Component
class AttachmentData implements PersonalData {

  private static final String ATTACHMENT = "attachment.attachment";
  private static final String BLOB = "attachment.blob";
  private static final int MOST = 1000;

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final AttachmentRepository repository;
  private final InstantSource clock;

  AttachmentData(
      JdbcClient jdbc, Sealer sealer, AttachmentRepository repository, InstantSource clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ATTACHMENT, Fate.DELETED, BLOB, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var rows =
        jdbc.sql(
                """
                select name_sealed, type, bytes, brought_at from attachment.attachment
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
                  return line;
                })
            .list();
    return List.of(new Section(ATTACHMENT, rows), new Section(BLOB, List.of()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int files =
        jdbc.sql("delete from attachment.attachment where person_id = :person")
            .param("person", person.value())
            .update();
    return Map.of(ATTACHMENT, files, BLOB, repository.abandon(clock.instant(), MOST));
  }
}
