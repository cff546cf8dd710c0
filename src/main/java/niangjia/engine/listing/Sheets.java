package niangjia.engine.listing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables row by row: xlsx, or csv (RFC 4180; comma, semicolon or tab) in UTF-8, UTF-16 with
 * its mark, or GB18030, which Excel writes in China.
 */
public final class Sheets {

  /** No column beyond these is looked at. */
  static final int COLUMNS = 100;

  /** A file with more rows is no list of people. */
  static final int ROWS = 200_000;

  /** A row with more columns than Excel has is no row of a table. */
  static final int WIDEST = 16_384;

  private static final int CELL = 1_000;
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Takes a row. */
  @FunctionalInterface
  public interface Each {
    /**
     * Takes one row; answers whether to go on.
     *
     * @param line its number in the file, from 1
     */
    boolean row(int line, List<String> cells);
  }

  private Sheets() {}

  /** Gives every row to the reader, in order; {@link Unreadable} when the file is no table. */
  public static void read(Path file, Each each) throws IOException {
    int[] rows = {0};
    Each counted =
        (line, cells) -> {
          if (++rows[0] > ROWS) {
            throw new Unreadable(Unreadable.Reason.TOO_LARGE);
          }
          return each.row(line, cells);
        };
    if (zipped(file)) {
      Workbooks.read(file, counted);
      return;
    }
    var charset = charset(file);
    var delimiter = delimiter(file, charset);
    try (var reader = open(file, charset)) {
      separated(reader, delimiter, counted);
    }
  }

  private static boolean zipped(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var head = in.readNBytes(4);
      return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }
  }

  /** UTF-8 if every byte of the file fits it, as no other text of that length does by chance. */
  private static Charset charset(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var head = in.readNBytes(2);
      if (head.length == 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
        return StandardCharsets.UTF_16;
      }
      if (head.length == 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
        return StandardCharsets.UTF_16;
      }
    }
    return fits(file, StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : GB18030;
  }

  private static boolean fits(Path file, Charset charset) throws IOException {
    var buffer = new char[1 << 14];
    try (var reader = strict(Files.newInputStream(file), charset)) {
      while (reader.read(buffer) >= 0) {
        // Only whether it can be read matters.
      }
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static Reader strict(InputStream in, Charset charset) {
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static BufferedReader open(Path file, Charset charset) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset));
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  private static char delimiter(Path file, Charset charset) throws IOException {
    try (var reader = open(file, charset)) {
      var head = new char[4_096];
      int length = Math.max(0, reader.read(head));
      var line = new String(head, 0, length).lines().findFirst().orElse("");
      if (line.indexOf('\0') >= 0) {
        throw new Unreadable(Unreadable.Reason.NO_TABLE);
      }
      char best = ',';
      for (char other : new char[] {';', '\t'}) {
        if (count(line, other) > count(line, best)) {
          best = other;
        }
      }
      return best;
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static void separated(BufferedReader reader, char delimiter, Each each)
      throws IOException {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    int width = 0;
    int line = 1;
    int begun = 1;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        line++;
      }
      if (quoted) {
        quoted = quoted(reader, cell, c);
      } else if (c == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (c == delimiter) {
        end(cells, cell);
        width++;
      } else if (c == '\n') {
        end(cells, cell);
        if (!give(begun, cells, each)) {
          return;
        }
        begun = line;
        width = 0;
      } else if (c != '\r') {
        cell.append((char) c);
      }
      if (cell.length() > CELL) {
        throw new Unreadable(Unreadable.Reason.NO_TABLE);
      }
      if (width >= WIDEST) {
        throw new Unreadable(Unreadable.Reason.TOO_LARGE);
      }
    }
    end(cells, cell);
    give(begun, cells, each);
  }

  /** One character inside quotes; answers whether they are still open. */
  private static boolean quoted(BufferedReader reader, StringBuilder cell, int c)
      throws IOException {
    if (c != '"') {
      cell.append((char) c);
      return true;
    }
    reader.mark(1);
    if (reader.read() == '"') {
      cell.append('"');
      return true;
    }
    reader.reset();
    return false;
  }

  private static void end(List<String> cells, StringBuilder cell) {
    if (cells.size() < COLUMNS) {
      cells.add(cell.toString().strip());
    }
    cell.setLength(0);
  }

  /** Gives a row on and empties it; empty lines are none. */
  private static boolean give(int line, List<String> cells, Each each) {
    boolean empty = cells.stream().allMatch(String::isEmpty);
    boolean on = empty || each.row(line, List.copyOf(cells));
    cells.clear();
    return on;
  }
}
