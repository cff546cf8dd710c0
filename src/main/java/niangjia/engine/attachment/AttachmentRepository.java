package niangjia.engine.attachment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.attachment.Attachment.Held;
import niangjia.platform.Actor;
import niangjia.platform.Sealer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of attachments, of what lies in the storage, and of what lies there for nobody. */
@Repository
class AttachmentRepository {

  /** A sealed file in the storage, by its name and with its key. */
  @SuppressWarnings("ArrayRecordComponent")
  record Blob(UUID id, String name, byte[] content, byte[] key, long bytes) {}

  /** What is on its way to a row: everything but what holds it. */
  record Fresh(Attachment attachment, UUID blob) {}

  private static final String ATTACHMENT =
      """
      select a.id, a.path::text as path, a.person_id, a.account_id, a.name_sealed, a.type, a.bytes,
        a.brought_at, a.holder_kind, a.holder_id
      from attachment.attachment a
      """;

  private static final HexFormat HEX = HexFormat.of();

  private final JdbcClient jdbc;
  private final Sealer sealer;

  AttachmentRepository(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  Optional<Attachment> find(UUID id) {
    return jdbc.sql(ATTACHMENT + "where a.id = :id").param("id", id).query(this::row).optional();
  }

  /** What those objects hold, in the order in which it was brought. */
  List<Attachment> of(String kind, Collection<UUID> holders) {
    return jdbc.sql(
            ATTACHMENT
                + """
                where a.holder_kind = :kind and a.holder_id = any(:holders)
                order by a.brought_at, a.id
                """)
        .param("kind", kind)
        .param("holders", holders.toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /** The same for some rows only. */
  List<Attachment> all(Collection<UUID> ids) {
    return jdbc.sql(ATTACHMENT + "where a.id = any(:ids) order by a.brought_at, a.id")
        .param("ids", ids.toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  private Attachment row(ResultSet row, int number) throws SQLException {
    var kind = row.getString("holder_kind");
    return new Attachment(
        row.getObject("id", UUID.class),
        row.getString("path"),
        row.getObject("person_id", UUID.class),
        row.getObject("account_id", UUID.class),
        sealer.open(row.getBytes("name_sealed")),
        FileType.valueOf(row.getString("type")),
        row.getLong("bytes"),
        row.getTimestamp("brought_at").toInstant(),
        kind == null ? null : new Held(kind, row.getObject("holder_id", UUID.class)));
  }

  /** How many files that nobody has claimed yet one bringer has. */
  int unclaimed(@Nullable UUID person, @Nullable UUID account) {
    return jdbc.sql(
            """
            select count(*) from attachment.attachment
            where holder_kind is null and (person_id = :person or account_id = :account)
            """)
        .param("person", person)
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  /** Enters a file; false when its key is there already. */
  boolean insert(Fresh fresh) {
    var one = fresh.attachment();
    return jdbc.sql(
                """
                insert into attachment.attachment (
                  id, path, person_id, account_id, name_sealed, type, bytes, blob_id, brought_at)
                values (:id, :path::ltree, :person, :account, :name, :type, :bytes, :blob, :at)
                on conflict do nothing
                """)
            .param("id", one.id())
            .param("path", one.path())
            .param("person", one.person())
            .param("account", one.account())
            .param("name", sealer.seal(one.name()))
            .param("type", one.type().name())
            .param("bytes", one.bytes())
            .param("blob", fresh.blob())
            .param("at", Timestamp.from(one.broughtAt()))
            .update()
        == 1;
  }

  /**
   * Gives unclaimed files of the actor to a holder; what it holds already stays. Answers which of
   * them it holds now.
   */
  List<UUID> claim(Attachments.Claim claim, Collection<UUID> ids, Instant now) {
    var actor = Actor.current();
    return jdbc.sql(
            """
            update attachment.attachment set holder_kind = :kind, holder_id = :holder,
              claimed_at = coalesce(claimed_at, :now), path = :path::ltree,
              person_id = coalesce(:of::uuid, person_id)
            where id = any(:ids) and (
              holder_kind = :kind and holder_id = :holder
              or holder_kind is null and (person_id = :person or account_id = :account))
            returning id
            """)
        .param("kind", claim.holder().kind())
        .param("holder", claim.holder().id())
        .param("path", claim.path())
        .param("of", claim.person())
        .param("person", actor.person())
        .param("account", actor.account())
        .param("now", Timestamp.from(now))
        .param("ids", ids.toArray(UUID[]::new))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  void move(Held holder, String path) {
    jdbc.sql(
            """
            update attachment.attachment set path = :path::ltree
            where holder_kind = :kind and holder_id = :holder
            """)
        .param("path", path)
        .param("kind", holder.kind())
        .param("holder", holder.id())
        .update();
  }

  int drop(Held holder) {
    return jdbc.sql(
            """
            delete from attachment.attachment
            where holder_kind = :kind and holder_id = :holder
            """)
        .param("kind", holder.kind())
        .param("holder", holder.id())
        .update();
  }

  /** The stored file of an attachment. */
  Optional<Blob> blobOf(UUID attachment) {
    return jdbc.sql(
            """
            select b.id, b.name, b.content, b.key_sealed, b.bytes from attachment.blob b
            join attachment.attachment a on a.blob_id = b.id where a.id = :id
            """)
        .param("id", attachment)
        .query(AttachmentRepository::blob)
        .optional();
  }

  /** The stored file with that content, kept there as long as the transaction runs. */
  Optional<Blob> blob(byte[] content) {
    return jdbc.sql(
            """
            select b.id, b.name, b.content, b.key_sealed, b.bytes from attachment.blob b
            where b.content = :content for key share
            """)
        .param("content", content)
        .query(AttachmentRepository::blob)
        .optional();
  }

  private static Blob blob(ResultSet row, int number) throws SQLException {
    return new Blob(
        row.getObject("id", UUID.class),
        HEX.formatHex(row.getBytes("name")),
        row.getBytes("content"),
        row.getBytes("key_sealed"),
        row.getLong("bytes"));
  }

  /** Enters a stored file; false when another one has the same content. */
  boolean insert(Blob blob, Instant now) {
    return jdbc.sql(
                """
                insert into attachment.blob (id, name, content, key_sealed, bytes, made_at)
                values (:id, :name, :content, :key, :bytes, :now)
                on conflict (content) do nothing
                """)
            .param("id", blob.id())
            .param("name", HEX.parseHex(blob.name()))
            .param("content", blob.content())
            .param("key", blob.key())
            .param("bytes", blob.bytes())
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /** Notes that a file may lie in the storage for nobody. */
  void stray(String name, Instant now) {
    jdbc.sql("insert into attachment.stray (name, since) values (:name, :now)")
        .param("name", HEX.parseHex(name))
        .param("now", Timestamp.from(now))
        .update();
  }

  /** It lies there for somebody, or no more; false when it was not noted. */
  boolean settled(String name) {
    return jdbc.sql("delete from attachment.stray where name = :name")
            .param("name", HEX.parseHex(name))
            .update()
        == 1;
  }

  /** Stored files that have no attachment any more are strays from now on. */
  int abandon(Instant now, int limit) {
    return jdbc.sql(
            """
            with gone as (
              delete from attachment.blob where id in (
                select b.id from attachment.blob b
                where not exists (select from attachment.attachment a where a.blob_id = b.id)
                order by b.id limit :limit for update of b skip locked)
              returning name)
            insert into attachment.stray (name, since) select name, :now from gone
            """)
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .update();
  }

  /** Strays of some time, locked. */
  List<String> strays(Instant before, int limit) {
    return jdbc.sql(
            """
            select name from attachment.stray where since < :before
            order by since limit :limit for update skip locked
            """)
        .param("before", Timestamp.from(before))
        .param("limit", limit)
        .query((row, _) -> HEX.formatHex(row.getBytes(1)))
        .list();
  }

  /** The next objects of a kind that have held files for some time. */
  List<UUID> holders(String kind, @Nullable UUID after, Instant before, int limit) {
    return jdbc.sql(
            """
            select distinct holder_id from attachment.attachment
            where holder_kind = :kind and claimed_at < :before
              and (:after::uuid is null or holder_id > :after::uuid)
            order by holder_id limit :limit
            """)
        .param("kind", kind)
        .param("before", Timestamp.from(before))
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** The next stored files. */
  List<Blob> blobs(@Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select b.id, b.name, b.content, b.key_sealed, b.bytes from attachment.blob b
            where :after::uuid is null or b.id > :after::uuid order by b.id limit :limit
            """)
        .param("after", after)
        .param("limit", limit)
        .query(AttachmentRepository::blob)
        .list();
  }
}
