package niangjia.engine.listing;

import java.io.IOException;
import java.io.InputStream;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** Reads the first sheet of an xlsx file row by row, after unpacking it once to see what it is. */
final class Workbooks {

  private static final int ENTRIES = 1_000;
  private static final long ENTRY_BYTES = 64L << 20;
  private static final long ALL_BYTES = 128L << 20;
  private static final long RATIO = 200;
  private static final long SMALL = 1 << 20;
  private static final int LONGEST_NUMBER = 50;
  private static final int HEAD = 4_096;
  private static final int ALPHABET = 26;
  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private Workbooks() {}

  static void read(Path file, Sheets.Each each) throws IOException {
    inspect(file);
    try (var book = new ReadableWorkbook(file.toFile());
        var rows = book.getFirstSheet().openStream()) {
      for (var row : (Iterable<Row>) rows::iterator) {
        if (!each.row(row.getRowNum(), cells(row))) {
          return;
        }
      }
    } catch (ExcelReaderException | ZipException | ClassCastException e) {
      throw new Unreadable(Unreadable.Reason.NO_TABLE);
    }
  }

  private static List<String> cells(Row row) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < Math.min(row.getCellCount(), Sheets.COLUMNS); i++) {
      cells.add(row.getOptionalCell(i).map(Workbooks::text).orElse(""));
    }
    return cells;
  }

  /** A number is written out: a phone that Excel took for one must not become 1.38E10. */
  private static String text(Cell cell) {
    if (cell.getType() == CellType.NUMBER) {
      var number = cell.asNumber();
      // Some digits and a large exponent would be written out as gigabytes of zeros.
      return Math.abs((long) number.scale()) > LONGEST_NUMBER || number.precision() > LONGEST_NUMBER
          ? number.round(MathContext.DECIMAL64).toString()
          : number.stripTrailingZeros().toPlainString();
    }
    var text = cell.getText();
    return text == null ? "" : text.strip();
  }

  /**
   * Unpacks every entry once without keeping it. What an archive declares of itself is not
   * believed: sizes are counted as they come.
   */
  private static void inspect(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.size() > ENTRIES) {
        throw new Unreadable(Unreadable.Reason.BOMB);
      }
      long all = 0;
      for (var entry : Collections.list(zip.entries())) {
        try (var in = zip.getInputStream(entry)) {
          all += unpacked(in, entry.getCompressedSize());
        }
        if (all > ALL_BYTES) {
          throw new Unreadable(Unreadable.Reason.BOMB);
        }
        if (entry.getName().endsWith(".xml")) {
          measure(zip, entry);
        }
      }
    } catch (ZipException e) {
      throw new Unreadable(Unreadable.Reason.NO_TABLE);
    }
  }

  private static long unpacked(InputStream in, long packed) throws IOException {
    var head = in.readNBytes(HEAD);
    var text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) {
      throw new Unreadable(Unreadable.Reason.BOMB);
    }
    long size = head.length;
    var buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      size += read;
      if (size > ENTRY_BYTES || (size > SMALL && size > RATIO * Math.max(1, packed))) {
        throw new Unreadable(Unreadable.Reason.BOMB);
      }
    }
    return size;
  }

  /**
   * Refuses a cell beyond the columns that Excel has, before a reader makes room for all those in
   * front of it.
   */
  private static void measure(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      var xml = XML.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
          var address = xml.getAttributeValue(null, "r");
          if (address != null && tooFar(address)) {
            throw new Unreadable(Unreadable.Reason.TOO_LARGE);
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new Unreadable(Unreadable.Reason.NO_TABLE);
    }
  }

  private static boolean tooFar(String address) {
    int column = 0;
    for (int i = 0; i < address.length() && !Character.isDigit(address.charAt(i)); i++) {
      column = column * ALPHABET + Character.toUpperCase(address.charAt(i)) - 'A' + 1;
      if (column < 0 || column > Sheets.WIDEST) {
        return true;
      }
    }
    return false;
  }
}
