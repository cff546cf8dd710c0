package niangjia.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns values of the domain into parameters that the PostgreSQL driver takes. */
public final class Params {

  private Params() {}

  /** The components of a record by name, for {@link JdbcClient.StatementSpec#params(Map)}. */
  public static Map<String, @Nullable Object> of(Record record) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var component : record.getClass().getRecordComponents()) {
      values.put(component.getName(), value(read(record, component)));
    }
    return values;
  }

  /** One value: an instant, an enum, an id record or a collection become what the driver knows. */
  public static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Instant instant -> Timestamp.from(instant);
      case LocalDate date -> java.sql.Date.valueOf(date);
      case Enum<?> name -> name.name();
      case Collection<?> many -> many.stream().map(Params::value).toArray();
      case Record record when record.getClass().getRecordComponents().length == 1 ->
          value(read(record, record.getClass().getRecordComponents()[0]));
      default -> value;
    };
  }

  /** Texts as an array parameter; cast it in the statement, for example {@code :paths::ltree[]}. */
  public static String[] texts(Collection<?> values) {
    return values.stream().map(String::valueOf).toArray(String[]::new);
  }

  private static @Nullable Object read(Record record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "cannot read " + component + " of " + Arrays.asList(record), e);
    }
  }
}
