package niangjia.engine.draw;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.engine.booking.Offering;
import niangjia.engine.booking.Offerings;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What this module holds of a person. A list that is closed and not drawn yet is published by its
 * hash: whoever stands on it waits for the result; afterwards its lines lead to nobody.
 */
@Component
class DrawData implements PersonalData {

  private static final String ENTRY = "draw.entry";
  private static final String MEMBER = "draw.member";

  private final JdbcClient jdbc;
  private final Entries entries;
  private final Offerings offerings;
  private final TransactionOperations transactions;

  DrawData(
      JdbcClient jdbc, Entries entries, Offerings offerings, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.entries = entries;
    this.offerings = offerings;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ENTRY, Fate.UNLINKED, MEMBER, Fate.UNLINKED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    var rows =
        jdbc.sql(
                """
                select m.offering_id as title, e.id as receipt, e.entered_at,
                  e.leader_id = m.person_id as leads, e.code, e.rank,
                  e.place_id is not null as won
                from draw.member m join draw.entry e on e.id = m.entry_id
                where m.person_id = :person order by e.entered_at
                """)
            .param("person", person.value())
            .query()
            .listOfRows();
    rows.forEach(row -> row.computeIfPresent("title", (_, id) -> title((UUID) id)));
    return List.of(new Section(MEMBER, rows), new Section(ENTRY, List.of()));
  }

  private String title(UUID offering) {
    return offerings.get(new Offering.Id(offering)).title().zh();
  }

  @Override
  public Optional<Wait> waits(Person.Id person) {
    return jdbc.sql(
            """
            select d.offering_id, d.random_at
            from draw.member m join draw.draw d on d.offering_id = m.offering_id
            where m.person_id = :person and d.closed_at is not null and d.written_at is null
            order by d.random_at desc limit 1
            """)
        .param("person", person.value())
        .query(
            (row, _) ->
                new Wait(
                    offerings.get(new Offering.Id(row.getObject(1, UUID.class))).title(),
                    row.getTimestamp(2).toInstant()))
        .optional();
  }

  @Override
  public void release(Person.Id person) {
    var entered = transactions.execute(_ -> entered(person));
    if (entered != null) {
      entered.forEach(offering -> entries.leave(offering, person));
    }
  }

  private List<Offering.Id> entered(Person.Id person) {
    return jdbc.sql(
            """
            select d.offering_id
            from draw.member m join draw.draw d on d.offering_id = m.offering_id
            where m.person_id = :person and d.closed_at is null
            """)
        .param("person", person.value())
        .query((row, _) -> new Offering.Id(row.getObject(1, UUID.class)))
        .list();
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    int led =
        jdbc.sql(
                """
                update draw.entry set leader_id = gen_random_uuid() where leader_id = :person
                """)
            .param("person", person.value())
            .update();
    int lines =
        jdbc.sql(
                """
                update draw.member set person_id = gen_random_uuid() where person_id = :person
                """)
            .param("person", person.value())
            .update();
    return Map.of(ENTRY, led, MEMBER, lines);
  }
}
