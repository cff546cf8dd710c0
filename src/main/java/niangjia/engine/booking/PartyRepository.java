package niangjia.engine.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.platform.Params;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of parties. */
@Repository
class PartyRepository {

  private static final String PARTY =
      """
      select p.id, p.offering_id, p.place_id, p.listing_id, p.path::text as path, p.bookings,
        p.booked_at, p.cancelled_at, (
          select count(*) from booking.booking b
          where b.id = any(p.bookings) and b.state in ('CONFIRMED', 'REDEEMED')) as live
      from booking.party p
      """;

  private final JdbcClient jdbc;

  PartyRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which offerings take parties of this union now. */
  List<Offering.Id> open(String path, Instant now) {
    return jdbc.sql(
            """
            select id from booking.offering
            where party_most > 0 and state = 'PUBLISHED' and opens_at <= :now and closes_at > :now
              and not by_draw and not rehearsal and (path @> :path::ltree or path <@ :path::ltree)
            order by opens_at desc, id limit 100
            """)
        .param("path", path)
        .param("now", Params.value(now))
        .query((row, _) -> new Offering.Id(row.getObject(1, UUID.class)))
        .list();
  }

  Optional<Party> find(Party.Id id) {
    return jdbc.sql(PARTY + " where p.id = :id")
        .param("id", id.value())
        .query((row, _) -> party(row))
        .optional();
  }

  /** The parties of a list, newest first. */
  List<Party> of(UUID listing) {
    return jdbc.sql(PARTY + " where p.listing_id = :listing order by p.booked_at desc limit 50")
        .param("listing", listing)
        .query((row, _) -> party(row))
        .list();
  }

  void add(Party party, UUID by) {
    jdbc.sql(
            """
            insert into booking.party (
              id, offering_id, place_id, listing_id, path, bookings, booked_by, booked_at)
            values (
              :id, :offering, :place, :listing, :path::ltree, :bookings, :by, :at)
            """)
        .param("id", party.id().value())
        .param("offering", party.offering().value())
        .param("place", party.place().value())
        .param("listing", party.listing())
        .param("path", party.path())
        .param("bookings", party.bookings().stream().map(Booking.Id::value).toArray(UUID[]::new))
        .param("by", by)
        .param("at", Timestamp.from(party.bookedAt()))
        .update();
  }

  void cancelled(Party.Id id, Instant at) {
    jdbc.sql("update booking.party set cancelled_at = :at where id = :id and cancelled_at is null")
        .param("at", Timestamp.from(at))
        .param("id", id.value())
        .update();
  }

  private static Party party(ResultSet row) throws SQLException {
    var cancelledAt = row.getTimestamp("cancelled_at");
    var bookings = (UUID[]) row.getArray("bookings").getArray();
    return new Party(
        new Party.Id(row.getObject("id", UUID.class)),
        new Offering.Id(row.getObject("offering_id", UUID.class)),
        new Place.Id(row.getObject("place_id", UUID.class)),
        row.getObject("listing_id", UUID.class),
        row.getString("path"),
        Arrays.stream(bookings).map(Booking.Id::new).toList(),
        row.getInt("live"),
        row.getTimestamp("booked_at").toInstant(),
        cancelledAt == null ? null : cancelledAt.toInstant());
  }
}
