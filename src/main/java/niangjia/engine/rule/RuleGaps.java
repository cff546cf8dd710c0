package niangjia.engine.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Looks over a whole table before it is enacted: cases that no clause covers, cases that several
 * cover, clauses that never apply. It cuts each input at every value that a condition names; within
 * a piece all conditions are constant, so looking at the pieces is looking at all cases. Facts that
 * are worked out count as free, so it may show a case that their formulas exclude.
 */
final class RuleGaps {

  /**
   * A case, and the clauses that cover it.
   *
   * @param matter what it is
   * @param when the case, a condition for each input
   * @param clauses the clauses concerned, none for a gap
   */
  record Finding(Matter matter, List<String> when, List<String> clauses) {

    /** What is the matter with a case. */
    enum Matter {
      /** No clause covers it. */
      GAP,
      /** Several clauses cover it, and only one may. */
      OVERLAP,
      /** The clause never applies. */
      NEVER
    }

    /** Whether a table with it cannot be enacted. */
    boolean bars() {
      return matter == Matter.OVERLAP;
    }
  }

  /**
   * What was found.
   *
   * @param whole whether all cases were looked at and all findings are here
   */
  record Findings(List<Finding> findings, boolean whole) {}

  private static final int MOST_FINDINGS = 60;
  private static final int MOST_STEPS = 200_000;

  /** A piece of an input's values: a value in it, and how it is written. */
  private record Piece(Comparable<?> sample, RuleCell.Span span) {}

  private final RuleSheet sheet;
  private final List<List<Piece>> pieces = new ArrayList<>();
  private final List<Finding> found = new ArrayList<>();
  private final BitSet applied = new BitSet();
  private int steps;
  private boolean whole = true;

  private RuleGaps(RuleSheet sheet) {
    this.sheet = sheet;
  }

  static Findings of(RuleSheet sheet) {
    return new RuleGaps(sheet).look();
  }

  private Findings look() {
    for (int i = 0; i < sheet.table().inputs().size(); i++) {
      pieces.add(pieces(i));
    }
    var all = new BitSet();
    all.set(0, sheet.cells().size());
    cases(0, all, List.of());
    if (whole) {
      for (int i = 0; i < sheet.cells().size(); i++) {
        if (!applied.get(i)) {
          var clause = sheet.table().clauses().get(i);
          found.add(new Finding(Finding.Matter.NEVER, clause.when(), List.of(clause.id())));
        }
      }
    }
    return new Findings(List.copyOf(found), whole);
  }

  private void cases(int input, BitSet open, List<String> when) {
    if (found.size() >= MOST_FINDINGS || ++steps > MOST_STEPS) {
      whole = false;
      return;
    }
    int width = sheet.table().inputs().size();
    if (open.isEmpty()) {
      var line = new ArrayList<>(when);
      while (line.size() < width) {
        line.add("-");
      }
      found.add(new Finding(Finding.Matter.GAP, line, List.of()));
      return;
    }
    if (input == width) {
      end(open, when);
      return;
    }
    var groups = new LinkedHashMap<BitSet, List<Piece>>();
    for (var piece : pieces.get(input)) {
      var still = new BitSet();
      open.stream()
          .filter(row -> sheet.cells().get(row).get(input).holds(piece.sample))
          .forEach(still::set);
      groups.computeIfAbsent(still, _ -> new ArrayList<>()).add(piece);
    }
    for (var group : groups.entrySet()) {
      var line = new ArrayList<>(when);
      line.add(groups.size() == 1 ? "-" : written(group.getValue()));
      cases(input + 1, group.getKey(), line);
    }
  }

  private void end(BitSet open, List<String> when) {
    var hit = sheet.table().hit();
    if (hit == Hit.FIRST) {
      applied.set(open.nextSetBit(0));
      return;
    }
    applied.or(open);
    if (hit == Hit.UNIQUE && open.cardinality() > 1) {
      var ids = open.stream().mapToObj(row -> sheet.table().clauses().get(row).id()).toList();
      found.add(new Finding(Finding.Matter.OVERLAP, when, ids));
    }
  }

  /** The values of an input, cut wherever a condition begins or ends. */
  private List<Piece> pieces(int input) {
    var column = sheet.table().inputs().get(input);
    var range = sheet.ranges().get(input);
    var points = new TreeSet<Comparable<?>>(RuleCell::compare);
    var cells = new ArrayList<>(sheet.cells().stream().map(row -> row.get(input)).toList());
    cells.add(range);
    for (var cell : cells) {
      for (var span : cell.spans()) {
        if (span.low() != null) {
          points.add(span.low());
        }
        if (span.high() != null) {
          points.add(span.high());
        }
      }
    }
    var found = new ArrayList<Piece>();
    switch (column.kind()) {
      case CHOICE -> column.choices().forEach(choice -> found.add(point(choice.key())));
      case BOOLEAN -> {
        found.add(point(true));
        found.add(point(false));
      }
      case TEXT -> {
        points.forEach(point -> found.add(point(point)));
        // Control characters stand in no condition, so this is any other text.
        found.add(new Piece("\u0001", new RuleCell.Span(null, false, null, false)));
      }
      case NUMBER, DATE -> stretches(column, List.copyOf(points), found);
    }
    found.removeIf(piece -> !range.holds(piece.sample));
    return found;
  }

  private static Piece point(Comparable<?> value) {
    return new Piece(value, RuleCell.Span.of(value));
  }

  private static void stretches(Column column, List<Comparable<?>> points, List<Piece> found) {
    if (points.isEmpty()) {
      var any = column.kind() == Kind.DATE ? LocalDate.EPOCH : BigDecimal.ZERO;
      found.add(new Piece(any, new RuleCell.Span(null, false, null, false)));
      return;
    }
    var first = points.getFirst();
    found.add(new Piece(next(column, first, -1), new RuleCell.Span(null, false, first, false)));
    for (int i = 0; i < points.size(); i++) {
      var low = points.get(i);
      found.add(point(low));
      var high = i + 1 < points.size() ? points.get(i + 1) : null;
      var between = next(column, low, 1);
      if (high == null || RuleCell.compare(between, high) < 0) {
        found.add(new Piece(between, new RuleCell.Span(low, false, high, false)));
      }
    }
  }

  private static Comparable<?> next(Column column, Comparable<?> value, int step) {
    return value instanceof LocalDate day
        ? day.plusDays(step)
        : ((BigDecimal) value).add(BigDecimal.valueOf(step, column.scale()));
  }

  /** Pieces as one condition, neighbours joined. */
  private static String written(List<Piece> group) {
    var texts = new ArrayList<String>();
    RuleCell.@Nullable Span open = null;
    for (var piece : group) {
      var span = piece.span;
      if (open != null && touches(open, span)) {
        open = new RuleCell.Span(open.low(), open.lowIn(), span.high(), span.highIn());
      } else {
        if (open != null) {
          texts.add(written(open));
        }
        open = span;
      }
    }
    if (open != null) {
      texts.add(written(open));
    }
    return String.join(",", texts);
  }

  private static boolean touches(RuleCell.Span one, RuleCell.Span next) {
    return one.high() != null
        && next.low() != null
        && !(one.high() instanceof String)
        && !(one.high() instanceof Boolean)
        && one.high().equals(next.low())
        && (one.highIn() != next.lowIn());
  }

  private static String written(RuleCell.Span span) {
    if (span.low() == null && span.high() == null) {
      return "*";
    }
    if (span.low() == null) {
      return (span.highIn() ? "<= " : "< ") + RuleCell.literal(high(span));
    }
    if (span.high() == null) {
      return (span.lowIn() ? ">= " : "> ") + RuleCell.literal(span.low());
    }
    if (span.low().equals(span.high())) {
      return RuleCell.literal(span.low());
    }
    return (span.lowIn() ? "[" : "(")
        + RuleCell.literal(span.low())
        + ".."
        + RuleCell.literal(high(span))
        + (span.highIn() ? "]" : ")");
  }

  private static Comparable<?> high(RuleCell.Span span) {
    return java.util.Objects.requireNonNull(span.high());
  }
}
