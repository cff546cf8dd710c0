package niangjia.engine.booking;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and adds to the record of what gates told, which nothing ever changes. */
@Repository
class RedemptionRepository {

  /** Whether it counts. */
  enum Outcome {
    USED,
    CONFLICT
  }

  /** One row: the booking that a gate's key was for, and whether it counted. */
  record Told(Booking.Id booking, Outcome outcome) {}

  /** A booking for a gate's list. */
  record Valid(
      Booking.Id id,
      Person.Id person,
      Place.Id place,
      String code,
      Booking.@Nullable Redemption used) {}

  /** A use that was refused too late, with the one that counts. */
  record Clash(
      Booking.Id booking,
      Person.Id person,
      long number,
      Booking.State state,
      Conflict.Use second,
      Conflict.@Nullable Use first) {}

  private final JdbcClient jdbc;

  RedemptionRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What came of a gate's key. */
  Optional<Told> told(UUID key) {
    return jdbc.sql("select booking_id, outcome from booking.redemption where key = :key")
        .param("key", key)
        .query(
            (row, _) ->
                new Told(
                    new Booking.Id(row.getObject("booking_id", UUID.class)),
                    Outcome.valueOf(row.getString("outcome"))))
        .optional();
  }

  /** Adds a row; false if the key is another's. */
  boolean add(Booking booking, Redemptions.Use use, Instant at, Instant now, Outcome outcome) {
    return jdbc.sql(
                """
                insert into booking.redemption (
                  key, booking_id, offering_id, path, gate, device, offline, outcome, used_at,
                  received_at, account_id)
                select :key, b.id, b.offering_id, b.path, :gate, :device, :offline, :outcome, :at,
                  :now, :account
                from booking.booking b where b.id = :booking
                on conflict (key) do nothing
                """)
            .param("key", use.key())
            .param("booking", booking.id().value())
            .param("gate", use.gate())
            .param("device", use.device(), Types.OTHER)
            .param("offline", use.at() != null)
            .param("outcome", outcome.name())
            .param("at", Timestamp.from(at))
            .param("now", Timestamp.from(now))
            .param("account", use.account(), Types.OTHER)
            .update()
        == 1;
  }

  /** Gives every confirmed booking of an offering a code that has none, one of these. */
  void code(List<Booking.Id> bookings, List<String> fresh) {
    jdbc.sql(
            """
            insert into booking.voucher (booking_id, code)
            select r.id, r.code from unnest(:ids, :codes::text[]) as r (id, code)
            on conflict do nothing
            """)
        .param("ids", bookings.stream().map(Booking.Id::value).toArray(UUID[]::new))
        .param("codes", Params.texts(fresh))
        .update();
  }

  /** The confirmed bookings without a code. */
  List<Booking.Id> uncoded(Offering.Id offering, int limit) {
    return jdbc.sql(
            """
            select b.id from booking.booking b
            where b.offering_id = :offering and b.state = 'CONFIRMED'
              and not exists (select from booking.voucher v where v.booking_id = b.id)
            order by b.number limit :limit
            """)
        .param("offering", offering.value())
        .param("limit", limit)
        .query((row, _) -> new Booking.Id(row.getObject("id", UUID.class)))
        .list();
  }

  /** The bookings that a gate lets in or knows as used, in the order of the book. */
  List<Valid> valid(Offering.Id offering, int limit) {
    return jdbc.sql(
            """
            select b.id, b.person_id, b.place_id, v.code, b.redeemed_at, b.redeemed_gate
            from booking.booking b join booking.voucher v on v.booking_id = b.id
            where b.offering_id = :offering and b.state in ('CONFIRMED', 'REDEEMED')
            order by b.number limit :limit
            """)
        .param("offering", offering.value())
        .param("limit", limit)
        .query(
            (row, _) -> {
              var at = row.getTimestamp("redeemed_at");
              return new Valid(
                  new Booking.Id(row.getObject("id", UUID.class)),
                  new Person.Id(row.getObject("person_id", UUID.class)),
                  new Place.Id(row.getObject("place_id", UUID.class)),
                  row.getString("code"),
                  at == null
                      ? null
                      : new Booking.Redemption(at.toInstant(), row.getString("redeemed_gate")));
            })
        .list();
  }

  /** Published offerings of these subtrees that are still handed out, the next session first. */
  List<Offering.Id> running(Collection<String> paths, Instant now, int limit) {
    return jdbc.sql(
            """
            select o.id from booking.offering o
            join booking.place p on p.offering_id = o.id
            where o.path <@ :paths::ltree[] and o.state <> 'DRAFT' and not o.rehearsal
              and p.ends_at > :now
            group by o.id order by min(p.starts_at), o.id limit :limit
            """)
        .param("paths", Params.texts(paths))
        .param("now", Timestamp.from(now))
        .param("limit", limit)
        .query((row, _) -> new Offering.Id(row.getObject("id", UUID.class)))
        .list();
  }

  /** What went wrong without a network, latest told first. */
  List<Clash> clashes(Offering.Id offering, int limit) {
    return jdbc.sql(
            """
            select b.id, b.person_id, b.number, b.state, r.gate, r.used_at, r.received_at,
              coalesce(f.gate, b.redeemed_gate) as first_gate,
              coalesce(f.used_at, b.redeemed_at) as first_used_at,
              coalesce(f.received_at, b.redeemed_at) as first_received_at,
              coalesce(f.offline, false) as first_offline
            from booking.redemption r join booking.booking b on b.id = r.booking_id
            left join lateral (
              select u.gate, u.used_at, u.received_at, u.offline from booking.redemption u
              where u.booking_id = r.booking_id and u.outcome = 'USED'
              order by u.received_at limit 1) f on true
            where r.offering_id = :offering and r.outcome = 'CONFLICT'
            order by r.received_at desc limit :limit
            """)
        .param("offering", offering.value())
        .param("limit", limit)
        .query(
            (row, _) -> {
              var first = row.getTimestamp("first_used_at");
              return new Clash(
                  new Booking.Id(row.getObject("id", UUID.class)),
                  new Person.Id(row.getObject("person_id", UUID.class)),
                  row.getLong("number"),
                  Booking.State.valueOf(row.getString("state")),
                  new Conflict.Use(
                      row.getString("gate"),
                      row.getTimestamp("used_at").toInstant(),
                      row.getTimestamp("received_at").toInstant(),
                      true),
                  first == null
                      ? null
                      : new Conflict.Use(
                          row.getString("first_gate"),
                          first.toInstant(),
                          row.getTimestamp("first_received_at").toInstant(),
                          row.getBoolean("first_offline")));
            })
        .list();
  }
}
