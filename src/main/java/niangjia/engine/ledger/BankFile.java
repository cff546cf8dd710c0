package niangjia.engine.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import niangjia.engine.export.Export;
import niangjia.engine.export.Table;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * The order to the bank: ISO 20022 customer credit transfer initiation, pain.001.001.09, or the
 * same as a table. The same payout makes the same file, to the byte, so that a bank that gets it
 * twice knows it by its message and by each end-to-end identification.
 */
final class BankFile {

  /** A payout with all its lines, in order. */
  record Order(Payout payout, List<Payout.Line> lines) {}

  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

  /** Of the external code set for clearing systems: China National Advanced Payment System. */
  private static final String CLEARING = "CNAPS";

  private static final Schema SCHEMA = schema();

  private BankFile() {}

  private static Schema schema() {
    try (var in = BankFile.class.getResourceAsStream("/niangjia/ledger/pain.001.001.09.xsd")) {
      var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return factory.newSchema(new StreamSource(Objects.requireNonNull(in)));
    } catch (IOException | SAXException e) {
      throw new IllegalStateException("the schema of the bank's file cannot be read", e);
    }
  }

  /** The message, checked against its schema. */
  static byte[] message(Order order) {
    var out = new ByteArrayOutputStream();
    try {
      var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      write(xml, order);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the bank's file of " + order.payout().id(), e);
    }
    validate(out.toByteArray());
    return out.toByteArray();
  }

  /** Refuses a message that its schema does not allow: a fault of ours. */
  static void validate(byte[] message) {
    try {
      SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(message)));
    } catch (SAXException e) {
      throw new IllegalStateException("the bank's file breaks its schema: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(XMLStreamWriter xml, Order order) throws XMLStreamException {
    var payout = order.payout();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("Document");
    xml.writeDefaultNamespace(NAMESPACE);
    xml.writeStartElement("CstmrCdtTrfInitn");
    xml.writeStartElement("GrpHdr");
    text(xml, "MsgId", payout.message());
    var made = Objects.requireNonNull(payout.checkedAt()).atZone(Ledger.ZONE);
    text(xml, "CreDtTm", made.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX")));
    totals(xml, payout);
    within(xml, () -> text(xml, "Nm", payer(payout.payerName())), "InitgPty");
    xml.writeEndElement();
    xml.writeStartElement("PmtInf");
    text(xml, "PmtInfId", payout.message());
    text(xml, "PmtMtd", "TRF");
    text(xml, "BtchBookg", "true");
    totals(xml, payout);
    within(xml, () -> text(xml, "Dt", payout.payOn().toString()), "ReqdExctnDt");
    within(xml, () -> text(xml, "Nm", payer(payout.payerName())), "Dbtr");
    account(xml, "DbtrAcct", payer(payout.payerAccount()));
    bank(xml, "DbtrAgt", payer(payout.payerBank()));
    text(xml, "ChrgBr", "DEBT");
    for (var line : order.lines()) {
      transaction(xml, line);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static void totals(XMLStreamWriter xml, Payout payout) throws XMLStreamException {
    text(xml, "NbOfTxs", Integer.toString(payout.lines()));
    text(xml, "CtrlSum", yuan(payout.amount()).toPlainString());
  }

  private static void transaction(XMLStreamWriter xml, Payout.Line line) throws XMLStreamException {
    var payee = line.payee();
    xml.writeStartElement("CdtTrfTxInf");
    xml.writeStartElement("PmtId");
    text(xml, "InstrId", Integer.toString(payee.number()));
    text(xml, "EndToEndId", line.reference());
    xml.writeEndElement();
    xml.writeStartElement("Amt");
    xml.writeStartElement("InstdAmt");
    xml.writeAttribute("Ccy", Account.MONEY);
    xml.writeCharacters(yuan(payee.amount()).toPlainString());
    xml.writeEndElement();
    xml.writeEndElement();
    if (payee.bank() != null) {
      bank(xml, "CdtrAgt", payee.bank());
    }
    within(xml, () -> text(xml, "Nm", payee.name()), "Cdtr");
    account(xml, "CdtrAcct", payee.account());
    var note = payee.note();
    if (note != null) {
      within(xml, () -> text(xml, "Ustrd", note), "RmtInf");
    }
    xml.writeEndElement();
  }

  private static void account(XMLStreamWriter xml, String element, String number)
      throws XMLStreamException {
    within(xml, () -> text(xml, "Id", number), element, "Id", "Othr");
  }

  private static void bank(XMLStreamWriter xml, String element, String number)
      throws XMLStreamException {
    within(
        xml,
        () -> {
          within(xml, () -> text(xml, "Cd", CLEARING), "ClrSysId");
          text(xml, "MmbId", number);
        },
        element,
        "FinInstnId",
        "ClrSysMmbId");
  }

  /** What stands inside elements. */
  @FunctionalInterface
  private interface Content {
    void write() throws XMLStreamException;
  }

  private static void within(XMLStreamWriter xml, Content content, String... elements)
      throws XMLStreamException {
    for (var element : elements) {
      xml.writeStartElement(element);
    }
    content.write();
    for (int i = 0; i < elements.length; i++) {
      xml.writeEndElement();
    }
  }

  private static void text(XMLStreamWriter xml, String element, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static String payer(@Nullable String part) {
    return Objects.requireNonNull(part, "a checked payout knows its payer");
  }

  /** Writes the same as a table. */
  static void table(Order order, List<String> columns, OutputStream out) throws IOException {
    var payout = order.payout();
    var mark =
        "%s %s %s / %d / %s"
            .formatted(
                payout.payerName(),
                payout.payerAccount(),
                payout.payOn(),
                payout.lines(),
                yuan(payout.amount()).toPlainString());
    var heading = new Table.Heading(payout.message(), payout.title(), mark, columns);
    try (var table = Table.open(Export.Format.XLSX, out, heading)) {
      for (var line : order.lines()) {
        var payee = line.payee();
        table.row(
            List.of(
                payee.number(),
                payee.name(),
                payee.account(),
                payee.bank() == null ? "" : payee.bank(),
                yuan(payee.amount()),
                payee.note() == null ? "" : payee.note(),
                line.reference(),
                "",
                ""));
      }
      table.finish();
    }
  }

  /** Fen as yuan with two digits. */
  static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  /** The name under which it is saved. */
  static String name(Payout payout, String ending) {
    var title = payout.title().replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_");
    return title + "-" + payout.message().substring(24) + ending;
  }
}
