package niangjia.engine.ledger;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this module holds of a person: what they were paid, and the points they have. Amounts stay,
 * for books are kept; who got them is forgotten, with name and bank account once the bank has
 * spoken.
 */
@Component
class LedgerData implements PersonalData {

  private static final String LINE = "ledger.payout_line";
  private static final String ACCOUNT = "ledger.account";

  private final JdbcClient jdbc;

  LedgerData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(LINE, Fate.UNLINKED, ACCOUNT, Fate.KEPT);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            LINE,
            jdbc.sql(
                    """
                    select p.title, l.amount as amount_fen, l.state, p.made_at
                    from ledger.payout_line l join ledger.payout p on p.id = l.payout_id
                    where l.person_id = :person order by p.made_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()),
        new Section(
            ACCOUNT,
            jdbc.sql(
                    """
                    select l.title_zh as title, a.received - a.given as points
                    from ledger.account a join ledger.line l on l.id = a.line_id
                    where a.holder = :person order by l.opened_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(
        LINE,
        jdbc.sql(
                """
                update ledger.payout_line
                set person_id = null,
                  name_sealed = case when state in ('WAITING', 'OWED', 'FAILED')
                    then name_sealed end,
                  account_sealed = case when state in ('WAITING', 'OWED', 'FAILED')
                    then account_sealed end
                where person_id = :person
                """)
            .param("person", person.value())
            .update());
  }
}
