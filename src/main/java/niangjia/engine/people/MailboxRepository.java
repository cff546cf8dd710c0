package niangjia.engine.people;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of e-mail addresses; row-level security decides which of them show. */
@Repository
class MailboxRepository {

  /** An address as it is stored; nobody compares it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(byte[] addressSealed, Instant since) {}

  private final JdbcClient jdbc;

  MailboxRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Row> of(Person.Id person) {
    return jdbc.sql(
            """
            select address_sealed, confirmed_at from people.mailbox where person = :person
            """)
        .param("person", person.value())
        .query((row, _) -> new Row(row.getBytes(1), row.getTimestamp(2).toInstant()))
        .optional();
  }

  void keep(Person.Id person, byte[] addressSealed, Instant now) {
    jdbc.sql(
            """
            insert into people.mailbox (person, path, address_sealed, confirmed_at)
            select id, path, :address, :now from people.person where id = :person
            on conflict (person) do update
              set address_sealed = excluded.address_sealed, confirmed_at = excluded.confirmed_at
            """)
        .param("person", person.value())
        .param("address", addressSealed)
        .param("now", Timestamp.from(now))
        .update();
  }

  int drop(Person.Id person) {
    return jdbc.sql("delete from people.mailbox where person = :person")
        .param("person", person.value())
        .update();
  }
}
