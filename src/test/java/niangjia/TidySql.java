package niangjia;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import niangjia.Sources.Source;

/** The rules of STYLE.md for statements in Java sources and for migrations. */
final class TidySql {

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)\\s*(?:select\\s|insert\\s+into\\s|delete\\s+from\\s|merge\\s+into\\s"
              + "|update\\s+\\S+(?:\\s+\\w+)?\\s+set\\s|with\\s+(?:recursive\\s+)?\\w+\\s).*");
  private static final Pattern KEYWORD =
      Pattern.compile(
          "\\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|INTO|VALUES|JOIN|LEFT|ON|AND|OR|NOT|NULL"
              + "|ORDER|GROUP|BY|LIMIT|SET|RETURNING|WITH|AS|CREATE|TABLE|INDEX|UNIQUE|PRIMARY"
              + "|KEY|REFERENCES|CONSTRAINT|CHECK|ALTER|GRANT|CONFLICT|CASE|WHEN|EXISTS)\\b");
  private static final Pattern EVERYTHING =
      Pattern.compile("(?i)\\b(?:select|returning) \\*(?!(?:, :\\w+)* from unnest\\()");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?i)\\b(?:(?<!distinct )(?:from|join) (?:only )?|into |(?<!for |do |key )update )"
              + "(\"?\\w+\"?)(\\.\\w+)?( ?\\()?");
  private static final Pattern NAMED_QUERY =
      Pattern.compile("(?i)\\b(\\w+) ?(?:\\([^)]*\\))? as (?:not )?(?:materialized )?\\(");
  private static final Pattern INSIDE_FUNCTION =
      Pattern.compile("(?i)\\b(extract|substring|trim|overlay) ?\\([^()]*? from ");
  private static final Pattern MADE =
      Pattern.compile(
          "(?i)\\bcreate (?:or replace )?(?:unlogged )?(?:materialized )?"
              + "(?:table|view|type|function|procedure|sequence) (?:if not exists )?(\\S+)");
  private static final Pattern RULE =
      Pattern.compile("(?<!create |with )\\b(?:check|unique|exclude|foreign key)\\b(?! index)");
  private static final Pattern NAMED = Pattern.compile("constraint (\\w+) $");
  private static final Pattern SPEAKS = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)+");
  private static final Pattern MUTE = Pattern.compile(".*_(?:check|key|fkey|pkey|excl|idx|uq)");

  private TidySql() {}

  /**
   * Statements in a source name only the schema of their own module and the platform's, in lower
   * case, and list their columns.
   *
   * @param modules the ids of all modules, which are the names of all schemas
   */
  static List<String> statements(Source source, Collection<String> modules) {
    var constants = constants(source);
    var breaches = new ArrayList<String>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBinary(BinaryTree binary, Void nothing) {
        look(binary);
        return null;
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        look(call);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public Void visitLiteral(LiteralTree literal, Void nothing) {
        look(literal);
        return null;
      }

      private void look(ExpressionTree expression) {
        var text = text(expression, constants);
        if (STATEMENT.matcher(text).matches()) {
          for (var breach : statement(text, source.module(), modules)) {
            breaches.add(source.breach(expression, breach));
          }
        }
      }
    }.scan(source.tree(), null);
    return breaches.stream().distinct().toList();
  }

  private static List<String> statement(
      String statement, String module, Collection<String> modules) {
    var sql = INSIDE_FUNCTION.matcher(plain(statement)).replaceAll("$1(");
    var breaches = new ArrayList<>(shouting(sql));
    breaches.addAll(trespasses(sql, module, modules));
    if (EVERYTHING.matcher(sql).find()) {
      breaches.add("asks for every column: list them");
    }
    Set<String> named = new HashSet<>(Set.of("lateral", "set", "select", "only"));
    NAMED_QUERY.matcher(sql).results().forEach(query -> named.add(query.group(1)));
    TABLE
        .matcher(sql)
        .results()
        .filter(table -> table.group(2) == null && table.group(3) == null)
        .filter(table -> !named.contains(table.group(1)) && !table.group(1).startsWith("pg_"))
        .forEach(table -> breaches.add("says " + table.group(1) + " without its schema"));
    return breaches;
  }

  /**
   * A migration makes things in its own schema only, names no other module's, is in lower case, and
   * gives every rule a name that speaks. Primary keys and plain references may keep the name that
   * PostgreSQL gives them.
   *
   * @param folder the folder below {@code db} that it is in
   */
  static List<String> migration(
      String name, String text, String folder, Collection<String> modules) {
    var module = folder.equals("__root") ? "platform" : folder;
    var sql = plain(text.replaceAll("(?m)--.*$", " "));
    var breaches = new ArrayList<>(shouting(sql));
    breaches.addAll(trespasses(sql, module, modules));
    MADE.matcher(sql)
        .results()
        .map(made -> made.group(1).replace("\"", ""))
        .filter(made -> !made.startsWith(module + "."))
        .forEach(made -> breaches.add("makes " + made + " outside the schema " + module));
    RULE.matcher(sql)
        .results()
        .forEach(
            rule -> {
              var constraint = NAMED.matcher(sql.substring(0, rule.start()));
              if (!constraint.find()) {
                breaches.add("has an unnamed " + rule.group() + clue(sql, rule.start()));
              } else if (!SPEAKS.matcher(constraint.group(1)).matches()
                  || MUTE.matcher(constraint.group(1)).matches()) {
                breaches.add("has a constraint that does not speak: " + constraint.group(1));
              }
            });
    if (sql.contains("index on ")) {
      breaches.add("has an unnamed index");
    }
    return breaches.stream().map(breach -> name + " " + breach).toList();
  }

  private static String clue(String sql, int at) {
    return " near: " + sql.substring(Math.max(0, at - 40), Math.min(sql.length(), at + 20));
  }

  private static List<String> shouting(String sql) {
    return KEYWORD
        .matcher(sql)
        .results()
        .map(keyword -> "shouts " + keyword.group())
        .distinct()
        .toList();
  }

  private static List<String> trespasses(String sql, String own, Collection<String> modules) {
    return modules.stream()
        .filter(module -> !module.equals(own) && !module.equals("platform"))
        .filter(
            module -> Pattern.compile("(?<![\\w.])\"?" + module + "\"?\\.\\w").matcher(sql).find())
        .map(module -> "names the schema " + module + ", which is not its own")
        .toList();
  }

  /** One line, texts taken out. */
  private static String plain(String sql) {
    return sql.replaceAll("'(?:[^']|'')*'", "''").replaceAll("\\s+", " ").strip();
  }

  private static Map<String, ExpressionTree> constants(Source source) {
    var constants = new HashMap<String, ExpressionTree>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        if (variable.getInitializer() != null && "String".equals(type(variable))) {
          constants.put(variable.getName().toString(), variable.getInitializer());
        }
        return super.visitVariable(variable, null);
      }

      private static String type(VariableTree variable) {
        return String.valueOf(variable.getType());
      }
    }.scan(source.tree(), null);
    return constants;
  }

  /** The text of an expression, as far as this file says it; what it does not say becomes ?. */
  private static String text(ExpressionTree expression, Map<String, ExpressionTree> constants) {
    return switch (expression) {
      case LiteralTree literal -> literal.getValue() instanceof String text ? text : "?";
      case ParenthesizedTree inner -> text(inner.getExpression(), constants);
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
          text(sum.getLeftOperand(), constants) + text(sum.getRightOperand(), constants);
      case IdentifierTree name -> {
        var initial = constants.get(name.getName().toString());
        yield initial == null ? "?" : text(initial, constants);
      }
      case MethodInvocationTree call -> formatted(call, constants);
      default -> "?";
    };
  }

  private static String formatted(
      MethodInvocationTree call, Map<String, ExpressionTree> constants) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)
        || !select.getIdentifier().contentEquals("formatted")) {
      return "?";
    }
    var text = text(select.getExpression(), constants);
    for (var argument : call.getArguments()) {
      var value = text(argument, constants).replace("%", "");
      text =
          text.contains("%1$s")
              ? text.replace("%1$s", value)
              : text.replaceFirst("%s", quote(value));
    }
    return text;
  }

  private static String quote(String value) {
    return java.util.regex.Matcher.quoteReplacement(value);
  }
}
