package niangjia.engine.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the numbers of waiting rooms. */
@Repository
class RoomRepository {

  private final JdbcClient jdbc;

  RoomRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Gives each person a number, the old one to who has one. Before opening there are none; the
   * first call after opening draws the order of the early: by SHA-256 of the offering's seed and
   * the person.
   */
  Map<Person.Id, Integer> seat(
      Offering.Id offering, List<Rooms.Entry> entries, Instant now, boolean open) {
    boolean drawn =
        jdbc.sql("select drawn from booking.tail where offering_id = :offering for update")
            .param("offering", offering.value())
            .query(Boolean.class)
            .single();
    if (open && !drawn) {
      draw(offering);
    }
    insert(offering, entries, now, open);
    return numbers(offering, entries);
  }

  private void draw(Offering.Id offering) {
    jdbc.sql(
            """
            update booking.ticket t set number = r.nth
            from (
              select k.person_id,
                row_number() over (order by sha256(e.seed || uuid_send(k.person_id))) as nth
              from booking.ticket k join booking.tail e on e.offering_id = k.offering_id
              where k.offering_id = :offering) r
            where t.offering_id = :offering and t.person_id = r.person_id
            """)
        .param("offering", offering.value())
        .update();
    jdbc.sql("update booking.tail set drawn = true where offering_id = :offering")
        .param("offering", offering.value())
        .update();
  }

  private void insert(Offering.Id offering, List<Rooms.Entry> entries, Instant now, boolean open) {
    jdbc.sql(
            """
            with fresh as (
              select r.person, min(r.path) as path, min(r.nth) as nth
              from unnest(:people, :paths) with ordinality as r (person, path, nth)
              where not exists (
                select from booking.ticket k
                where k.offering_id = :offering and k.person_id = r.person)
              group by r.person),
            came as (
              insert into booking.ticket (offering_id, person_id, path, number, joined_at)
              select :offering, f.person, f.path::ltree,
                case when :open then e.tickets + row_number() over (order by f.nth) end, :now
              from fresh f join booking.tail e on e.offering_id = :offering
              returning 1)
            update booking.tail set tickets = tickets + (select count(*) from came)
            where offering_id = :offering
            """)
        .param("offering", offering.value())
        .param("people", people(entries))
        .param(
            "paths", entries.stream().map(entry -> entry.offering().path()).toArray(String[]::new))
        .param("open", open)
        .param("now", Timestamp.from(now))
        .update();
  }

  private Map<Person.Id, Integer> numbers(Offering.Id offering, List<Rooms.Entry> entries) {
    var numbers = new HashMap<Person.Id, Integer>();
    jdbc.sql(
            """
            select person_id, number from booking.ticket
            where offering_id = :offering and person_id = any(:people) and number is not null
            """)
        .param("offering", offering.value())
        .param("people", people(entries))
        .query(
            row -> {
              numbers.put(
                  new Person.Id(row.getObject("person_id", UUID.class)), row.getInt("number"));
            });
    return numbers;
  }

  private static UUID[] people(List<Rooms.Entry> entries) {
    return entries.stream().map(entry -> entry.person().value()).toArray(UUID[]::new);
  }
}
