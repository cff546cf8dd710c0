package niangjia.engine.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import niangjia.engine.attachment.Attachments.Reason;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Looks into workbooks and documents (ISO/IEC 29500): no macros, no controls, no embedded objects,
 * nothing fetched from elsewhere (links to click on are let be), and nothing that unpacks to more
 * than an honest file does.
 */
final class OfficeCheck {

  private static final int MOST_ENTRIES = 2_000;
  private static final long MOST_UNPACKED = 200L << 20;
  private static final long RATIO_FROM = 8L << 20;
  private static final int RATIO = 200;
  private static final int BUFFER = 1 << 16;

  /** Parts that run, or that hold what may. */
  private static final Pattern RUNS =
      Pattern.compile(
          ".*(?:vbaproject|vbadata|/activex/|/macrosheets/|/dialogsheets/|/embeddings/|"
              + "/ctrlprops/|/customui|oleobject|/externallinks/|/webextensions/|"
              + "\\.(?:bin|exe|dll|js|vbs|html?|svg)$).*");

  /** Binary parts that only say how something is printed or looks. */
  private static final Pattern HARMLESS = Pattern.compile(".*/printersettings/[^/]*\\.bin");

  private static final Pattern FIELD = Pattern.compile("\\bDDE(?:AUTO)?\\b");
  private static final String WORKBOOK = "spreadsheetml.sheet.main+xml";
  private static final String DOCUMENT = "wordprocessingml.document.main+xml";

  private OfficeCheck() {}

  /** Which of the two it is, by the list of its parts. */
  static FileType type(Path file) throws IOException {
    try (var zip = open(file)) {
      var types = zip.getEntry("[Content_Types].xml");
      if (types == null) {
        throw new Unfit(Reason.TYPE_NOT_TAKEN);
      }
      try (var in = zip.getInputStream(types)) {
        var said = main(in);
        if (said.endsWith(WORKBOOK)) {
          return FileType.XLSX;
        }
        if (said.endsWith(DOCUMENT)) {
          return FileType.DOCX;
        }
        var macros = said.toLowerCase(Locale.ROOT).contains("macroenabled");
        throw new Unfit(macros ? Reason.ACTIVE_CONTENT : Reason.TYPE_NOT_TAKEN);
      }
    } catch (ZipException | XMLStreamException e) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    return ZipFile.builder().setPath(file).get();
  }

  /** The kind of the main part. */
  private static String main(InputStream in) throws XMLStreamException {
    var found = "";
    var reader = reader(in);
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        var type = reader.getAttributeValue(null, "ContentType");
        if (type != null && type.endsWith("main+xml") && found.isEmpty()) {
          found = type;
        }
      }
    }
    return found;
  }

  private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(in);
  }

  /** Refuses what runs and what does not unpack honestly. */
  static void check(Path file) throws IOException {
    try (var zip = open(file)) {
      var names = new HashSet<String>();
      long unpacked = 0;
      for (var entry : entries(zip)) {
        var name = "/" + entry.getName().toLowerCase(Locale.ROOT).replace('\\', '/');
        if (!names.add(name) || !zip.canReadEntryData(entry)) {
          throw new Unfit(Reason.UNREADABLE);
        }
        if (RUNS.matcher(name).matches() && !HARMLESS.matcher(name).matches()) {
          throw new Unfit(Reason.ACTIVE_CONTENT);
        }
        unpacked += unpacked(zip, entry);
        if (unpacked > MOST_UNPACKED) {
          throw new Unfit(Reason.BOMB);
        }
        look(zip, entry, name);
      }
    } catch (ZipException | XMLStreamException e) {
      throw new Unfit(Reason.UNREADABLE);
    }
  }

  private static List<ZipArchiveEntry> entries(ZipFile zip) {
    var entries = new ArrayList<ZipArchiveEntry>();
    for (var all = zip.getEntries(); all.hasMoreElements(); ) {
      entries.add(all.nextElement());
      if (entries.size() > MOST_ENTRIES) {
        throw new Unfit(Reason.BOMB);
      }
    }
    return entries;
  }

  /** How long an entry really is, whatever it says of itself. */
  private static long unpacked(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    var buffer = new byte[BUFFER];
    long total = 0;
    try (var in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        long packed = Math.max(1, entry.getCompressedSize());
        if (total > MOST_UNPACKED || (total > RATIO_FROM && total / packed > RATIO)) {
          throw new Unfit(Reason.BOMB);
        }
      }
    }
    return total;
  }

  private static void look(ZipFile zip, ZipArchiveEntry entry, String name)
      throws IOException, XMLStreamException {
    boolean relations = name.endsWith(".rels");
    boolean types = name.equals("/[content_types].xml");
    boolean words = name.matches("/word/(?:document|header\\d*|footer\\d*|comments)\\.xml");
    if (relations || types || words) {
      try (var in = zip.getInputStream(entry)) {
        var reader = reader(in);
        while (reader.hasNext()) {
          look(reader, reader.next(), words);
        }
      }
    }
  }

  private static void look(XMLStreamReader reader, int event, boolean words) {
    switch (event) {
      case XMLStreamConstants.DTD -> throw new Unfit(Reason.ACTIVE_CONTENT);
      case XMLStreamConstants.START_ELEMENT -> {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
          attribute(reader, reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
      }
      case XMLStreamConstants.CHARACTERS -> {
        if (words && FIELD.matcher(reader.getText().strip()).lookingAt()) {
          throw new Unfit(Reason.ACTIVE_CONTENT);
        }
      }
      default -> {}
    }
  }

  private static void attribute(XMLStreamReader reader, String name, String value) {
    boolean fetched =
        name.equals("TargetMode")
            && value.equalsIgnoreCase("External")
            && !String.valueOf(reader.getAttributeValue(null, "Type")).endsWith("/hyperlink");
    boolean macros =
        name.equals("ContentType") && value.toLowerCase(Locale.ROOT).contains("macroenabled");
    boolean field = name.equals("instr") && FIELD.matcher(value.strip()).lookingAt();
    if (fetched || macros || field) {
      throw new Unfit(Reason.ACTIVE_CONTENT);
    }
  }
}
