package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A table that was checked: all its cells are read, and written as the standard has them.
 *
 * @param cells the conditions of each clause, in the order of the inputs
 * @param ranges what each input can be
 */
record RuleSheet(RuleTable table, List<List<RuleCell>> cells, List<RuleCell> ranges) {

  /** The longest text that a fact may be. */
  static final int LONGEST = 200;

  private static final BigDecimal WIDEST = new BigDecimal("1000000000000");

  /**
   * Facts as a caller gives them, read as the table asks for them.
   *
   * @param faults what is wrong, each naming a column by its key
   */
  record Facts(Map<String, Object> values, List<Invalid> faults) {}

  /** Reads facts; none is passed on that the table does not ask for. */
  Facts facts(Map<String, ?> given) {
    var values = new LinkedHashMap<String, Object>();
    var faults = new java.util.ArrayList<Invalid>();
    for (int i = 0; i < table.inputs().size(); i++) {
      var column = table.inputs().get(i);
      if (column.derived()) {
        continue;
      }
      try {
        var value = fact(column, given.get(column.key()));
        if (!ranges.get(i).holds(value)) {
          throw new Invalid(column.key(), "outOfRange", ranges.get(i).text());
        }
        values.put(column.key(), value);
      } catch (Invalid e) {
        faults.add(e);
      }
    }
    return new Facts(values, List.copyOf(faults));
  }

  private static Comparable<?> fact(Column column, @Nullable Object given) {
    if (given == null || (given instanceof String text && text.isBlank())) {
      throw new Invalid(column.key(), "required");
    }
    return switch (column.kind()) {
      case NUMBER -> number(column, given);
      case DATE -> {
        try {
          yield given instanceof LocalDate day ? day : LocalDate.parse(given.toString());
        } catch (DateTimeParseException e) {
          throw new Invalid(column.key(), "unreadable");
        }
      }
      case BOOLEAN -> {
        if (given instanceof Boolean truth) {
          yield truth;
        }
        throw new Invalid(column.key(), "unreadable");
      }
      case CHOICE -> {
        if (column.choices().stream().noneMatch(choice -> choice.key().equals(given))) {
          throw new Invalid(column.key(), "unknown");
        }
        yield (String) given;
      }
      case TEXT -> {
        if (!(given instanceof String text)) {
          throw new Invalid(column.key(), "unreadable");
        }
        if (text.length() > LONGEST) {
          throw new Invalid(column.key(), "tooLong", LONGEST);
        }
        yield text;
      }
    };
  }

  private static BigDecimal number(Column column, Object given) {
    BigDecimal number;
    try {
      var text = given.toString();
      if (!(given instanceof Number) || text.length() > 40) {
        throw new Invalid(column.key(), "unreadable");
      }
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Invalid(column.key(), "unreadable");
    }
    if (number.precision() - number.scale() > 13 || number.abs().compareTo(WIDEST) > 0) {
      throw new Invalid(column.key(), "range", "-" + WIDEST, WIDEST);
    }
    if (number.signum() != 0 && number.stripTrailingZeros().scale() > column.scale()) {
      throw new Invalid(column.key(), "decimalsOf", column.scale());
    }
    return number.setScale(column.scale());
  }
}
