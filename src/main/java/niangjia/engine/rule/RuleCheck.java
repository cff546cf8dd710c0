package niangjia.engine.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import niangjia.engine.rule.RuleTable.Clause;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.engine.rule.RuleTable.Known;
import niangjia.platform.Faults;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;

/** Reads a table that came from outside: all that is wrong with it at once, cell by cell. */
final class RuleCheck {

  static final int MOST_INPUTS = 12;
  static final int MOST_OUTPUTS = 6;
  static final int MOST_CLAUSES = 200;
  static final int MOST_CHOICES = 40;

  private static final int NAME = 80;
  private static final int TEXT = 300;
  private static final int DECIMALS = 6;
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final Pattern CLAUSE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /** Words that mean something in FEEL. */
  private static final Set<String> RESERVED =
      Set.of(
          ("decide and or not if then else for in return some every satisfies between instance of"
                  + " function true false null date time min max floor ceiling abs round up down"
                  + " half decimal sum count mean string number list context any all")
              .split(" "));

  private final Faults faults = new Faults();
  private final List<List<RuleCell>> cells = new ArrayList<>();
  private final List<RuleCell> ranges = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<String> numbers = new LinkedHashSet<>();

  private RuleCheck() {}

  /** The checked table; refuses it with all faults, each naming its field in the table. */
  static RuleSheet check(RuleTable table) {
    return new RuleCheck().sheet(table);
  }

  private RuleSheet sheet(RuleTable table) {
    faults.of(() -> words("title", table.title(), NAME));
    faults.of(() -> needed("hit", table.hit()));
    faults.of(() -> size("inputs", table.inputs().size(), MOST_INPUTS));
    faults.of(() -> size("outputs", table.outputs().size(), MOST_OUTPUTS));
    faults.of(() -> size("clauses", table.clauses().size(), MOST_CLAUSES));
    var inputs = columns("inputs", table.inputs(), true);
    var outputs = columns("outputs", table.outputs(), false);
    if (table.hit() == Hit.SUM
        && (outputs.size() != 1 || outputs.getFirst().kind() != Kind.NUMBER)) {
      faults.of(
          () -> {
            throw new Invalid("hit", "sumOfOneNumber");
          });
    }
    faults.end();
    var ids = new HashSet<String>();
    var clauses = new ArrayList<Clause>();
    for (int i = 0; i < table.clauses().size(); i++) {
      clauses.add(clause("clauses[" + i + "]", table.clauses().get(i), inputs, outputs, ids));
    }
    faults.end();
    return new RuleSheet(
        new RuleTable(table.title(), table.hit(), inputs, outputs, clauses),
        List.copyOf(cells),
        List.copyOf(ranges));
  }

  private List<Column> columns(String field, List<Column> columns, boolean inputs) {
    var read = new ArrayList<Column>();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      faults.of(field + "[" + i + "]", () -> read.add(column(column, inputs)));
    }
    return read;
  }

  private Column column(Column column, boolean input) {
    var key = needed("key", column.key());
    if (!KEY.matcher(key).matches() || RESERVED.contains(key)) {
      throw new Invalid("key", "columnKey");
    }
    if (!keys.add(key)) {
      throw new Invalid("key", "duplicate");
    }
    words("name", column.name(), NAME);
    var kind = needed("kind", column.kind());
    if (column.unit() != null) {
      words("unit", column.unit(), NAME);
    }
    boolean number = kind == Kind.NUMBER;
    if (column.decimals() != null
        && (!number || column.decimals() < 0 || column.decimals() > DECIMALS)) {
      throw new Invalid("decimals", "range", 0, DECIMALS);
    }
    choices(column, kind);
    var known = column.known();
    if (known != null
        && (!input
            || column.derived()
            || kind != (known == Known.UNION ? Kind.TEXT : Kind.BOOLEAN))) {
      throw new Invalid("known", "knownKind");
    }
    var formula = column.formula();
    if (formula != null) {
      if (!input || !number) {
        throw new Invalid("formula", "formulaNumber");
      }
      formula = named("formula", () -> RuleFormula.parse(column.formula(), numbers).text());
    }
    var range = input ? named("range", () -> RuleCell.parse(column, column.range())) : RuleCell.ANY;
    if (input) {
      ranges.add(range);
      if (number) {
        numbers.add(key);
      }
    }
    return new Column(
        key,
        column.name(),
        kind,
        column.unit(),
        column.decimals(),
        column.choices(),
        range.spans().isEmpty() ? null : range.text(),
        formula,
        known);
  }

  private static void choices(Column column, Kind kind) {
    if (kind != Kind.CHOICE) {
      if (!column.choices().isEmpty()) {
        throw new Invalid("choices", "choicesOnly");
      }
      return;
    }
    size("choices", column.choices().size(), MOST_CHOICES);
    var seen = new HashSet<String>();
    for (int i = 0; i < column.choices().size(); i++) {
      var choice = column.choices().get(i);
      var field = "choices[" + i + "].";
      if (!CHOICE.matcher(needed(field + "key", choice.key())).matches()) {
        throw new Invalid(field + "key", "choiceKey");
      }
      if (!seen.add(choice.key())) {
        throw new Invalid(field + "key", "duplicate");
      }
      words(field + "name", choice.name(), NAME);
    }
  }

  private Clause clause(
      String field, Clause clause, List<Column> inputs, List<Column> outputs, Set<String> ids) {
    faults.of(
        field,
        () -> {
          if (!CLAUSE.matcher(needed("id", clause.id())).matches()) {
            throw new Invalid("id", "choiceKey");
          }
          if (!ids.add(clause.id())) {
            throw new Invalid("id", "duplicate");
          }
        });
    faults.of(field, () -> words("text", clause.text(), TEXT));
    var row = new ArrayList<RuleCell>();
    for (int i = 0; i < inputs.size(); i++) {
      int at = i;
      faults.of(
          field,
          () ->
              row.add(
                  named(
                      "when[" + at + "]",
                      () -> RuleCell.parse(inputs.get(at), at(clause.when(), at)))));
    }
    cells.add(row);
    var then = new ArrayList<String>();
    for (int i = 0; i < outputs.size(); i++) {
      int at = i;
      faults.of(
          field,
          () ->
              then.add(
                  named("then[" + at + "]", () -> output(outputs.get(at), at(clause.then(), at)))));
    }
    return new Clause(clause.id(), row.stream().map(RuleCell::text).toList(), then, clause.text());
  }

  private String output(Column column, @Nullable String written) {
    if (column.kind() == Kind.NUMBER) {
      return RuleFormula.parse(written, numbers).text();
    }
    if (written == null || written.isBlank()) {
      throw new Invalid("", "required");
    }
    if (written.length() > RuleCell.LONGEST) {
      throw new Invalid("", "tooLong", RuleCell.LONGEST);
    }
    return RuleCell.literal(RuleCell.value(column, RuleCell.plain(written)));
  }

  private static @Nullable String at(List<String> cells, int at) {
    return at < cells.size() ? cells.get(at) : null;
  }

  private static <T> T named(String field, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (Invalid e) {
      throw e.as(field);
    }
  }

  private static <T> T needed(String field, @Nullable T value) {
    if (value == null) {
      throw new Invalid(field, "required");
    }
    return value;
  }

  private static void words(String field, @Nullable Words words, int most) {
    var text = needed(field, words);
    if (!text.within(most)) {
      throw new Invalid(field, "tooLong", most);
    }
    var en = text.en();
    if (!writable(text.zh()) || (en != null && !writable(en))) {
      throw new Invalid(field, "unreadable");
    }
  }

  /** Whether XML can hold it as it is: no control character, no half of a character. */
  static boolean writable(String text) {
    return text.codePoints()
        .allMatch(
            c -> c >= ' ' && c != 0x7f && (c < 0xd800 || c > 0xdfff) && (c & 0xfffe) != 0xfffe);
  }

  private static void size(String field, int size, int most) {
    if (size < 1 || size > most) {
      throw new Invalid(field, "range", 1, most);
    }
  }
}
