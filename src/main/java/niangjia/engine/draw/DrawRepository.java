package niangjia.engine.draw;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Place;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes draws with their quotas. */
@Repository
class DrawRepository {

  private static final String COLUMNS =
      """
      offering_id, path::text as path, source_zh, source_en, random_at, companions,
      encode(seed, 'hex') as seed, encode(commitment, 'hex') as commitment,
      encode(list_hash, 'hex') as list_hash, closed_at, randomness, drawn_at, written_at
      """;

  private final JdbcClient jdbc;

  DrawRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes terms, new or changed; a seed that is there stays. */
  void save(Offering offering, Terms terms, byte[] seed, byte[] commitment) {
    jdbc.sql(
            """
            insert into draw.draw (
              offering_id, path, source_zh, source_en, random_at, companions, seed, commitment)
            values (
              :id, :path::ltree, :sourceZh, :sourceEn, :randomAt, :companions, :seed, :commitment)
            on conflict (offering_id) do update set
              path = excluded.path, source_zh = excluded.source_zh,
              source_en = excluded.source_en, random_at = excluded.random_at,
              companions = excluded.companions
            """)
        .param("id", offering.id().value())
        .param("path", offering.path())
        .param("sourceZh", terms.source().zh())
        .param("sourceEn", terms.source().en(), Types.VARCHAR)
        .param("randomAt", Timestamp.from(terms.randomAt()))
        .param("companions", terms.companions())
        .param("seed", seed)
        .param("commitment", commitment)
        .update();
    replaceQuotas(offering.id(), terms);
  }

  private void replaceQuotas(Offering.Id id, Terms terms) {
    jdbc.sql("delete from draw.quota where offering_id = :id").param("id", id.value()).update();
    var pots = terms.pots();
    for (var quota : terms.quotas()) {
      jdbc.sql(
              """
              insert into draw.quota (offering_id, pot, path, place_id, places)
              values (:id, :pot, :path::ltree, :place, :places)
              """)
          .param("id", id.value())
          .param("pot", pots.indexOf(quota.path()) + 1)
          .param("path", quota.path())
          .param("place", quota.place().value())
          .param("places", quota.places())
          .update();
    }
  }

  /** Takes the terms of a draft away. */
  void delete(Offering.Id id) {
    jdbc.sql("delete from draw.draw where offering_id = :id").param("id", id.value()).update();
  }

  /** One draw. */
  Optional<Draw> find(Offering.Id id) {
    return read("select " + COLUMNS + " from draw.draw where offering_id = :id", id);
  }

  /** One draw; it stays as it is until the transaction ends. */
  Optional<Draw> hold(Offering.Id id) {
    lock(id, "select offering_id from draw.draw where offering_id = :id for share");
    return find(id);
  }

  /** One draw, locked for this transaction, which will change it. */
  Optional<Draw> lock(Offering.Id id) {
    lock(id, "select offering_id from draw.draw where offering_id = :id for update");
    return find(id);
  }

  private void lock(Offering.Id id, String statement) {
    jdbc.sql(statement).param("id", id.value()).query(UUID.class).optional();
  }

  private Optional<Draw> read(String statement, Offering.Id id) {
    var quotas = quotas(id);
    return jdbc.sql(statement)
        .param("id", id.value())
        .query((row, _) -> draw(row, quotas))
        .optional();
  }

  private List<Terms.Quota> quotas(Offering.Id id) {
    return jdbc.sql(
            """
            select path::text as path, place_id, places from draw.quota
            where offering_id = :id order by pot, place_id
            """)
        .param("id", id.value())
        .query(
            (row, _) ->
                new Terms.Quota(
                    row.getString("path"),
                    new Place.Id(row.getObject("place_id", UUID.class)),
                    row.getInt("places")))
        .list();
  }

  /** The draws that are not written into their books yet. */
  List<Offering.Id> unfinished() {
    return new ArrayList<>(
        jdbc.sql("select offering_id from draw.draw where written_at is null limit 1000")
            .query((row, _) -> new Offering.Id(row.getObject("offering_id", UUID.class)))
            .list());
  }

  /** Closes the list. */
  void close(Offering.Id id, byte[] listHash, Instant now) {
    jdbc.sql(
            """
            update draw.draw set list_hash = :hash, closed_at = :now
            where offering_id = :id and closed_at is null
            """)
        .param("hash", listHash)
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  /** Writes down with what was drawn; only the first time counts. */
  boolean drawn(Offering.Id id, String randomness, @Nullable UUID by, Instant now) {
    return jdbc.sql(
                """
                update draw.draw set randomness = :randomness, drawn_at = :now, drawn_by = :by
                where offering_id = :id and closed_at is not null and drawn_at is null
                """)
            .param("randomness", randomness)
            .param("now", Timestamp.from(now))
            .param("by", by)
            .param("id", id.value())
            .update()
        == 1;
  }

  /** The result is in the book. */
  void written(Offering.Id id, Instant now) {
    jdbc.sql("update draw.draw set written_at = :now where offering_id = :id")
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  private static Draw draw(ResultSet row, List<Terms.Quota> quotas) throws SQLException {
    return new Draw(
        new Offering.Id(row.getObject("offering_id", UUID.class)),
        row.getString("path"),
        new Terms(
            new Words(row.getString("source_zh"), row.getString("source_en")),
            row.getTimestamp("random_at").toInstant(),
            row.getInt("companions"),
            quotas),
        row.getString("commitment"),
        row.getString("seed"),
        row.getString("list_hash"),
        instant(row, "closed_at"),
        row.getString("randomness"),
        instant(row, "drawn_at"),
        instant(row, "written_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** The bytes that hexadecimal digits stand for. */
  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
