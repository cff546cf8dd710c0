package niangjia.feature.campaign;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this module holds of a person: what unions gave them. Amounts stay, who got them goes. */
@Component
class CampaignData implements PersonalData {

  private static final String GIFT = "campaign.gift";

  private final JdbcClient jdbc;

  CampaignData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(GIFT, Fate.UNLINKED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            GIFT,
            jdbc.sql(
                    """
                    select c.title_zh as title, l.title as list,
                      case when c.unit = 'CNY' then g.amount end as amount_fen,
                      case when c.unit <> 'CNY' then g.amount || ' ' || c.unit end as goods,
                      g.state, g.added_at as entered_at
                    from campaign.gift g join campaign.campaign c on c.id = g.campaign_id
                    join campaign.gift_list l on l.id = g.list_id
                    where g.person_id = :person order by g.added_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(
        GIFT,
        jdbc.sql(
                """
                update campaign.gift set person_id = null, name_sealed = null
                where person_id = :person
                """)
            .param("person", person.value())
            .update());
  }
}
