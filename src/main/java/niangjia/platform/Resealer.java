package niangjia.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals the rows of tables again, as the system and in the caller's transaction. A row is changed
 * only if it still is what was read.
 */
@Component
public class Resealer {

  /**
   * How far it came.
   *
   * @param last the last key that was looked at, null at the end of the table
   * @param sealed how many rows were sealed again
   */
  public record Step(@Nullable String last, int sealed) {}

  /** A row's sealed columns, in the order of the table's. */
  private record Row(UUID key, List<byte[]> columns) {}

  private final JdbcClient jdbc;
  private final Sealer sealer;

  Resealer(JdbcClient jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  /**
   * Looks at the next rows, those of one key together, and seals those again that are under another
   * key than the one that is written with now.
   *
   * @param after the last key that was looked at before, null to begin
   */
  public Step reseal(Resealing table, @Nullable String after, int limit) {
    if (table.key() == null) {
      return new Step(null, 0);
    }
    var rows = rows(table, after, limit);
    var last = rows.size() < limit ? null : rows.getLast().key().toString();
    var old = rows.stream().filter(row -> !row.columns().stream().allMatch(this::current)).toList();
    return new Step(last, old.isEmpty() ? 0 : seal(table, old));
  }

  /** How many rows are under another key than the one that is written with now. */
  public long behind(Resealing table) {
    var other =
        each(table, i -> "substring(%s from 1 for length(:head::bytea)) <> :head::bytea", " or ");
    return jdbc.sql("select count(*) from %s where %s".formatted(table.table(), other))
        .param("head", sealer.head())
        .query(Long.class)
        .single();
  }

  private List<Row> rows(Resealing table, @Nullable String after, int limit) {
    var columns = String.join(", ", table.columns());
    return jdbc.sql(
            """
            select %1$s, %2$s from %3$s
            where num_nonnulls(%2$s) > 0 and (:after::uuid is null or %1$s > :after::uuid)
            order by %1$s fetch first :limit rows with ties
            """
                .formatted(table.key(), columns, table.table()))
        .param("after", after)
        .param("limit", limit)
        .query(
            (row, _) -> {
              var sealed = new ArrayList<byte[]>();
              for (int i = 0; i < table.columns().size(); i++) {
                sealed.add(row.getBytes(i + 2));
              }
              return new Row(row.getObject(1, UUID.class), sealed);
            })
        .list();
  }

  private int seal(Resealing table, List<Row> rows) {
    var statement =
        """
        update %s t set %s
        from unnest(:keys::uuid[], %s) as n (key, %s)
        where t.%s = n.key and %s
        """
            .formatted(
                table.table(),
                each(table, i -> "%s = n.fresh" + i, ", "),
                each(table, i -> ":old" + i + "::bytea[], :fresh" + i + "::bytea[]", ", "),
                each(table, i -> "old" + i + ", fresh" + i, ", "),
                table.key(),
                each(table, i -> "t.%s is not distinct from n.old" + i, " and "));
    var update =
        jdbc.sql(statement).param("keys", rows.stream().map(Row::key).toArray(UUID[]::new));
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      var olds = rows.stream().map(row -> row.columns().get(column)).toArray(byte[][]::new);
      var fresh = rows.stream().map(row -> again(row.columns().get(column)));
      update = update.param("old" + i, olds).param("fresh" + i, fresh.toArray(byte[][]::new));
    }
    return update.update();
  }

  private boolean current(byte @Nullable [] sealed) {
    return sealed == null || sealer.current(sealed);
  }

  private byte @Nullable [] again(byte @Nullable [] sealed) {
    return sealed == null ? null : sealer.again(sealed);
  }

  /** Says something of each column; {@code %s} in it is the column's name. */
  private static String each(Resealing table, Function<Integer, String> what, String between) {
    return IntStream.range(0, table.columns().size())
        .mapToObj(i -> what.apply(i).replace("%s", table.columns().get(i)))
        .collect(Collectors.joining(between));
  }
}
