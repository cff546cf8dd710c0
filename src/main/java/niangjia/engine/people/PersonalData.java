package niangjia.engine.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/**
 * A module's part in what people may ask about themselves (个人信息权利): it tells what it holds of them,
 * and forgets it. Every module with a table about people has one such component; a test walks over
 * all tables and fails for one that nobody answers for.
 */
public interface PersonalData {

  /** What becomes of a table's rows about somebody who asks to be forgotten. */
  enum Fate {
    /** The rows are deleted. */
    DELETED,
    /** The rows stay and lead to nobody any more. */
    UNLINKED,
    /** The rows stay; they hold no name, no number and no phone. */
    KEPT
  }

  /**
   * What one table holds of a person, in the order and under the names in which they may read it.
   *
   * @param table schema and table
   */
  record Section(String table, List<Map<String, @Nullable Object>> rows) {}

  /** Something that has to come to its end before the person can be forgotten. */
  record Wait(Words what, Instant until) {}

  /** The tables that it answers for, as schema and table, and what becomes of their rows. */
  Map<String, Fate> tables();

  /** All that it holds of the person; called as the system, in a transaction. */
  List<Section> about(Person.Id person);

  /** What the person still has a part in and that goes on without them; nothing for most. */
  default Optional<Wait> waits(Person.Id person) {
    return Optional.empty();
  }

  /** What ends first when the person is forgotten, in their words: places that they hold. */
  default List<Words> open(Person.Id person) {
    return List.of();
  }

  /** Ends what is open, each by itself; called as the system, and harmless again. */
  default void release(Person.Id person) {}

  /**
   * Forgets the person in the running transaction, as the system; harmless again.
   *
   * @param phone the person's, null when it is no longer known
   * @return how many rows of each table were deleted or unlinked
   */
  Map<String, Integer> erase(Person.Id person, @Nullable Phone phone);
}
