package niangjia.engine.booking;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import niangjia.platform.Sealer;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What this module holds of a person. Lines of a book stay in the published chain, which covers no
 * person, and lead to nobody afterwards; what can still be given back is given back before.
 */
@Component
class BookingData implements PersonalData {

  private static final String BOOKING = "booking.booking";
  private static final String VOUCHER = "booking.voucher";
  private static final String TICKET = "booking.ticket";
  private static final String FEED = "booking.feed";
  private static final String REDEMPTION = "booking.redemption";
  private static final String COMPANION = "booking.companion";
  private static final String ABSENCE = "booking.absence";

  private final JdbcClient jdbc;
  private final Sealer sealer;
  private final WaitingList waitingList;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  BookingData(
      JdbcClient jdbc,
      Sealer sealer,
      WaitingList waitingList,
      TransactionOperations transactions,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.waitingList = waitingList;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(
        BOOKING, Fate.UNLINKED,
        VOUCHER, Fate.DELETED,
        TICKET, Fate.DELETED,
        FEED, Fate.DELETED,
        REDEMPTION, Fate.KEPT,
        COMPANION, Fate.DELETED,
        ABSENCE, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(BOOKING, bookings(person)),
        new Section(
            VOUCHER,
            rows(
                """
                select v.code from booking.voucher v
                join booking.booking b on b.id = v.booking_id where b.person_id = :person
                """,
                person)),
        new Section(
            TICKET,
            rows(
                """
                select o.title_zh as title, t.number, t.joined_at from booking.ticket t
                join booking.offering o on o.id = t.offering_id
                where t.person_id = :person order by t.joined_at
                """,
                person)),
        new Section(
            FEED, rows("select made_at from booking.feed where person_id = :person", person)),
        new Section(
            REDEMPTION,
            rows(
                """
                select r.gate, r.used_at, r.outcome, r.units from booking.redemption r
                join booking.booking b on b.id = r.booking_id
                where b.person_id = :person order by r.used_at
                """,
                person)),
        new Section(COMPANION, companions(person)),
        new Section(
            ABSENCE,
            rows(
                """
                select o.title_zh as title, a.missed_at, a.objection, a.objected_at, a.excused_at,
                  a.reason
                from booking.absence a join booking.offering o on o.id = a.offering_id
                where a.person_id = :person order by a.missed_at
                """,
                person)));
  }

  private List<Map<String, @Nullable Object>> companions(Person.Id person) {
    return jdbc.sql(
            """
            select name_sealed, relation from booking.companion
            where person_id = :person order by booking_id, ordinal
            """)
        .param("person", person.value())
        .query(
            (row, _) ->
                Map.<String, @Nullable Object>of(
                    "name", sealer.open(row.getBytes(1)), "relation", row.getString(2)))
        .list();
  }

  private List<Map<String, @Nullable Object>> bookings(Person.Id person) {
    return rows(
        """
        select o.title_zh as title, p.starts_at, p.ends_at, p.venue_zh as venue, p.kind_zh as kind,
          b.number, b.state, b.booked_at, b.ended_at, b.redeemed_at, b.redeemed_gate as gate
        from booking.booking b join booking.offering o on o.id = b.offering_id
        join booking.place p on p.id = b.place_id
        where b.person_id = :person order by b.booked_at
        """,
        person);
  }

  private List<Map<String, @Nullable Object>> rows(String statement, Person.Id person) {
    return jdbc.sql(statement).param("person", person.value()).query().listOfRows();
  }

  @Override
  public List<Words> open(Person.Id person) {
    return jdbc.sql(
            """
            select o.title_zh, o.title_en
            from booking.booking b join booking.offering o on o.id = b.offering_id
            join booking.place p on p.id = b.place_id
            where b.person_id = :person and b.state in ('CONFIRMED', 'WAITING', 'OFFERED')
              and p.ends_at > :now
            order by p.starts_at
            """)
        .param("person", person.value())
        .param("now", Timestamp.from(clock.instant()))
        .query((row, _) -> new Words(row.getString(1), row.getString(2)))
        .list();
  }

  @Override
  public void release(Person.Id person) {
    var live = transactions.execute(_ -> live(person));
    // A session that has begun is not given back; its line is unlinked like any other.
    if (live != null) {
      live.forEach(booking -> waitingList.cancel(booking, person));
    }
  }

  private List<Booking.Id> live(Person.Id person) {
    return jdbc.sql(
            """
            select id from booking.booking
            where person_id = :person and state in ('CONFIRMED', 'WAITING', 'OFFERED')
            order by id
            """)
        .param("person", person.value())
        .query((row, _) -> new Booking.Id(row.getObject(1, UUID.class)))
        .list();
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int companions = update("delete from booking.companion where person_id = :person", person);
    int absences = update("delete from booking.absence where person_id = :person", person);
    int vouchers =
        update(
            """
            delete from booking.voucher where booking_id in (
              select id from booking.booking where person_id = :person)
            """,
            person);
    int lines =
        update(
            """
            update booking.booking set person_id = gen_random_uuid() where person_id = :person
            """,
            person);
    int tickets = update("delete from booking.ticket where person_id = :person", person);
    int feeds = update("delete from booking.feed where person_id = :person", person);
    return Map.of(
        BOOKING, lines,
        VOUCHER, vouchers,
        TICKET, tickets,
        FEED, feeds,
        COMPANION, companions,
        ABSENCE, absences);
  }

  private int update(String statement, Person.Id person) {
    return jdbc.sql(statement).param("person", person.value()).update();
  }
}
