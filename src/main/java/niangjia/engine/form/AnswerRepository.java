package niangjia.engine.form;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.platform.Ids;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of answers and drafts; what is personal is sealed on the way in. */
@Repository
class AnswerRepository {

  private static final String ANSWER =
      """
      select a.id, a.form_id, a.version, a.person_id, a.path::text as path, a.sent_at, a.content,
        a.sealed
      from form.answer a
      """;

  /** Whose draft of what. */
  record Place(UUID form, UUID person, String context) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  AnswerRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /** Enters an answer if its version is in force; false when it is not, or something is there. */
  boolean insert(Sent sent, FormDefinition definition) {
    var content = FormDefinition.text(sent.values());
    return jdbc.sql(
                """
                insert into form.answer (
                  id, form_id, version, path, person_id, once, content, sealed, sent_at)
                select :id, f.id, f.current, :path::ltree, :person, :once, :content, :sealed, :at
                from form.form f
                where f.id = :form and f.current = :version and f.closed_at is null
                for share of f
                on conflict do nothing
                """)
            .param("id", sent.id())
            .param("form", sent.form())
            .param("version", sent.version())
            .param("path", sent.path())
            .param("person", sent.person())
            .param("once", definition.once())
            .param("content", definition.personal() ? null : content)
            .param("sealed", definition.personal() ? sealer.seal(content) : null)
            .param("at", Timestamp.from(sent.at()))
            .update()
        == 1;
  }

  Optional<Sent> find(UUID id) {
    return jdbc.sql(ANSWER + "where a.id = :id").param("id", id).query(this::sent).optional();
  }

  /** Which of these answers there are. */
  Set<UUID> existing(Collection<UUID> ids) {
    return Set.copyOf(
        jdbc.sql("select id from form.answer where id = any(:ids)")
            .param("ids", ids.toArray(UUID[]::new))
            .query((row, _) -> row.getObject(1, UUID.class))
            .list());
  }

  /** What a person sent, newest first. */
  List<Sent> of(UUID person, int limit) {
    return jdbc.sql(ANSWER + "where a.person_id = :person order by a.sent_at desc limit :limit")
        .param("person", person)
        .param("limit", limit)
        .query(this::sent)
        .list();
  }

  /** The answers to a form, newest first. */
  List<Sent> page(UUID form, @Nullable UUID after, int limit) {
    return jdbc.sql(
            ANSWER
                + """
                where a.form_id = :form and (:after::uuid is null or (a.sent_at, a.id) < (
                  select l.sent_at, l.id from form.answer l where l.id = :after::uuid))
                order by a.sent_at desc, a.id desc limit :limit
                """)
        .param("form", form)
        .param("after", after)
        .param("limit", limit)
        .query(this::sent)
        .list();
  }

  /** How many answers each form has. */
  Map<UUID, Long> count(Collection<UUID> forms) {
    return jdbc
        .sql(
            """
            select form_id, count(*) as answers from form.answer
            where form_id = any(:forms) group by form_id
            """)
        .param("forms", forms.toArray(UUID[]::new))
        .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Optional<Begun> begun(Place place) {
    return jdbc.sql(
            """
            select version, edit, saved_at, content, sealed from form.draft
            where form_id = :form and person_id = :person and context = :context
            """)
        .param("form", place.form())
        .param("person", place.person())
        .param("context", place.context())
        .query(
            (row, _) ->
                new Begun(
                    row.getInt("version"),
                    row.getInt("edit"),
                    row.getTimestamp("saved_at").toInstant(),
                    values(row)))
        .optional();
  }

  /** Saves over the draft that has that edit number, or begins one with the number nought. */
  boolean save(Place place, String path, Begun begun, boolean personal) {
    var content = FormDefinition.text(begun.answers());
    var statement =
        begun.edit() == 0
            ? jdbc.sql(
                    """
                    insert into form.draft (
                      id, form_id, version, context, path, person_id, edit, content, sealed,
                      saved_at)
                    values (:id, :form, :version, :context, :path::ltree, :person, 1, :content,
                      :sealed, :at)
                    on conflict do nothing
                    """)
                .param("id", Ids.next())
                .param("path", path)
            : jdbc.sql(
                    """
                    update form.draft set version = :version, edit = edit + 1, content = :content,
                      sealed = :sealed, saved_at = :at
                    where form_id = :form and person_id = :person and context = :context
                      and edit = :edit
                    """)
                .param("edit", begun.edit());
    return statement
            .param("form", place.form())
            .param("person", place.person())
            .param("context", place.context())
            .param("version", begun.version())
            .param("content", personal ? null : content)
            .param("sealed", personal ? sealer.seal(content) : null)
            .param("at", Timestamp.from(begun.savedAt()))
            .update()
        == 1;
  }

  void drop(Place place) {
    jdbc.sql(
            """
            delete from form.draft
            where form_id = :form and person_id = :person and context = :context
            """)
        .param("form", place.form())
        .param("person", place.person())
        .param("context", place.context())
        .update();
  }

  private Sent sent(ResultSet row, int number) throws SQLException {
    return new Sent(
        row.getObject("id", UUID.class),
        row.getObject("form_id", UUID.class),
        row.getInt("version"),
        row.getObject("person_id", UUID.class),
        row.getString("path"),
        row.getTimestamp("sent_at").toInstant(),
        values(row));
  }

  private Map<String, @Nullable Object> values(ResultSet row) throws SQLException {
    var sealed = row.getBytes("sealed");
    return FormDefinition.readAnswers(
        sealed == null ? row.getString("content") : sealer.open(sealed));
  }
}
