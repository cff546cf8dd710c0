package niangjia.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to pass back as {@code after} for the next page, null on the last
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, @Nullable String next, long total) {

  /** The most that one page holds. */
  public static final int LIMIT = 100;

  public Page {
    items = List.copyOf(items);
  }

  /** Cuts a list that was read one row longer than the page. */
  public static <T> Page<T> cut(List<T> rows, int limit, long total, Function<T, String> key) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null, total);
    }
    var items = rows.subList(0, limit);
    return new Page<>(items, key.apply(items.getLast()), total);
  }

  /** The same page of other things. */
  public <R> Page<R> map(Function<T, R> each) {
    return new Page<>(items.stream().map(each).toList(), next, total);
  }
}
