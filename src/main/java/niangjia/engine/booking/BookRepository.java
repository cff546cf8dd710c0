package niangjia.engine.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import niangjia.engine.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads and writes the books. Every method that changes one is called under the lock of its tail.
 */
@Repository
class BookRepository {

  /** The end of a book, locked: its last number, its chain so far, and what each place has left. */
  record Tail(long number, Chain chain, Map<Place.Id, Batch.Count> counts) {}

  /** A line that a decision depends on, with the share it counts for. */
  record Known(Booking booking, UUID share) {}

  private static final String LINE =
      """
      id, offering_id, place_id, person_id, share, number, state, waited, booked_at,
      offer_expires_at, redeemed_at, redeemed_gate, companions
      """;

  private final JdbcClient jdbc;

  BookRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Locks an offering's book for this transaction and reads its end. The counters are read by a
   * second statement: one that waited for the lock would still see them as they were before it
   * waited.
   */
  Tail lock(Offering.Id offering) {
    var counts = new HashMap<Place.Id, Batch.Count>();
    var tail =
        jdbc.sql("select number, hash from booking.tail where offering_id = :offering for update")
            .param("offering", offering.value())
            .query(
                (row, _) ->
                    new Tail(row.getLong("number"), new Chain(row.getBytes("hash")), counts))
            .single();
    jdbc.sql(
            """
            select id, capacity - taken as spare, waiting from booking.place
            where offering_id = :offering
            """)
        .param("offering", offering.value())
        .query(
            row -> {
              counts.put(
                  new Place.Id(row.getObject("id", UUID.class)),
                  new Batch.Count(row.getInt("spare"), row.getInt("waiting")));
            });
    return tail;
  }

  /**
   * The lines with one of these keys, and the live ones that one of these people holds in that
   * share.
   */
  List<Known> known(List<Request> requests, UUID share) {
    return jdbc.sql(
            """
            select %1$s from booking.booking where id = any(:keys)
            union
            select %1$s from booking.booking
            where person_id = any(:people) and share = :share
              and state in ('CONFIRMED', 'WAITING', 'OFFERED', 'REDEEMED')
            """
                .formatted(LINE))
        .param("keys", uuids(requests, request -> request.key().value()))
        .param("people", uuids(requests, request -> request.person().value()))
        .param("share", share)
        .query((row, _) -> new Known(line(row), row.getObject("share", UUID.class)))
        .list();
  }

  /**
   * Writes new lines and moves the counters in one statement; in the order of people, so that two
   * books of one share wait for each other in one direction only.
   *
   * @return how many lines were written: fewer than given if another book of the same share was
   *     quicker for one of these people, and then the transaction must be undone
   */
  int append(Offering offering, Batch batch) {
    var lines = batch.lines();
    return jdbc.sql(
            """
            with came as (
              insert into booking.booking (
                id, offering_id, place_id, person_id, path, member_path, share, number, state,
                waited, booked_at, hash, granted, companions)
              select r.id, :offering, p.id, r.person, :path::ltree, r.member_path::ltree, :share,
                r.number, case when r.waits then 'WAITING' else 'CONFIRMED' end, r.waits, :now,
                r.hash, p.units * (1 + r.companions), r.companions
              from unnest(
                :ids, :places, :people, :paths::text[], :numbers::bigint[], :waits::boolean[],
                :hashes::bytea[], :companions::integer[])
                as r (id, place, person, member_path, number, waits, hash, companions)
              join booking.place p on p.id = r.place and p.offering_id = :offering
              order by r.person
              on conflict do nothing
              returning place_id, waited, companions),
            moved as (
              update booking.place p
              set taken = p.taken + c.taken, waiting = p.waiting + c.waiting
              from (
                select place_id,
                  coalesce(sum(1 + companions) filter (where not waited), 0) as taken,
                  count(*) filter (where waited) as waiting
                from came group by place_id) c
              where p.id = c.place_id),
            ended as (
              update booking.tail set number = :number, hash = :hash where offering_id = :offering)
            select count(*) from came
            """)
        .param("offering", offering.id().value())
        .param("path", offering.path())
        .param("share", offering.shareKey())
        .param("now", Timestamp.from(lines.getFirst().booking().bookedAt()))
        .param("ids", uuids(lines, line -> line.booking().id().value()))
        .param("places", uuids(lines, line -> line.booking().place().value()))
        .param("people", uuids(lines, line -> line.booking().person().value()))
        .param(
            "paths",
            lines.stream().map(line -> line.request().profile().path()).toArray(String[]::new))
        .param("numbers", lines.stream().map(line -> line.booking().number()).toArray(Long[]::new))
        .param("waits", lines.stream().map(line -> line.booking().waited()).toArray(Boolean[]::new))
        .param("hashes", batch.hashes().stream().toArray(byte[][]::new))
        .param(
            "companions",
            lines.stream().map(line -> line.booking().companions()).toArray(Integer[]::new))
        .param("number", batch.number())
        .param("hash", batch.hashes().getLast())
        .query(Integer.class)
        .single();
  }

  /** Which of these people hold one in that share. */
  Set<Person.Id> holders(UUID share, Set<Person.Id> people) {
    return Set.copyOf(
        jdbc.sql(
                """
                select person_id from booking.booking
                where person_id = any(:people) and share = :share
                  and state in ('CONFIRMED', 'WAITING', 'OFFERED', 'REDEEMED')
                """)
            .param("people", uuids(people, Person.Id::value))
            .param("share", share)
            .query((row, _) -> new Person.Id(row.getObject("person_id", UUID.class)))
            .list());
  }

  /** One line of a book. */
  Optional<Booking> find(Booking.Id id) {
    return jdbc.sql("select " + LINE + " from booking.booking where id = :id")
        .param("id", id.value())
        .query((row, _) -> line(row))
        .optional();
  }

  /** One line of a book, held until the end of the transaction. */
  Optional<Booking> grasp(Booking.Id id) {
    return jdbc.sql("select " + LINE + " from booking.booking where id = :id for update")
        .param("id", id.value())
        .query((row, _) -> line(row))
        .optional();
  }

  /** The union that gives the place of a booking. */
  Optional<String> path(Booking.Id id) {
    return jdbc.sql("select path::text from booking.booking where id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  /** What somebody holds, held or waits for, newest first. */
  List<Booking> of(Person.Id person, int limit) {
    return jdbc.sql(
            """
            select %s from booking.booking where person_id = :person
            order by booked_at desc limit :limit
            """
                .formatted(LINE))
        .param("person", person.value())
        .param("limit", limit)
        .query((row, _) -> line(row))
        .list();
  }

  /** How many wait for the same place before that line and including it. */
  int position(Booking booking) {
    return jdbc.sql(
            """
            select count(*) from booking.booking
            where place_id = :place and state = 'WAITING' and number <= :number
            """)
        .param("place", booking.place().value())
        .param("number", booking.number())
        .query(Integer.class)
        .single();
  }

  /** Puts a line into another state. */
  void move(Booking.Id id, Booking.State state, @Nullable Instant expiresAt, Instant now) {
    jdbc.sql(
            """
            update booking.booking
            set state = :state, offer_expires_at = :expires,
              ended_at = case when :state in ('CANCELLED', 'EXPIRED') then :now else ended_at end
            where id = :id
            """)
        .param("state", state.name())
        .param(
            "expires",
            expiresAt == null ? null : Timestamp.from(expiresAt),
            java.sql.Types.TIMESTAMP)
        .param("now", Timestamp.from(now))
        .param("id", id.value())
        .update();
  }

  /** The line that is next for a place. */
  Optional<Booking> next(Place.Id place) {
    return jdbc.sql(
            """
            select %s from booking.booking
            where place_id = :place and state = 'WAITING' order by number limit 1
            """
                .formatted(LINE))
        .param("place", place.value())
        .query((row, _) -> line(row))
        .optional();
  }

  /** How many are left of a place. */
  int left(Place.Id place) {
    return jdbc.sql("select capacity - taken from booking.place where id = :place")
        .param("place", place.value())
        .query(Integer.class)
        .single();
  }

  /** Moves the counters of a place. */
  void count(Place.Id place, int taken, int waiting) {
    jdbc.sql(
            """
            update booking.place set taken = taken + :taken, waiting = waiting + :waiting
            where id = :place
            """)
        .param("taken", taken)
        .param("waiting", waiting)
        .param("place", place.value())
        .update();
  }

  /** Lines whose offer has expired. */
  List<Booking> expired(Instant now, int limit) {
    return jdbc.sql(
            """
            select %s from booking.booking
            where state = 'OFFERED' and offer_expires_at <= :now
            order by offer_expires_at limit :limit
            """
                .formatted(LINE))
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query((row, _) -> line(row))
        .list();
  }

  /** What a booking is good for and what of it was used. */
  Units units(Booking.Id id) {
    return jdbc.sql("select granted, used from booking.booking where id = :id")
        .param("id", id.value())
        .query((row, _) -> new Units(row.getInt("granted"), row.getInt("used")))
        .single();
  }

  /** Uses so many units of a booking; the first use is the one it is remembered by. */
  void redeem(Booking.Id id, Booking.Redemption redemption, @Nullable UUID by, int units) {
    jdbc.sql(
            """
            update booking.booking
            set state = 'REDEEMED', used = used + :units, redeemed_at = coalesce(redeemed_at, :at),
              redeemed_gate = coalesce(redeemed_gate, :gate),
              redeemed_by = coalesce(redeemed_by, :by)
            where id = :id and state in ('CONFIRMED', 'REDEEMED')
            """)
        .param("at", Timestamp.from(redemption.at()))
        .param("gate", redemption.gate())
        .param("by", by, java.sql.Types.OTHER)
        .param("units", units)
        .param("id", id.value())
        .update();
  }

  /** The voucher code of a booking, made on first sight. */
  String code(Booking.Id id, String fresh) {
    return jdbc.sql(
            """
            with made as (
              insert into booking.voucher (booking_id, code) values (:id, :fresh)
              on conflict (booking_id) do nothing returning code)
            select code from made
            union all
            select code from booking.voucher where booking_id = :id limit 1
            """)
        .param("id", id.value())
        .param("fresh", fresh)
        .query(String.class)
        .single();
  }

  /** The booking that a voucher code stands for. */
  Optional<Booking.Id> coded(String code) {
    return jdbc.sql("select booking_id from booking.voucher where code = :code")
        .param("code", code)
        .query(UUID.class)
        .optional()
        .map(Booking.Id::new);
  }

  private static <T> UUID[] uuids(Collection<T> things, Function<T, UUID> id) {
    return things.stream().map(id).toArray(UUID[]::new);
  }

  private static Booking line(ResultSet row) throws SQLException {
    var redeemedAt = row.getTimestamp("redeemed_at");
    return new Booking(
        new Booking.Id(row.getObject("id", UUID.class)),
        new Offering.Id(row.getObject("offering_id", UUID.class)),
        new Place.Id(row.getObject("place_id", UUID.class)),
        new Person.Id(row.getObject("person_id", UUID.class)),
        row.getLong("number"),
        Booking.State.valueOf(row.getString("state")),
        row.getBoolean("waited"),
        row.getTimestamp("booked_at").toInstant(),
        instant(row.getTimestamp("offer_expires_at")),
        redeemedAt == null
            ? null
            : new Booking.Redemption(redeemedAt.toInstant(), row.getString("redeemed_gate")),
        row.getInt("companions"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
