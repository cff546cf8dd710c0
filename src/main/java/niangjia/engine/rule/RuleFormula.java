package niangjia.engine.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * A sum to be worked out, in the arithmetic of FEEL (OMG DMN 1.5, section 9.3): numbers, names of
 * columns, + - * / and brackets, and a few functions of numbers. Everything else of FEEL is refused
 * here, above all loops, calls of other code, powers and patterns: what is left ends after as many
 * steps as it has letters.
 *
 * @param text the formula as the standard writes it
 * @param names the columns that it uses
 */
record RuleFormula(String text, Set<String> names) {

  /** The longest formula. */
  static final int LONGEST = 300;

  private static final int DEEPEST = 20;
  private static final int MOST_TERMS = 60;

  /** What may be called, each with how many numbers it takes; nought for one and more. */
  private static final List<Callee> CALLEES =
      List.of(
          new Callee("round half up", 2),
          new Callee("round up", 2),
          new Callee("round down", 2),
          new Callee("floor", 1),
          new Callee("ceiling", 1),
          new Callee("abs", 1),
          new Callee("min", 0),
          new Callee("max", 0));

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d{1,13}(?:\\.\\d{1,6})?|[A-Za-z][A-Za-z0-9_]*|[-+*/(),])\\s*");

  private record Callee(String name, int takes) {}

  /** Reads a formula; {@link Invalid} says what is wrong, without a field. */
  static RuleFormula parse(@Nullable String written, Set<String> columns) {
    if (written == null || written.isBlank()) {
      throw new Invalid("", "required");
    }
    if (written.length() > LONGEST) {
      throw new Invalid("", "tooLong", LONGEST);
    }
    var text = RuleCell.plain(written).replace('×', '*').replace('÷', '/').strip();
    return new Reader(text, columns).read();
  }

  /** Goes through a formula from left to right. */
  private static final class Reader {

    private final String text;
    private final Set<String> columns;
    private final Set<String> names = new LinkedHashSet<>();
    private final StringBuilder out = new StringBuilder();
    private final Matcher matcher;
    private String token = "";
    private int at;
    private int terms;

    Reader(String text, Set<String> columns) {
      this.text = text;
      this.columns = columns;
      this.matcher = TOKEN.matcher(text);
    }

    RuleFormula read() {
      next();
      sum(0);
      if (!token.isEmpty()) {
        throw new Invalid("", "formulaAt", token);
      }
      return new RuleFormula(out.toString(), Set.copyOf(names));
    }

    private void next() {
      if (at == text.length()) {
        token = "";
        return;
      }
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw new Invalid("", "formulaAt", text.substring(at, Math.min(at + 8, text.length())));
      }
      token = matcher.group(1);
      at = matcher.end();
    }

    private void sum(int depth) {
      product(depth);
      while (token.equals("+") || token.equals("-")) {
        out.append(' ').append(token).append(' ');
        next();
        product(depth);
      }
    }

    private void product(int depth) {
      value(depth);
      while (token.equals("*") || token.equals("/")) {
        out.append(' ').append(token).append(' ');
        next();
        value(depth);
      }
    }

    private void value(int depth) {
      if (depth > DEEPEST || ++terms > MOST_TERMS) {
        throw new Invalid("", "formulaTooDeep");
      }
      if (token.isEmpty()) {
        throw new Invalid("", "formulaEnds");
      }
      char first = token.charAt(0);
      if (first == '-') {
        out.append('-');
        next();
        value(depth + 1);
      } else if (first == '(') {
        out.append('(');
        next();
        sum(depth + 1);
        expect(")");
      } else if (Character.isDigit(first)) {
        out.append(token);
        next();
      } else if (Character.isLetter(first)) {
        named(depth);
      } else {
        throw new Invalid("", "formulaAt", token);
      }
    }

    private void named(int depth) {
      var word = token;
      next();
      if (columns.contains(word)) {
        names.add(word);
        out.append(word);
        return;
      }
      var name = new StringBuilder(word);
      while (!token.isEmpty() && Character.isLetter(token.charAt(0))) {
        name.append(' ').append(token);
        next();
      }
      var called = name.toString();
      for (var callee : CALLEES) {
        if (callee.name.equals(called)) {
          call(callee, depth);
          return;
        }
      }
      throw new Invalid("", "formulaName", called);
    }

    private void call(Callee callee, int depth) {
      out.append(callee.name);
      if (!token.equals("(")) {
        throw new Invalid("", "formulaAt", callee.name);
      }
      out.append('(');
      int given = 0;
      do {
        if (given++ > 0) {
          out.append(", ");
        }
        next();
        sum(depth + 1);
      } while (token.equals(","));
      if (callee.takes != 0 && callee.takes != given) {
        throw new Invalid("", "formulaTakes", callee.name, callee.takes);
      }
      expect(")");
    }

    private void expect(String wanted) {
      if (!token.equals(wanted)) {
        throw new Invalid("", token.isEmpty() ? "formulaEnds" : "formulaAt", token);
      }
      out.append(wanted);
      next();
    }
  }
}
