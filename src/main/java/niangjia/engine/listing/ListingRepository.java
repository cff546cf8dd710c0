package niangjia.engine.listing;

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

/** The rows of lists, uploads and limits. */
@Repository
class ListingRepository {

  /** A list and how many are on it. */
  record Listing(UUID id, String path, String name, Instant madeAt, int people) {}

  /** How far an upload is. */
  record Upload(
      UUID id,
      UUID listingId,
      String path,
      Kind kind,
      int position,
      State state,
      int total,
      int done,
      int added,
      int rejected,
      Instant begunAt) {

    /** What a column says of people. */
    enum Kind {
      ID_NUMBER,
      PHONE,
      MEMBER
    }

    /** Where it stands. */
    enum State {
      RUNNING,
      DONE,
      FAILED
    }
  }

  /** A row that was not taken, and why. */
  record Rejection(int line, String reason, String masked) {}

  private static final String UPLOAD =
      """
      id, listing_id, path::text as path, kind, position, state, total, done, added, rejected,
      begun_at
      """;

  private final JdbcClient jdbc;

  ListingRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void make(UUID id, String path, String name, Instant at, UUID account) {
    jdbc.sql(
            """
            insert into listing.listing (id, path, name, made_at, made_by)
            values (:id, :path::ltree, :name, :at, :account)
            """)
        .param("id", id)
        .param("path", path)
        .param("name", name)
        .param("at", Params.value(at))
        .param("account", account)
        .update();
  }

  List<Listing> below(Collection<String> paths, @Nullable UUID one) {
    return jdbc.sql(
            """
            select l.id, l.path::text as path, l.name, l.made_at,
              (select count(*) from listing.entry e where e.listing_id = l.id) as people
            from listing.listing l
            where l.path <@ any(:paths::ltree[]) and (:one::uuid is null or l.id = :one)
            order by l.made_at desc limit 200
            """)
        .param("paths", Params.texts(paths))
        .param("one", one)
        .query(new SimplePropertyRowMapper<>(Listing.class))
        .list();
  }

  Optional<String> path(UUID listing) {
    return jdbc.sql("select path::text from listing.listing where id = :id")
        .param("id", listing)
        .query(String.class)
        .optional();
  }

  /** Begins an upload; answers whether nobody uploaded the same file the same way before. */
  boolean begin(Upload upload, byte[] hash) {
    return jdbc.sql(
                """
                insert into listing.upload (
                  id, listing_id, path, file_hash, kind, position, state, total, begun_at, alive_at)
                values (
                  :id, :listingId, :path::ltree, :hash, :kind, :position, 'RUNNING', :total,
                  :begunAt, :begunAt)
                on conflict do nothing
                """)
            .params(Params.of(upload))
            .param("hash", hash)
            .update()
        == 1;
  }

  Optional<Upload> same(Upload upload, byte[] hash) {
    return jdbc.sql(
            "select "
                + UPLOAD
                + " from listing.upload where listing_id = :listingId and file_hash = :hash"
                + " and kind = :kind and position = :position and state <> 'FAILED'")
        .params(Params.of(upload))
        .param("hash", hash)
        .query(new SimplePropertyRowMapper<>(Upload.class))
        .optional();
  }

  List<Upload> uploads(UUID listing) {
    return jdbc.sql(
            "select "
                + UPLOAD
                + " from listing.upload where listing_id = :listing"
                + " order by begun_at desc limit 20")
        .param("listing", listing)
        .query(new SimplePropertyRowMapper<>(Upload.class))
        .list();
  }

  Optional<Upload> upload(UUID id) {
    return jdbc.sql("select " + UPLOAD + " from listing.upload where id = :id")
        .param("id", id)
        .query(new SimplePropertyRowMapper<>(Upload.class))
        .optional();
  }

  /** Puts people on a list; answers how many were not on it. */
  int add(Upload upload, Collection<UUID> people) {
    return jdbc.sql(
            """
            insert into listing.entry (listing_id, person_id, path)
            select :listing, person, :path::ltree from unnest(:people::uuid[]) as given (person)
            on conflict do nothing
            """)
        .param("listing", upload.listingId())
        .param("path", upload.path())
        .param("people", people.toArray(UUID[]::new))
        .update();
  }

  void reject(Upload upload, List<Rejection> rejections) {
    jdbc.sql(
            """
            insert into listing.rejection (upload_id, path, line, reason, masked)
            select :upload, :path::ltree, line, reason, masked
            from unnest(:lines::integer[], :reasons::text[], :masked::text[])
              as given (line, reason, masked)
            """)
        .param("upload", upload.id())
        .param("path", upload.path())
        .param("lines", rejections.stream().map(Rejection::line).toArray(Integer[]::new))
        .param("reasons", rejections.stream().map(Rejection::reason).toArray(String[]::new))
        .param("masked", rejections.stream().map(Rejection::masked).toArray(String[]::new))
        .update();
  }

  void progress(UUID upload, int done, int added, int rejected, Instant at) {
    jdbc.sql(
            """
            update listing.upload set done = done + :done, added = added + :added,
              rejected = rejected + :rejected, alive_at = :at
            where id = :id
            """)
        .param("id", upload)
        .param("done", done)
        .param("added", added)
        .param("rejected", rejected)
        .param("at", Params.value(at))
        .update();
  }

  void end(UUID upload, Upload.State state) {
    jdbc.sql("update listing.upload set state = :state where id = :id and state = 'RUNNING'")
        .param("id", upload)
        .param("state", state.name())
        .update();
  }

  /** Ends what no node works on any more. */
  int abandon(Instant before) {
    return jdbc.sql(
            """
            update listing.upload set state = 'FAILED'
            where state = 'RUNNING' and alive_at < :before
            """)
        .param("before", Params.value(before))
        .update();
  }

  List<Rejection> rejections(UUID upload, int after, int limit) {
    return jdbc.sql(
            """
            select line, reason, masked from listing.rejection
            where upload_id = :upload and line > :after order by line limit :limit
            """)
        .param("upload", upload)
        .param("after", after)
        .param("limit", limit)
        .query(new SimplePropertyRowMapper<>(Rejection.class))
        .list();
  }

  void free(UUID subject) {
    jdbc.sql("delete from listing.limitation where subject = :subject")
        .param("subject", subject)
        .update();
  }

  void limit(UUID subject, UUID listing) {
    jdbc.sql("insert into listing.limitation (subject, listing_id) values (:subject, :listing)")
        .param("subject", subject)
        .param("listing", listing)
        .update();
  }

  void same(UUID subject, UUID original) {
    jdbc.sql(
            """
            insert into listing.limitation (subject, listing_id)
            select :subject, listing_id from listing.limitation where subject = :original
            on conflict do nothing
            """)
        .param("subject", subject)
        .param("original", original)
        .update();
  }

  Optional<UUID> limitOf(UUID subject) {
    return jdbc.sql("select listing_id from listing.limitation where subject = :subject")
        .param("subject", subject)
        .query(UUID.class)
        .optional();
  }

  List<UUID> people(UUID listing) {
    return jdbc.sql("select person_id from listing.entry where listing_id = :listing")
        .param("listing", listing)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }
}
