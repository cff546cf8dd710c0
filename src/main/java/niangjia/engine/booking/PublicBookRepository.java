package niangjia.engine.booking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what is published of the books. */
@Repository
class PublicBookRepository {

  private final JdbcClient jdbc;

  PublicBookRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The end of a book, if it has been opened. */
  Optional<PublicBook.Head> head(Offering.Id offering) {
    return jdbc.sql(
            """
            select number, encode(hash, 'hex') as hash from booking.tail
            where offering_id = :offering
            """)
        .param("offering", offering.value())
        .query((row, _) -> new PublicBook.Head(row.getLong("number"), row.getString("hash")))
        .optional();
  }

  /** The lines after one number and up to another. */
  List<PublicBook.BookLine> lines(Offering.Id offering, long after, long upTo, int limit) {
    return jdbc.sql(
            """
            select number, id, place_id, waited, encode(hash, 'hex') as hash,
              (extract(epoch from booked_at) * 1000000)::bigint as at_micros
            from booking.booking
            where offering_id = :offering and number > :after and number <= :upTo
            order by number limit :limit
            """)
        .param("offering", offering.value())
        .param("after", after)
        .param("upTo", upTo)
        .param("limit", limit)
        .query(
            (row, _) ->
                new PublicBook.BookLine(
                    row.getLong("number"),
                    row.getObject("id", UUID.class),
                    row.getObject("place_id", UUID.class),
                    row.getBoolean("waited"),
                    row.getLong("at_micros"),
                    row.getString("hash")))
        .list();
  }
}
