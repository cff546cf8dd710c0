package niangjia.engine.listing;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What this module holds of a person: the lists they stand on. Rows of a file that were not taken
 * lead to nobody and go by age.
 */
@Component
class ListingData implements PersonalData {

  private static final String ENTRY = "listing.entry";

  private final JdbcClient jdbc;

  ListingData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Fate> tables() {
    return Map.of(ENTRY, Fate.DELETED);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(
        new Section(
            ENTRY,
            jdbc.sql(
                    """
                    select l.name as list, l.made_at
                    from listing.entry e join listing.listing l on l.id = e.listing_id
                    where e.person_id = :person order by l.made_at
                    """)
                .param("person", person.value())
                .query()
                .listOfRows()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of(
        ENTRY,
        jdbc.sql("delete from listing.entry where person_id = :person")
            .param("person", person.value())
            .update());
  }
}
