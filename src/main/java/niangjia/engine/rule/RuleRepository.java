package niangjia.engine.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Actor;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of tables, their versions and texts. */
@Repository
class RuleRepository {

  private static final String BOOK =
      "select b.id, b.path::text as path, b.code, b.made_at from rule.book b ";

  private static final String VERSION =
      """
      select v.id, v.book_id, b.path::text as path, v.number, encode(v.hash, 'hex') as hash, v.edit,
        v.saved_at, v.saved_by, v.from_on, v.until_on, v.reason, v.proposed_at, v.proposed_by,
        v.enacted_at, v.enacted_by
      from rule.version v join rule.book b on b.id = v.book_id
      """;

  private final JdbcClient jdbc;

  RuleRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** SHA-256 of a text, in hexadecimal digits. */
  static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The version in force for that union: its own, or that of the nearest union above. */
  Optional<RuleBook.Version> inForce(String code, String path, LocalDate on) {
    return jdbc.sql(
            VERSION
                + """
                where b.code = :code and b.path @> :path::ltree and v.enacted_at is not null
                  and daterange(v.from_on, v.until_on) @> :on::date
                order by nlevel(b.path) desc limit 1
                """)
        .param("code", code)
        .param("path", path)
        .param("on", java.sql.Date.valueOf(on))
        .query(RuleRepository::version)
        .optional();
  }

  Optional<RuleBook.Version> version(UUID id) {
    return jdbc.sql(VERSION + "where v.id = :id")
        .param("id", id)
        .query(RuleRepository::version)
        .optional();
  }

  /** The text of that hash. */
  String content(String hash) {
    return jdbc.sql("select c.dmn from rule.content c where c.hash = decode(:hash, 'hex')")
        .param("hash", hash)
        .query(String.class)
        .single();
  }

  /** Keeps a text, and says its hash. */
  String keep(String dmn, Instant at) {
    var hash = hash(dmn);
    jdbc.sql(
            """
            insert into rule.content (hash, dmn, made_at) values (decode(:hash, 'hex'), :dmn, :at)
            on conflict do nothing
            """)
        .param("hash", hash)
        .param("dmn", dmn)
        .param("at", Timestamp.from(at))
        .update();
    return hash;
  }

  Optional<RuleBook> book(UUID id) {
    return jdbc.sql(BOOK + "where b.id = :id")
        .param("id", id)
        .query(RuleRepository::book)
        .optional();
  }

  Optional<RuleBook> book(String path, String code) {
    return jdbc.sql(BOOK + "where b.path = :path::ltree and b.code = :code")
        .param("path", path)
        .param("code", code)
        .query(RuleRepository::book)
        .optional();
  }

  /** The tables of those subtrees and of the unions above them. */
  List<RuleBook> around(Collection<String> paths, int limit) {
    return jdbc.sql(
            BOOK
                + """
                where b.path <@ any(:paths::ltree[]) or b.path @> any(:paths::ltree[])
                order by b.code, nlevel(b.path), b.path limit :limit
                """)
        .param("paths", Params.texts(paths))
        .param("limit", limit)
        .query(RuleRepository::book)
        .list();
  }

  /** Enters a table; false when the union has one for the matter. */
  boolean make(RuleBook book) {
    return jdbc.sql(
                """
                insert into rule.book (id, path, code, made_at)
                values (:id, :path::ltree, :code, :at)
                on conflict on constraint one_table_each_union_and_code do nothing
                """)
            .param("id", book.id())
            .param("path", book.path())
            .param("code", book.code())
            .param("at", Timestamp.from(book.madeAt()))
            .update()
        == 1;
  }

  /** All versions of those tables, newest first. */
  List<RuleBook.Version> versions(Collection<UUID> books) {
    return jdbc.sql(VERSION + "where v.book_id = any(:books) order by v.number desc")
        .param("books", books.toArray(UUID[]::new))
        .query(RuleRepository::version)
        .list();
  }

  /** Saves the draft that has that edit number, or begins one with nought; ends its proposal. */
  boolean save(UUID book, int edit, String hash, Instant at) {
    var by = Actor.current().account();
    int changed =
        jdbc.sql(
                """
                update rule.version
                set hash = decode(:hash, 'hex'), edit = edit + 1, saved_at = :at, saved_by = :by,
                  from_on = null, until_on = null, reason = null,
                  proposed_at = null, proposed_by = null
                where book_id = :book and enacted_at is null and edit = :edit
                """)
            .param("hash", hash)
            .param("at", Timestamp.from(at))
            .param("by", by)
            .param("book", book)
            .param("edit", edit)
            .update();
    if (changed == 1 || edit != 0) {
      return changed == 1;
    }
    return jdbc.sql(
                """
                insert into rule.version (id, book_id, number, hash, edit, saved_at, saved_by)
                select :id, b.id, coalesce(
                    (select max(v.number) from rule.version v where v.book_id = b.id), 0) + 1,
                  decode(:hash, 'hex'), 1, :at, :by
                from rule.book b where b.id = :book
                on conflict do nothing
                """)
            .param("id", Ids.next())
            .param("book", book)
            .param("hash", hash)
            .param("at", Timestamp.from(at))
            .param("by", by)
            .update()
        == 1;
  }

  /** Proposes the draft that has that edit number. */
  boolean propose(UUID book, int edit, RuleBooks.Proposal proposal, Instant at) {
    return jdbc.sql(
                """
                update rule.version
                set from_on = :from, until_on = :until, reason = :reason,
                  proposed_at = :at, proposed_by = :by
                where book_id = :book and enacted_at is null and edit = :edit
                """)
            .param("from", Params.value(proposal.from()))
            .param("until", Params.value(proposal.until()))
            .param("reason", proposal.reason())
            .param("at", Timestamp.from(at))
            .param("by", Actor.current().account())
            .param("book", book)
            .param("edit", edit)
            .update()
        == 1;
  }

  /** Takes the proposal of that edit back. */
  boolean sendBack(UUID book, int edit) {
    return jdbc.sql(
                """
                update rule.version
                set from_on = null, until_on = null, reason = null,
                  proposed_at = null, proposed_by = null
                where book_id = :book and enacted_at is null and edit = :edit
                  and proposed_at is not null
                """)
            .param("book", book)
            .param("edit", edit)
            .update()
        == 1;
  }

  /** Holds all versions of a table until the transaction ends. */
  void hold(UUID book) {
    jdbc.sql("select v.id from rule.version v where v.book_id = :book order by v.id for update")
        .param("book", book)
        .query(UUID.class)
        .list();
  }

  /** Ends what is in force on the proposal's first day with that day. */
  void endBefore(UUID book, LocalDate from) {
    jdbc.sql(
            """
            update rule.version set until_on = :first
            where book_id = :book and enacted_at is not null and from_on < :first
              and (until_on is null or until_on > :first)
            """)
        .param("book", book)
        .param("first", Params.value(from))
        .update();
  }

  /** Enacts the proposal of that edit. */
  boolean enact(UUID book, int edit, Instant at) {
    return jdbc.sql(
                """
                update rule.version set enacted_at = :at, enacted_by = :by
                where book_id = :book and enacted_at is null and edit = :edit
                  and proposed_at is not null
                """)
            .param("at", Timestamp.from(at))
            .param("by", Actor.current().account())
            .param("book", book)
            .param("edit", edit)
            .update()
        == 1;
  }

  /** Whether that text was tried for that table. */
  boolean tried(UUID book, String hash) {
    return jdbc.sql(
            """
            select exists (select 1 from rule.report
              where book_id = :book and hash = decode(:hash, 'hex'))
            """)
        .param("book", book)
        .param("hash", hash)
        .query(Boolean.class)
        .single();
  }

  private static RuleBook book(ResultSet row, int number) throws SQLException {
    return new RuleBook(
        row.getObject("id", UUID.class),
        row.getString("path"),
        row.getString("code"),
        row.getTimestamp("made_at").toInstant());
  }

  private static RuleBook.Version version(ResultSet row, int number) throws SQLException {
    return new RuleBook.Version(
        row.getObject("id", UUID.class),
        row.getObject("book_id", UUID.class),
        row.getString("path"),
        row.getInt("number"),
        row.getString("hash"),
        row.getInt("edit"),
        row.getTimestamp("saved_at").toInstant(),
        row.getObject("saved_by", UUID.class),
        row.getObject("from_on", LocalDate.class),
        row.getObject("until_on", LocalDate.class),
        row.getString("reason"),
        instant(row, "proposed_at"),
        row.getObject("proposed_by", UUID.class),
        instant(row, "enacted_at"),
        row.getObject("enacted_by", UUID.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
