package niangjia.engine.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of messages. */
@Repository
class NoticeRepository {

  /** A message as it is stored. */
  record Row(
      UUID id,
      UUID personId,
      Notice.Kind kind,
      UUID subject,
      String titleZh,
      @Nullable String titleEn,
      Instant at,
      Instant dueAt,
      @Nullable Instant readAt) {}

  private static final String COLUMNS =
      "id, person_id, kind, subject, title_zh, title_en, at, due_at, read_at";

  private final JdbcClient jdbc;

  NoticeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes messages that were not written before, with a delivery for each channel chosen. */
  void post(Collection<Notice> notices) {
    jdbc.sql(
            """
            with told as (
              insert into notice.message (
                id, person_id, path, kind, subject, occasion, title_zh, title_en, at, due_at)
              select n.id, n.person, n.path::ltree, n.kind, n.subject, n.occasion, n.zh, n.en,
                n.at, n.due
              from unnest(:ids::uuid[], :people::uuid[], :paths::text[], :kinds::text[],
                :subjects::uuid[], :occasions::text[], :zh::text[], :en::text[],
                :ats::timestamptz[], :dues::timestamptz[])
                as n (id, person, path, kind, subject, occasion, zh, en, at, due)
              order by n.occasion
              on conflict do nothing
              returning id, person_id, path, due_at)
            insert into notice.delivery (message, channel, person_id, path, state, due_at, after)
            select t.id, w.channel, t.person_id, t.path, 'DUE', t.due_at, t.due_at
            from told t join notice.choice c on c.person_id = t.person_id
              cross join unnest(c.channels) as w (channel)
            """)
        .param("ids", notices.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
        .param("people", notices.stream().map(n -> n.person().value()).toArray(UUID[]::new))
        .param("paths", Params.texts(notices.stream().map(Notice::path).toList()))
        .param("kinds", Params.texts(notices.stream().map(Notice::kind).toList()))
        .param("subjects", notices.stream().map(Notice::subject).toArray(UUID[]::new))
        .param("occasions", Params.texts(notices.stream().map(Notice::occasion).toList()))
        .param("zh", Params.texts(notices.stream().map(n -> n.title().zh()).toList()))
        .param("en", notices.stream().map(n -> n.title().en()).toArray(String[]::new))
        .param("ats", Params.texts(notices.stream().map(Notice::at).toList()))
        .param("dues", Params.texts(notices.stream().map(Notice::dueAt).toList()))
        .update();
  }

  /** Takes a message back that does not show yet. */
  void withdraw(String occasion, Instant now) {
    jdbc.sql("delete from notice.message where occasion = :occasion and due_at > :now")
        .param("occasion", occasion)
        .param("now", Params.value(now))
        .update();
  }

  boolean awaits(String occasion) {
    return jdbc.sql("select exists (select from notice.message where occasion = :occasion)")
        .param("occasion", occasion)
        .query(Boolean.class)
        .single();
  }

  List<Row> of(Person.Id person, Instant now, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from notice.message where person_id = :person and due_at <= :now"
                + " order by due_at desc, id desc limit :limit")
        .param("person", person.value())
        .param("now", Params.value(now))
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list();
  }

  long unread(Person.Id person, Instant now) {
    return jdbc.sql(
            """
            select count(*) from notice.message
            where person_id = :person and due_at <= :now and read_at is null
            """)
        .param("person", person.value())
        .param("now", Params.value(now))
        .query(Long.class)
        .single();
  }

  /** Marks everything that shows as read. */
  void read(Person.Id person, Instant now) {
    jdbc.sql(
            """
            update notice.message set read_at = :now
            where person_id = :person and due_at <= :now and read_at is null
            """)
        .param("person", person.value())
        .param("now", Params.value(now))
        .update();
  }
}
