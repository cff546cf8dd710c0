package niangjia.engine.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A csv file (RFC 4180) in UTF-8 with its mark, which Excel needs to read Chinese. */
final class Separated implements Table {

  private final Writer out;

  Separated(OutputStream stream, Heading heading) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    out.write('\ufeff');
    row(List.of(heading.title()));
    row(List.of(heading.mark()));
    row(List.copyOf(heading.columns()));
  }

  @Override
  public void row(List<Object> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      if (cells.get(i) instanceof Number number) {
        out.write(number.toString());
      } else {
        var text = Cells.harmless(cells.get(i).toString());
        out.write('"' + text.replace("\"", "\"\"") + '"');
      }
    }
    out.write("\r\n");
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
