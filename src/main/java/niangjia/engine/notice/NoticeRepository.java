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

/** The rows of messages and of who wants texts. */
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
      @Nullable Instant readAt,
      int smsTries) {}

  private static final String COLUMNS =
      "id, person_id, kind, subject, title_zh, title_en, at, due_at, read_at, sms_tries";

  private final JdbcClient jdbc;

  NoticeRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes messages that were not written before; those who want texts get one as well. */
  int post(Collection<Notice> notices) {
    return jdbc.sql(
            """
            insert into notice.message (
              id, person_id, path, kind, subject, occasion, title_zh, title_en, at, due_at, sms,
              sms_after)
            select n.id, n.person, n.path::ltree, n.kind, n.subject, n.occasion, n.zh, n.en, n.at,
              n.due, case when c.sms then 'DUE' else 'NONE' end, n.due
            from unnest(:ids::uuid[], :people::uuid[], :paths::text[], :kinds::text[],
              :subjects::uuid[], :occasions::text[], :zh::text[], :en::text[],
              :ats::timestamptz[], :dues::timestamptz[])
              as n (id, person, path, kind, subject, occasion, zh, en, at, due)
            left join notice.choice c on c.person_id = n.person
            order by n.occasion
            on conflict do nothing
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

  boolean wantsTexts(Person.Id person) {
    return jdbc.sql("select sms from notice.choice where person_id = :person")
        .param("person", person.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  void choose(Person.Id person, String path, boolean texts) {
    jdbc.sql(
            """
            insert into notice.choice (person_id, path, sms) values (:person, :path::ltree, :texts)
            on conflict (person_id) do update set sms = excluded.sms, path = excluded.path
            """)
        .param("person", person.value())
        .param("path", path)
        .param("texts", texts)
        .update();
  }

  /**
   * Takes texts to send for a while; no other node takes them meanwhile, and if this one dies they
   * come again. What is no longer wanted, no longer true or was tried too often is given up.
   */
  List<Row> claim(Instant now, Instant until, int limit) {
    jdbc.sql(
            """
            update notice.message m set sms = 'GIVEN_UP'
            where m.sms = 'DUE' and m.sms_after <= :now and (m.at <= :now or m.sms_tries >= 20
              or not exists (
                select from notice.choice c where c.person_id = m.person_id and c.sms))
            """)
        .param("now", Params.value(now))
        .update();
    return jdbc.sql(
            "update notice.message set sms_after = :until, sms_tries = sms_tries + 1"
                + " where id in (select m.id from notice.message m"
                + " where m.sms = 'DUE' and m.sms_after <= :now order by m.due_at, m.id"
                + " for update skip locked limit :limit) returning "
                + COLUMNS)
        .param("now", Params.value(now))
        .param("until", Params.value(until))
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Row.class))
        .list();
  }

  /** How many texts should have gone by now, and for how long the oldest has waited. */
  Texts.Waiting waiting(Instant now) {
    return jdbc.sql(
            """
            select count(*) as count,
              coalesce(extract(epoch from cast(:now as timestamptz) - min(due_at)), 0)::float8
                as seconds
            from notice.message where sms = 'DUE' and due_at <= :now
            """)
        .param("now", Params.value(now))
        .query(Texts.Waiting.class)
        .single();
  }

  void sent(UUID message) {
    jdbc.sql("update notice.message set sms = 'SENT' where id = :id and sms = 'DUE'")
        .param("id", message)
        .update();
  }

  /** Puts a text off; a try that does not count is taken back. */
  void later(UUID message, Instant after, boolean counts) {
    jdbc.sql(
            """
            update notice.message set sms_after = :after,
              sms_tries = case when :counts then sms_tries else greatest(0, sms_tries - 1) end
            where id = :id and sms = 'DUE'
            """)
        .param("id", message)
        .param("after", Params.value(after))
        .param("counts", counts)
        .update();
  }
}
