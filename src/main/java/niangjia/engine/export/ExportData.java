package niangjia.engine.export;

import java.util.List;
import java.util.Map;
import niangjia.engine.people.Person;
import niangjia.engine.people.PersonalData;
import niangjia.engine.people.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Files that officers took out may name a person until they are gone, within a day; they are copies
 * of what other modules tell, sealed, and nobody can look into them for one person.
 */
@Component
class ExportData implements PersonalData {

  private static final String PIECE = "export.piece";

  @Override
  public Map<String, Fate> tables() {
    return Map.of(PIECE, Fate.KEPT);
  }

  @Override
  public List<Section> about(Person.Id person) {
    return List.of(new Section(PIECE, List.of()));
  }

  @Override
  public Map<String, Integer> erase(Person.Id person, @Nullable Phone phone) {
    return Map.of();
  }
}
