package niangjia.engine.rule;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import niangjia.engine.rule.RuleTable.Column;
import niangjia.engine.rule.RuleTable.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as DMN 1.5 (OMG, formal/2024-01-01): each fact an input, each one worked out a
 * decision of its own with a literal expression, and the table the decision {@code decide}. What
 * DMN has no place for, such as English words and units, is in attributes of a name space of ours,
 * which the standard allows everywhere. The same table is always the same text, to the byte.
 */
final class DmnText {

  static final String DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/";
  static final String OURS = "https://niangjia.org/rule/1";

  /** The decision that the table is. */
  static final String DECIDE = "decide";

  private final XMLStreamWriter xml;
  private final RuleTable table;

  private DmnText(XMLStreamWriter xml, RuleTable table) {
    this.xml = xml;
    this.table = table;
  }

  /** A checked table as DMN. */
  static String write(RuleSheet sheet) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new DmnText(xml, sheet.table()).definitions();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** A formula as it is evaluated: rounded half up to the decimals of its column. */
  static String rounded(Column column, String formula) {
    return "round half up(" + formula + ", " + column.scale() + ")";
  }

  /** The formula that was rounded so, or the same if it was not. */
  static String unrounded(Column column, String text) {
    var end = ", " + column.scale() + ")";
    var begin = "round half up(";
    return text.startsWith(begin) && text.endsWith(end)
        ? text.substring(begin.length(), text.length() - end.length())
        : text;
  }

  static String type(Kind kind) {
    return switch (kind) {
      case NUMBER -> "number";
      case TEXT, CHOICE -> "string";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
    };
  }

  static String policy(RuleTable.Hit hit) {
    return switch (hit) {
      case UNIQUE -> "UNIQUE";
      case FIRST -> "FIRST";
      case RULE_ORDER -> "RULE ORDER";
      case SUM -> "COLLECT";
    };
  }

  private void definitions() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("definitions");
    xml.writeDefaultNamespace(DMN);
    xml.writeNamespace("n", OURS);
    attributes("id", "rule", "name", table.title().zh(), "namespace", OURS);
    ours("en", table.title().en());
    for (var column : table.asked()) {
      start(1, "inputData", "id", "input_" + column.key(), "name", column.key());
      variable(column);
      end(1);
    }
    for (var column : table.inputs()) {
      if (column.formula() != null) {
        start(1, "decision", "id", "derived_" + column.key(), "name", column.key());
        variable(column);
        requirements(column);
        start(2, "literalExpression", "id", "formula_" + column.key());
        text(3, rounded(column, column.formula()));
        end(2);
        end(1);
      }
    }
    start(1, "decision", "id", DECIDE, "name", DECIDE);
    empty(2, "variable", "name", DECIDE);
    requirements(null);
    decisionTable();
    end(1);
    end(0);
    xml.writeEndDocument();
  }

  private void variable(Column column) throws XMLStreamException {
    empty(2, "variable", "name", column.key(), "typeRef", type(column.kind()));
  }

  /** What the table, or a fact that is worked out, stands on: all that comes before it. */
  private void requirements(@Nullable Column of) throws XMLStreamException {
    for (var column : table.inputs()) {
      if (column.equals(of)) {
        return;
      }
      start(2, "informationRequirement", "id", name(of) + "_needs_" + column.key());
      if (column.derived()) {
        empty(3, "requiredDecision", "href", "#derived_" + column.key());
      } else {
        empty(3, "requiredInput", "href", "#input_" + column.key());
      }
      end(2);
    }
  }

  private static String name(@Nullable Column of) {
    return of == null ? DECIDE : of.key();
  }

  private void decisionTable() throws XMLStreamException {
    start(2, "decisionTable", "id", "table", "hitPolicy", policy(table.hit()));
    if (table.hit() == RuleTable.Hit.SUM) {
      attributes("aggregation", "SUM");
    }
    for (var column : table.inputs()) {
      start(3, "input", "id", "column_" + column.key(), "label", column.name().zh());
      ours(column);
      start(4, "inputExpression", "typeRef", type(column.kind()));
      text(5, column.key());
      end(4);
      values("inputValues", column);
      end(3);
    }
    for (var column : table.outputs()) {
      start(3, "output", "id", "column_" + column.key());
      attributes("name", column.key(), "label", column.name().zh());
      attributes("typeRef", type(column.kind()));
      ours(column);
      values("outputValues", column);
      end(3);
    }
    empty(3, "annotation", "name", "条款");
    empty(3, "annotation", "name", "Clause");
    for (var clause : table.clauses()) {
      start(3, "rule", "id", clause.id());
      entries("inputEntry", clause.id() + "_when_", clause.when());
      entries("outputEntry", clause.id() + "_then_", outputs(clause));
      entries("annotationEntry", null, List.of(clause.text().zh(), en(clause)));
      end(3);
    }
    end(2);
  }

  private static String en(RuleTable.Clause clause) {
    var en = clause.text().en();
    return en == null ? "" : en;
  }

  private List<String> outputs(RuleTable.Clause clause) {
    var texts = new java.util.ArrayList<String>();
    for (int i = 0; i < clause.then().size(); i++) {
      var column = table.outputs().get(i);
      var then = clause.then().get(i);
      texts.add(column.kind() == Kind.NUMBER ? rounded(column, then) : then);
    }
    return texts;
  }

  private void entries(String name, @Nullable String id, List<String> texts)
      throws XMLStreamException {
    for (int i = 0; i < texts.size(); i++) {
      start(4, name);
      if (id != null) {
        attributes("id", id + (i + 1));
      }
      text(5, texts.get(i));
      end(4);
    }
  }

  private void values(String name, Column column) throws XMLStreamException {
    var values =
        column.kind() == Kind.CHOICE
            ? String.join(
                ",", column.choices().stream().map(one -> RuleCell.literal(one.key())).toList())
            : column.range();
    if (values != null) {
      start(4, name);
      text(5, values);
      end(4);
    }
  }

  private void ours(Column column) throws XMLStreamException {
    ours("en", column.name().en());
    ours("kind", column.kind().name());
    ours("decimals", column.decimals() == null ? null : column.decimals().toString());
    var unit = column.unit();
    ours("unit", unit == null ? null : unit.zh());
    ours("unitEn", unit == null ? null : unit.en());
    ours("known", column.known() == null ? null : column.known().name());
    for (var choice : column.choices()) {
      ours("zh." + choice.key(), choice.name().zh());
      ours("en." + choice.key(), choice.name().en());
    }
    // A choice may have fewer values than its kind: its range stands beside its choices.
    ours("range", column.kind() == Kind.CHOICE ? column.range() : null);
  }

  private void ours(String name, @Nullable String value) throws XMLStreamException {
    if (value != null) {
      xml.writeAttribute("n", OURS, Character.isLetter(name.charAt(0)) ? name : "_" + name, value);
    }
  }

  private void start(int depth, String name, String... attributes) throws XMLStreamException {
    line(depth);
    xml.writeStartElement(name);
    attributes(attributes);
  }

  private void empty(int depth, String name, String... attributes) throws XMLStreamException {
    line(depth);
    xml.writeEmptyElement(name);
    attributes(attributes);
  }

  private void end(int depth) throws XMLStreamException {
    line(depth);
    xml.writeEndElement();
  }

  private void text(int depth, String text) throws XMLStreamException {
    line(depth);
    xml.writeStartElement("text");
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void attributes(String... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      xml.writeAttribute(pairs[i], pairs[i + 1]);
    }
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
