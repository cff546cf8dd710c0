package niangjia.engine.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Worksheet;

/** An xlsx file. Texts stand in the sheet itself: a table of shared ones would stay in memory. */
final class Workbook implements Table {

  private static final int EACH = 200;
  private static final int WIDTH = 16;
  private static final int KEYWORD = 200;

  private final org.dhatim.fastexcel.Workbook book;
  private final Worksheet sheet;
  private int line;

  Workbook(OutputStream out, Heading heading) throws IOException {
    this.book = new org.dhatim.fastexcel.Workbook(out, "Niangjia", "1.0");
    book.properties()
        .setTitle(heading.title())
        .setDescription(heading.mark())
        .setKeywords(heading.id())
        .setTextProperty("Niangjia export", cut(heading.mark()));
    this.sheet = book.newWorksheet("1");
    for (int i = 0; i < heading.columns().size(); i++) {
      sheet.width(i, WIDTH);
    }
    sheet.footer(heading.id(), Position.CENTER);
    text(0, heading.title());
    sheet.style(0, 0).bold().set();
    line++;
    text(0, heading.mark());
    line++;
    for (int i = 0; i < heading.columns().size(); i++) {
      text(i, heading.columns().get(i));
      sheet.style(line, i).bold().set();
    }
    line++;
    sheet.freezePane(0, line);
  }

  private static String cut(String text) {
    return text.length() > KEYWORD ? text.substring(0, KEYWORD) : text;
  }

  private void text(int column, String text) {
    sheet.inlineString(line, column, Cells.harmless(text));
  }

  @Override
  public void row(List<Object> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof Number number) {
        sheet.value(line, i, number);
      } else {
        text(i, cells.get(i).toString());
      }
    }
    line++;
    if (line % EACH == 0) {
      sheet.flush();
    }
  }

  @Override
  public void finish() throws IOException {
    book.finish();
  }

  @Override
  public void close() throws IOException {
    book.close();
  }
}
