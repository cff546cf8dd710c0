package niangjia.engine.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.platform.Params;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who did not come. A booking that a gate tells of late was used, and then its line is none. */
@Repository
class AbsenceRepository {

  /** Whose booking something is, and of which union. */
  record Holder(Person.Id person, String path) {}

  private static final String LINE =
      """
      select a.booking_id, a.offering_id, a.person_id, a.path::text as path, a.missed_at,
        a.objection, a.excused_at, a.reason
      from booking.absence a join booking.booking b on b.id = a.booking_id
      where b.state = 'CONFIRMED'
      """;

  private final JdbcClient jdbc;

  AbsenceRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes down whose session ended between these instants without them; answers how many. */
  int note(Instant since, Instant until) {
    return jdbc.sql(
            """
            insert into booking.absence (booking_id, offering_id, person_id, path, missed_at)
            select b.id, b.offering_id, b.person_id, b.path, p.ends_at
            from booking.place p
            join booking.offering o on o.id = p.offering_id
            join booking.booking b on b.place_id = p.id
            where p.ends_at > :since and p.ends_at <= :until and b.state = 'CONFIRMED'
              and o.absence_times is not null and not o.rehearsal
              and not exists (select from booking.absence a where a.booking_id = b.id)
            on conflict do nothing
            """)
        .param("since", Params.value(since))
        .param("until", Params.value(until))
        .update();
  }

  /** When people did not come since then and nobody excused it, latest first. */
  Map<Person.Id, List<Instant>> counting(Instant since) {
    var missed = new HashMap<Person.Id, List<Instant>>();
    jdbc.sql(LINE + " and a.excused_at is null and a.missed_at > :since order by a.missed_at desc")
        .param("since", Params.value(since))
        .query(
            row -> {
              missed
                  .computeIfAbsent(person(row), _ -> new ArrayList<>())
                  .add(row.getTimestamp("missed_at").toInstant());
            });
    return missed;
  }

  List<Absence> of(Person.Id person, int limit) {
    return jdbc.sql(LINE + " and a.person_id = :person order by a.missed_at desc limit :limit")
        .param("person", person.value())
        .param("limit", limit)
        .query((row, _) -> absence(row))
        .list();
  }

  List<Absence> of(Offering.Id offering, int limit) {
    return jdbc.sql(
            LINE
                + " and a.offering_id = :offering order by a.excused_at is not null,"
                + " a.objected_at, a.missed_at desc limit :limit")
        .param("offering", offering.value())
        .param("limit", limit)
        .query((row, _) -> absence(row))
        .list();
  }

  Optional<Absence> find(Booking.Id booking) {
    return jdbc.sql(LINE + " and a.booking_id = :booking")
        .param("booking", booking.value())
        .query((row, _) -> absence(row))
        .optional();
  }

  /** Whose booking it is, and of which union. */
  Optional<Holder> holder(Booking.Id booking) {
    return jdbc.sql("select person_id, path::text as path from booking.booking where id = :booking")
        .param("booking", booking.value())
        .query((row, _) -> new Holder(person(row), row.getString("path")))
        .optional();
  }

  void object(Booking.Id booking, String words, Instant at) {
    jdbc.sql(
            """
            update booking.absence set objection = :words, objected_at = :at
            where booking_id = :booking and excused_at is null
            """)
        .param("booking", booking.value())
        .param("words", words)
        .param("at", Params.value(at))
        .update();
  }

  boolean excuse(Booking.Id booking, UUID by, String reason, Instant at) {
    return jdbc.sql(
                """
                update booking.absence set excused_at = :at, excused_by = :by, reason = :reason
                where booking_id = :booking and excused_at is null
                """)
            .param("booking", booking.value())
            .param("by", by)
            .param("reason", reason)
            .param("at", Params.value(at))
            .update()
        == 1;
  }

  private static Person.Id person(ResultSet row) throws SQLException {
    return new Person.Id(row.getObject("person_id", UUID.class));
  }

  private static Absence absence(ResultSet row) throws SQLException {
    Timestamp excusedAt = row.getTimestamp("excused_at");
    return new Absence(
        new Booking.Id(row.getObject("booking_id", UUID.class)),
        new Offering.Id(row.getObject("offering_id", UUID.class)),
        person(row),
        row.getString("path"),
        row.getTimestamp("missed_at").toInstant(),
        row.getString("objection"),
        excusedAt == null ? null : excusedAt.toInstant(),
        row.getString("reason"));
  }
}
