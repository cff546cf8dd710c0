package niangjia.engine.rights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.engine.people.Person;
import niangjia.engine.rights.Consents.Answered;
import niangjia.platform.Ids;
import niangjia.platform.Params;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of people's answers. */
@Repository
class ConsentRepository {

  /**
   * How people stand to one purpose.
   *
   * @param askedAgain how many gave it to an earlier version, which counts no longer
   * @param withdrawn how many took it back or said no
   */
  record Counts(long given, long askedAgain, long withdrawn) {

    static final Counts NONE = new Counts(0, 0, 0);
  }

  private final JdbcClient jdbc;

  ConsentRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whoever answers for this person and purpose next waits for this transaction. */
  void lock(Person.Id person, Purpose purpose) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))::text")
        .param("key", "consent " + person + " " + purpose)
        .query(String.class)
        .single();
  }

  /**
   * Writes an answer down as the next one, unless it says what the last one said. Who withdraws
   * does so from the version that they had given it to.
   */
  void write(Consents.Answer answer, Consents.Channel channel, Instant at) {
    jdbc.sql(
            """
            insert into rights.consent
              (id, person_id, path, purpose, number, version, given, channel, at)
            select :id, :person, :path::ltree, :purpose, coalesce(last.number, 0) + 1,
              case when :given then :version else coalesce(last.version, :version) end,
              :given, :channel, :at
            from (values (1)) as one (row) left join lateral (
              select number, version, given from rights.consent
              where person_id = :person and purpose = :purpose
              order by number desc limit 1) as last on true
            where last.number is null or last.given <> :given
              or (:given and last.version <> :version)
            """)
        .param("id", Ids.next())
        .param("person", answer.person().value())
        .param("path", answer.path())
        .param("purpose", answer.purpose().name())
        .param("version", answer.version())
        .param("given", answer.given())
        .param("channel", channel.name())
        .param("at", Timestamp.from(at))
        .update();
  }

  /** Everything that somebody answered, the latest first. */
  List<Answered> of(Person.Id person) {
    return jdbc.sql(
            """
            select purpose, number, version, given, channel, at from rights.consent
            where person_id = :person order by purpose, number desc
            """)
        .param("person", person.value())
        .query((row, _) -> answered(row))
        .list();
  }

  private static Answered answered(ResultSet row) throws SQLException {
    return new Answered(
        Purpose.valueOf(row.getString("purpose")),
        row.getInt("number"),
        row.getInt("version"),
        row.getBoolean("given"),
        Consents.Channel.valueOf(row.getString("channel")),
        row.getTimestamp("at").toInstant());
  }

  /** Those of the people whose last word is yes, to a version that still counts. */
  List<UUID> given(Collection<UUID> people, Purpose purpose) {
    return jdbc.sql(
            """
            select last.person_id from (
              select distinct on (person_id) person_id, version, given from rights.consent
              where purpose = :purpose and person_id = any(:people::uuid[])
              order by person_id, number desc) as last
            where last.given and last.version >= (
              select max(version) from rights.consent_text
              where purpose = :purpose and asks_again)
            """)
        .param("purpose", purpose.name())
        .param("people", Params.texts(people))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  /** How everybody stands, as far as they answered. */
  Map<Purpose, Counts> counts() {
    var counts = new EnumMap<Purpose, Counts>(Purpose.class);
    jdbc.sql(
            """
            select last.purpose, count(*) filter (where given and last.version >= since.version),
              count(*) filter (where given and last.version < since.version),
              count(*) filter (where not given)
            from (
              select distinct on (person_id, purpose) purpose, version, given
              from rights.consent order by person_id, purpose, number desc) as last
            join (
              select purpose, max(version) as version from rights.consent_text
              where asks_again group by purpose) as since on since.purpose = last.purpose
            group by last.purpose
            """)
        .query(
            (row, _) ->
                counts.put(
                    Purpose.valueOf(row.getString(1)),
                    new Counts(row.getLong(2), row.getLong(3), row.getLong(4))))
        .list();
    return counts;
  }

  int forget(Person.Id person) {
    return jdbc.sql("delete from rights.consent where person_id = :person")
        .param("person", person.value())
        .update();
  }
}
