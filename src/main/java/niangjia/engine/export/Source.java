package niangjia.engine.export;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import niangjia.engine.people.Person;
import niangjia.platform.Words;

/** Rows that a module lets officers export, one kind each: bookings of an offering, members. */
public interface Source {

  /**
   * What is exported.
   *
   * @param path the union whose officers may
   * @param rows how many rows there are now
   */
  record Subject(String path, Words title, int rows) {}

  /**
   * Which rows.
   *
   * @param after the cursor of the last row before, empty for the first
   * @param whole whose names and numbers stand there whole, of those that it is asked about, as far
   *     as the actor may see them
   */
  record Query(
      UUID subject,
      String after,
      int limit,
      Function<Collection<Person.Id>, Set<Person.Id>> whole,
      Locale locale) {}

  /**
   * One row.
   *
   * @param cursor its place in the order, for going on after it
   * @param cells a text or a number for each column
   */
  record Row(String cursor, List<Object> cells) {

    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** The name by which a request asks for it, for example {@code bookings}. */
  String name();

  /** What that id means; {@link niangjia.platform.NotFound} for who may not export it. */
  Subject subject(UUID id);

  /** The message key of each column's heading. */
  List<String> columns();

  /** The next rows, as the actor sees them, in an order that does not change. */
  List<Row> rows(Query query);
}
