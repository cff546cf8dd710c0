package niangjia.engine.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A file with rows that is written from top to bottom and holds none of them in memory. */
public interface Table extends Closeable {

  /**
   * What stands above the rows.
   *
   * @param mark who took it, when, why, and its number
   */
  record Heading(String id, String title, String mark, List<String> columns) {}

  /** Begins a file of that format. */
  static Table open(Export.Format format, OutputStream out, Heading heading) throws IOException {
    return switch (format) {
      case XLSX -> new Workbook(out, heading);
      case CSV -> new Separated(out, heading);
    };
  }

  /** Writes one row of texts and numbers. */
  void row(List<Object> cells) throws IOException;

  /** Ends the file. */
  void finish() throws IOException;
}
