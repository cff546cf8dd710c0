package niangjia.engine.rights;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of those who asked to be forgotten. */
@Repository
class ErasureRepository {

  /** One that is begun, or done and not swept yet. */
  record Running(UUID id, Person.Id person, boolean done) {}

  private final JdbcClient jdbc;

  ErasureRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that it begins; the one that runs already when there is one. */
  UUID begin(Person.Id person, String path, Instant now) {
    jdbc.sql(
            """
            insert into rights.erasure (id, person_id, path, begun_at)
            values (:id, :person, :path::ltree, :now) on conflict do nothing
            """)
        .param("id", Ids.next())
        .param("person", person.value())
        .param("path", path)
        .param("now", Timestamp.from(now))
        .update();
    return jdbc.sql("select id from rights.erasure where person_id = :person")
        .param("person", person.value())
        .query(UUID.class)
        .single();
  }

  /** Locks one that is not done; false when it is. */
  boolean hold(UUID id) {
    return jdbc.sql("select done_at is null from rights.erasure where id = :id for update")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  void done(UUID id, Collection<Holdings.Holding> lines, Instant now) {
    for (var line : lines) {
      jdbc.sql(
              """
              insert into rights.erased (erasure_id, path, held, fate, count)
              select id, path, :held, :fate, :count from rights.erasure where id = :id
              """)
          .param("id", id)
          .param("held", line.table())
          .param("fate", line.fate().name())
          .param("count", line.count())
          .update();
    }
    jdbc.sql("update rights.erasure set done_at = :now where id = :id")
        .param("id", id)
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Those that were begun before and are not finished, or done before and not swept. */
  List<Running> left(Instant begunBefore, Instant doneBefore, int limit) {
    return jdbc.sql(
            """
            select id, person_id, done_at is not null as done from rights.erasure
            where person_id is not null and (
              (done_at is null and begun_at < :begun) or done_at < :done)
            order by begun_at limit :limit
            """)
        .param("begun", Timestamp.from(begunBefore))
        .param("done", Timestamp.from(doneBefore))
        .param("limit", limit)
        .query(
            (row, _) ->
                new Running(
                    row.getObject(1, UUID.class),
                    new Person.Id(row.getObject(2, UUID.class)),
                    row.getBoolean(3)))
        .list();
  }

  /** Forgets whom it was about. */
  void swept(UUID id, Instant now) {
    jdbc.sql(
            """
            update rights.erasure set person_id = null, swept_at = :now
            where id = :id and swept_at is null
            """)
        .param("id", id)
        .param("now", Timestamp.from(now))
        .update();
  }
}
