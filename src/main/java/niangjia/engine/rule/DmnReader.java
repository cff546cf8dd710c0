package niangjia.engine.rule;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import niangjia.engine.rule.RuleTable.Choice;
import niangjia.engine.rule.RuleTable.Clause;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Hit;
import niangjia.engine.rule.RuleTable.Kind;
import niangjia.engine.rule.RuleTable.Known;
import niangjia.platform.Invalid;
import niangjia.platform.Words;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads DMN, our own and that of other tools: one decision table over named inputs, with facts that
 * are worked out by literal expressions. What it cannot hold it refuses, and what it read still has
 * to pass {@link RuleCheck}. A document type, and so any entity, is refused before it is read.
 */
final class DmnReader {

  /** The longest file. */
  static final int LONGEST = 400_000;

  private static final DocumentBuilderFactory FACTORY = factory();

  private final Element root;

  private DmnReader(Element root) {
    this.root = root;
  }

  private static DocumentBuilderFactory factory() {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    return factory;
  }

  /** A table as it stands in the file; {@link Invalid} where it is no table that we can hold. */
  static RuleTable read(String dmn) {
    if (dmn.length() > LONGEST) {
      throw new Invalid("dmn", "tooLong", LONGEST);
    }
    try {
      var builder = FACTORY.newDocumentBuilder();
      builder.setErrorHandler(null);
      var document = builder.parse(new InputSource(new StringReader(dmn)));
      return new DmnReader(document.getDocumentElement()).table();
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new Invalid("dmn", "unreadable");
    }
  }

  private RuleTable table() {
    var tables = all(root, "decisionTable");
    if (tables.size() != 1) {
      throw new Invalid("dmn", "oneTable");
    }
    var table = tables.getFirst();
    var formulas = formulas();
    var inputs = new ArrayList<Column>();
    for (var input : all(table, "input")) {
      var expression = text(first(input, "inputExpression"));
      inputs.add(column(input, expression, formulas.get(expression), first(input, "inputValues")));
    }
    var outputs = new ArrayList<Column>();
    for (var output : all(table, "output")) {
      var name = output.getAttribute("name");
      outputs.add(column(output, name, null, first(output, "outputValues")));
    }
    var clauses = new ArrayList<Clause>();
    for (var rule : all(table, "rule")) {
      clauses.add(clause(rule, outputs, clauses.size() + 1));
    }
    var title = words(root.getAttribute("name"), ours(root, "en"));
    return new RuleTable(title, hit(table), inputs, outputs, clauses);
  }

  private static Hit hit(Element table) {
    return switch (table.getAttribute("hitPolicy")) {
      case "", "UNIQUE" -> Hit.UNIQUE;
      case "FIRST" -> Hit.FIRST;
      case "RULE ORDER" -> Hit.RULE_ORDER;
      case "COLLECT" -> {
        var aggregation = table.getAttribute("aggregation");
        if (aggregation.isEmpty()) {
          yield Hit.RULE_ORDER;
        }
        if (aggregation.equals("SUM")) {
          yield Hit.SUM;
        }
        throw new Invalid("dmn", "hitPolicy");
      }
      default -> throw new Invalid("dmn", "hitPolicy");
    };
  }

  /** The facts that are worked out, by name. */
  private Map<String, String> formulas() {
    var formulas = new HashMap<String, String>();
    for (var decision : all(root, "decision")) {
      var literal = first(decision, "literalExpression");
      if (literal != null) {
        formulas.put(decision.getAttribute("name"), text(literal));
      }
    }
    return formulas;
  }

  private static Column column(
      Element element, String key, @Nullable String formula, @Nullable Element values) {
    var given = values == null ? "" : text(values);
    var kind = kind(element, given);
    var choices = kind == Kind.CHOICE ? choices(element, given) : List.<Choice>of();
    var label = element.getAttribute("label");
    var decimals = ours(element, "decimals");
    var unit = ours(element, "unit");
    var known = ours(element, "known");
    var range = kind == Kind.CHOICE ? ours(element, "range") : given;
    try {
      var column =
          new Column(
              key,
              words(label.isBlank() ? key : label, ours(element, "en")),
              kind,
              unit.isEmpty() ? null : words(unit, ours(element, "unitEn")),
              decimals.isEmpty() ? null : Integer.valueOf(decimals),
              choices,
              range.isBlank() ? null : range,
              formula,
              known.isEmpty() ? null : Known.valueOf(known));
      return formula == null
          ? column
          : new Column(
              column.key(),
              column.name(),
              column.kind(),
              column.unit(),
              column.decimals(),
              column.choices(),
              column.range(),
              DmnText.unrounded(column, formula),
              column.known());
    } catch (IllegalArgumentException e) {
      throw new Invalid("dmn", "unreadable");
    }
  }

  private static Kind kind(Element element, String values) {
    var kind = ours(element, "kind");
    if (!kind.isEmpty()) {
      try {
        return Kind.valueOf(kind);
      } catch (IllegalArgumentException e) {
        throw new Invalid("dmn", "unreadable");
      }
    }
    var expression = first(element, "inputExpression");
    var type = (expression == null ? element : expression).getAttribute("typeRef");
    return switch (type.substring(type.indexOf(':') + 1)) {
      case "number" -> Kind.NUMBER;
      case "boolean" -> Kind.BOOLEAN;
      case "date" -> Kind.DATE;
      case "string" -> values.isBlank() ? Kind.TEXT : Kind.CHOICE;
      default -> throw new Invalid("dmn", "columnType", type);
    };
  }

  private static List<Choice> choices(Element element, String values) {
    var choices = new ArrayList<Choice>();
    for (var part : values.split(",", RuleCheck.MOST_CHOICES + 1)) {
      var key = part.strip().replace("\"", "");
      var zh = ours(element, "zh." + key);
      choices.add(new Choice(key, words(zh.isEmpty() ? key : zh, ours(element, "en." + key))));
    }
    return choices;
  }

  private static Clause clause(Element rule, List<Column> outputs, int number) {
    var then = texts(rule, "outputEntry");
    for (int i = 0; i < then.size() && i < outputs.size(); i++) {
      if (outputs.get(i).kind() == Kind.NUMBER) {
        then.set(i, DmnText.unrounded(outputs.get(i), then.get(i)));
      }
    }
    var notes = texts(rule, "annotationEntry");
    var id = rule.getAttribute("id");
    var note =
        notes.isEmpty() || notes.getFirst().isBlank() ? "第" + number + "行" : notes.getFirst();
    return new Clause(
        id.isEmpty() ? "row" + number : id,
        texts(rule, "inputEntry"),
        then,
        words(note, notes.size() > 1 ? notes.get(1) : ""));
  }

  private static Words words(String zh, String en) {
    return new Words(zh.isBlank() ? "-" : zh, en);
  }

  private static String ours(Element element, String name) {
    return element.getAttributeNS(DmnText.OURS, name);
  }

  private static List<String> texts(Element parent, String name) {
    var texts = new ArrayList<String>();
    for (var element : all(parent, name)) {
      texts.add(text(element));
    }
    return texts;
  }

  private static String text(@Nullable Element parent) {
    if (parent == null) {
      return "";
    }
    var text = first(parent, "text");
    return text == null ? "" : text.getTextContent().strip();
  }

  private static @Nullable Element first(Element parent, String name) {
    var all = all(parent, name);
    return all.isEmpty() ? null : all.getFirst();
  }

  /** The elements of that name in any name space of DMN, so that older files are read as well. */
  private static List<Element> all(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
