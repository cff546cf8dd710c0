package niangjia.engine.export;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of exports and the pieces of their files. */
@Repository
class ExportRepository {

  private static final String EXPORT =
      """
      id, path::text as path, source, subject, title_zh, title_en, format, language, whole, purpose,
      note, state, rows, done, bytes, asked_by, asked_at, decided_by, decided_at, words, attempt,
      ready_at, fault
      """;

  private static final SimplePropertyRowMapper<Export> ROW =
      new SimplePropertyRowMapper<>(Export.class);

  private final JdbcClient jdbc;

  ExportRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Enters a request unless its account has so many under way; answers whether it did. */
  boolean ask(Export export, int atOnce) {
    return jdbc.sql(
                """
                insert into export.export (
                  id, path, source, subject, title_zh, title_en, format, language, whole, purpose,
                  note, state, rows, asked_by, asked_at, alive_at)
                select :id, :path::ltree, :source, :subject, :titleZh, :titleEn, :format, :language,
                  :whole, :purpose, :note, :state, :rows, :askedBy, :askedAt, :askedAt
                where (
                  select count(*) from export.export
                  where asked_by = :askedBy and state in ('ASKED', 'QUEUED', 'RUNNING')) < :atOnce
                """)
            .params(Params.of(export))
            .param("atOnce", atOnce)
            .update()
        == 1;
  }

  Optional<Export> find(UUID id) {
    return jdbc.sql("select " + EXPORT + " from export.export where id = :id")
        .param("id", id)
        .query(ROW)
        .optional();
  }

  List<Export> askedBy(UUID account, int limit) {
    return jdbc.sql(
            "select "
                + EXPORT
                + " from export.export where asked_by = :account"
                + " order by asked_at desc limit :limit")
        .param("account", account)
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  List<Export> waiting(UUID account, Collection<String> paths, int limit) {
    return jdbc.sql(
            "select "
                + EXPORT
                + " from export.export where state = 'ASKED' and asked_by <> :account"
                + " and path <@ any(:paths::ltree[]) order by asked_at limit :limit")
        .param("account", account)
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(ROW)
        .list();
  }

  /** A second officer's word; answers whether nobody had decided yet. */
  boolean decide(UUID id, Export.State next, UUID by, @Nullable String words, Instant at) {
    return jdbc.sql(
                """
                update export.export
                set state = :next, decided_by = :by, decided_at = :at, words = :words
                where id = :id and state = 'ASKED'
                """)
            .param("id", id)
            .param("next", next.name())
            .param("by", by)
            .param("words", words)
            .param("at", Params.value(at))
            .update()
        == 1;
  }

  /** Takes the next that nobody writes; what an attempt before left of its file goes away. */
  Optional<Export> claim(Instant now, Instant dead, int tries) {
    var claimed =
        jdbc.sql(
                """
                update export.export
                set state = 'RUNNING', attempt = attempt + 1, done = 0, bytes = 0, alive_at = :now
                where id = (
                  select id from export.export
                  where (state = 'QUEUED' or (state = 'RUNNING' and alive_at < :dead))
                    and attempt < :tries
                  order by asked_at limit 1 for update skip locked)
                returning
                """
                    + EXPORT)
            .param("now", Params.value(now))
            .param("dead", Params.value(dead))
            .param("tries", tries)
            .query(ROW)
            .optional();
    claimed.ifPresent(export -> drop(export.id()));
    return claimed;
  }

  private void drop(UUID id) {
    jdbc.sql("delete from export.piece where export_id = :id").param("id", id).update();
  }

  /** Keeps a piece; answers whether this attempt still has its turn. */
  boolean keep(Export export, int ordinal, byte[] cipher, int size) {
    return jdbc.sql(
                """
                with mine as (
                  update export.export set bytes = bytes + :size
                  where id = :id and state = 'RUNNING' and attempt = :attempt
                  returning id, path)
                insert into export.piece (export_id, path, attempt, ordinal, sealed)
                select id, path, :attempt, :ordinal, :sealed from mine
                """)
            .param("id", export.id())
            .param("attempt", export.attempt())
            .param("ordinal", ordinal)
            .param("size", size)
            .param("sealed", cipher)
            .update()
        == 1;
  }

  Optional<byte[]> piece(Export export, int ordinal) {
    return jdbc.sql(
            """
            select sealed from export.piece
            where export_id = :id and attempt = :attempt and ordinal = :ordinal
            """)
        .param("id", export.id())
        .param("attempt", export.attempt())
        .param("ordinal", ordinal)
        .query(byte[].class)
        .optional();
  }

  /** Notes how far it is; answers whether this attempt still has its turn. */
  boolean progress(Export export, int done, Instant now) {
    return jdbc.sql(
                """
                update export.export set done = :done, alive_at = :now
                where id = :id and state = 'RUNNING' and attempt = :attempt
                """)
            .param("id", export.id())
            .param("attempt", export.attempt())
            .param("done", done)
            .param("now", Params.value(now))
            .update()
        == 1;
  }

  void ready(Export export, Instant now) {
    jdbc.sql(
            """
            update export.export set state = 'READY', ready_at = :now
            where id = :id and state = 'RUNNING' and attempt = :attempt
            """)
        .param("id", export.id())
        .param("attempt", export.attempt())
        .param("now", Params.value(now))
        .update();
  }

  void fail(Export export, Export.Fault fault) {
    jdbc.sql(
            """
            update export.export set state = 'FAILED', fault = :fault
            where id = :id and state = 'RUNNING' and attempt = :attempt
            """)
        .param("id", export.id())
        .param("attempt", export.attempt())
        .param("fault", fault.name())
        .update();
    drop(export.id());
  }

  /** Ends what was begun too often, and what nobody decided on. */
  int end(Instant dead, int tries, Instant undecided) {
    return jdbc.sql(
            """
            update export.export set state = 'FAILED',
              fault = case when state = 'ASKED' then 'NOBODY_DECIDED' else 'BROKEN' end
            where (state = 'RUNNING' and alive_at < :dead and attempt >= :tries)
              or (state = 'ASKED' and asked_at < :undecided)
            """)
        .param("dead", Params.value(dead))
        .param("tries", tries)
        .param("undecided", Params.value(undecided))
        .update();
  }

  /** Removes the files whose day is over, and what is left of files that never came to be. */
  int remove(Instant before) {
    jdbc.sql(
            """
            update export.export set state = 'REMOVED'
            where state = 'READY' and ready_at < :before
            """)
        .param("before", Params.value(before))
        .update();
    return jdbc.sql(
            """
            delete from export.piece where export_id in (
              select id from export.export where state in ('REMOVED', 'FAILED'))
            """)
        .update();
  }
}
