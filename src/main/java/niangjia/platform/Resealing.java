package niangjia.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with sealed columns, whose rows are sealed again under a new key while everybody works. A
 * module has one such bean for each table that it seals fields in.
 *
 * @param table schema and table
 * @param key the uuid by which rows are gone through, several rows at most to one; null where rows
 *     go by themselves soon, and only keep their key from retiring until then
 * @param columns the sealed columns; each may be empty
 */
public record Resealing(String table, @Nullable String key, List<String> columns) {

  public Resealing {
    columns = List.copyOf(columns);
  }

  /** A table whose rows are sealed again. */
  public static Resealing of(String table, String key, String... columns) {
    return new Resealing(table, key, List.of(columns));
  }

  /** A table whose rows go by themselves. */
  public static Resealing passing(String table, String column) {
    return new Resealing(table, null, List.of(column));
  }
}
