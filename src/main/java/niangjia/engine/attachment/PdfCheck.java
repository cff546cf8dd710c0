package niangjia.engine.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import niangjia.engine.attachment.Attachments.Reason;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all objects of a PDF (ISO 32000) for what runs: scripts, programs to start, files
 * inside, films, forms that send. Before that, the parts that are unpacked to find the objects are
 * measured, for they are held in memory.
 */
final class PdfCheck {

  private static final Set<String> KEYS =
      Set.of("JS", "JavaScript", "EmbeddedFiles", "EF", "RichMedia", "XFA");
  private static final Set<String> ACTIONS =
      Set.of(
          "JavaScript",
          "Launch",
          "GoToE",
          "GoToR",
          "SubmitForm",
          "ImportData",
          "Rendition",
          "Movie",
          "Sound",
          "RichMediaExecute",
          "GoTo3DView");
  private static final Set<String> SUBTYPES =
      Set.of("FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D");
  private static final int MOST_OBJECTS = 200_000;
  private static final int DEEPEST = 100;
  private static final int MOST_UNPACKED = 64 << 20;
  private static final int DICTIONARY = 2_000;
  private static final int BUFFER = 1 << 16;
  private static final Pattern STREAM = Pattern.compile("stream(?:\\r\\n|\\n|\\r)");
  private static final Pattern OPEN = Pattern.compile("/(?:JavaScript|Launch|EmbeddedFile)");
  private static final int HEXADECIMAL = 16;
  private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");
  private static final Pattern FILTER =
      Pattern.compile("/Filter\\s*(?:/(\\w+)|\\[\\s*(?:/(\\w+)\\s*)?]|(.))", Pattern.DOTALL);

  private PdfCheck() {}

  static void check(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      measure(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    try (var pdf = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      look(pdf);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw e instanceof Unfit unfit ? unfit : new Unfit(Reason.UNREADABLE);
    }
  }

  /**
   * Unpacks the streams of objects and of cross references, and counts; looks as well for what
   * stands open in the file and no cross reference leads to.
   */
  private static void measure(ByteBuffer bytes) {
    var text = new Raw(bytes, 0, bytes.limit());
    if (OPEN.matcher(text).find()) {
      throw new Unfit(Reason.ACTIVE_CONTENT);
    }
    long total = 0;
    var streams = STREAM.matcher(text);
    while (streams.find()) {
      int from = Math.max(0, streams.start() - DICTIONARY);
      var before = text.subSequence(from, streams.start()).toString();
      var said = before.substring(Math.max(0, before.lastIndexOf(" obj")));
      var plain = ESCAPE.matcher(said).replaceAll(PdfCheck::unescaped);
      if (plain.contains("/ObjStm") || plain.contains("/XRef")) {
        total += unpacked(plain, bytes.slice(streams.end(), bytes.limit() - streams.end()));
        if (total > MOST_UNPACKED) {
          throw new Unfit(Reason.BOMB);
        }
      }
    }
  }

  /** The bytes of a file as signs, without holding them. */
  private record Raw(ByteBuffer bytes, int from, int to) implements CharSequence {

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      return (char) Byte.toUnsignedInt(bytes.get(from + index));
    }

    @Override
    public CharSequence subSequence(int begin, int end) {
      return new Raw(bytes, from + begin, from + end);
    }

    @Override
    public String toString() {
      return new StringBuilder(length()).append((CharSequence) this, 0, length()).toString();
    }
  }

  private static String unescaped(MatchResult found) {
    return Matcher.quoteReplacement(
        String.valueOf((char) Integer.parseInt(found.group(1), HEXADECIMAL)));
  }

  private static long unpacked(String said, ByteBuffer bytes) {
    var filter = FILTER.matcher(said);
    if (!filter.find()) {
      return 0;
    }
    var name = filter.group(1) == null ? filter.group(2) : filter.group(1);
    if (name == null || !Set.of("FlateDecode", "Fl").contains(name)) {
      throw new Unfit(Reason.UNREADABLE);
    }
    try (var inflater = new Inflater()) {
      inflater.setInput(bytes);
      var buffer = new byte[BUFFER];
      while (!inflater.finished()
          && !inflater.needsInput()
          && !inflater.needsDictionary()
          && inflater.getBytesWritten() <= MOST_UNPACKED) {
        inflater.inflate(buffer);
      }
      return inflater.getBytesWritten();
    } catch (DataFormatException e) {
      return 0;
    }
  }

  private static void look(PDDocument pdf) {
    if (pdf.isEncrypted()) {
      throw new Unfit(Reason.ENCRYPTED);
    }
    var document = pdf.getDocument();
    var keys = List.<COSObjectKey>copyOf(document.getXrefTable().keySet());
    if (keys.isEmpty() || keys.size() > MOST_OBJECTS) {
      throw new Unfit(Reason.UNREADABLE);
    }
    look(document.getTrailer(), 0);
    for (var key : keys) {
      look(document.getObjectFromPool(key).getObject(), 0);
    }
  }

  /** Looks at what stands in the object itself; others that it names come by themselves. */
  private static void look(@Nullable COSBase object, int depth) {
    if (depth > DEEPEST) {
      throw new Unfit(Reason.UNREADABLE);
    }
    if (object instanceof COSDictionary dictionary) {
      for (var entry : dictionary.entrySet()) {
        if (KEYS.contains(entry.getKey().getName())) {
          throw new Unfit(Reason.ACTIVE_CONTENT);
        }
        look(entry.getValue(), depth + 1);
      }
      says(dictionary, COSName.S, ACTIONS);
      says(dictionary, COSName.SUBTYPE, SUBTYPES);
    } else if (object instanceof COSArray array) {
      for (int i = 0; i < array.size(); i++) {
        look(array.get(i), depth + 1);
      }
    }
  }

  private static void says(COSDictionary dictionary, COSName key, Set<String> words) {
    var said = dictionary.getNameAsString(key);
    if (said != null && words.contains(said)) {
      throw new Unfit(Reason.ACTIVE_CONTENT);
    }
  }
}
