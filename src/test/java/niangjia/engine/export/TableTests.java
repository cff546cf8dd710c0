package niangjia.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTests {

  private static final Table.Heading HEADING =
      new Table.Heading("0a1b", "面粉", "导出人：甲", List.of("序号", "姓名"));
  private static final int MANY = 100_000;

  /** Counts what went out. */
  private static final class Counted extends OutputStream {
    private long size;

    @Override
    public void write(int value) {
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      size += length;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "=cmd|'/C calc'!A0",
        "\u00a0=1",
        "\u200b=1",
        "\u0000=1",
        "＝1+1",
        "＠A1",
        "－1",
        "\tx"
      })
  void noTextIsAFormula(String text) {
    assertThat(text.strip().charAt(0)).as("planted").isNotEqualTo('\'');
    assertThat(Cells.harmless(text)).startsWith("'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"王强", "a=b", "3-5", "", "'=1", "建外街道"})
  void plainTextStaysAsItIs(String text) {
    assertThat(Cells.harmless(text)).isEqualTo(text);
  }

  @Test
  void whatNoFileMayHoldIsLeftOut() {
    assertThat(Cells.harmless("a\u0000b\u0007c\ud800d\uffff")).isEqualTo("abcd");
    assertThat(Cells.harmless("长".repeat(40_000))).hasSize(32_000);
  }

  @ParameterizedTest
  @EnumSource(Export.Format.class)
  void rowsGoOutAsTheyComeAndNothingHeapsUp(Export.Format format) throws IOException {
    var out = new Counted();
    var sizes = new ArrayList<Long>();
    try (var table = Table.open(format, out, HEADING)) {
      for (int i = 0; i < MANY; i++) {
        table.row(List.of(i, "名字" + (i * 2_654_435_761L)));
        if (i % 10_000 == 9_999) {
          sizes.add(out.size);
        }
      }
      table.finish();
    }
    assertThat(sizes.getLast())
        .as("what was still held at the end")
        .isGreaterThan(out.size * 9 / 10);
    for (int i = 1; i < sizes.size(); i++) {
      assertThat(sizes.get(i) - sizes.get(i - 1)).isGreaterThan(out.size / 20);
    }
  }

  @Test
  void workbookSaysWhoTookItAndHoldsNoFormula() throws IOException {
    var bytes = file(Export.Format.XLSX, "=HYPERLINK(\"http://x\")");
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
        var rows = book.getFirstSheet().openStream()) {
      var all = rows.toList();
      assertThat(all.get(0).getCellText(0)).isEqualTo("面粉");
      assertThat(all.get(1).getCellText(0)).isEqualTo("导出人：甲");
      assertThat(all.get(2).getCellText(1)).isEqualTo("姓名");
      assertThat(all.get(3).getCell(0).getType()).isEqualTo(CellType.NUMBER);
      assertThat(all.get(3).getCell(1).getType()).isEqualTo(CellType.STRING);
      assertThat(all.get(3).getCellText(1)).startsWith("'=HYPERLINK");
    }
    assertThat(entry(bytes, "docProps/core.xml")).contains("导出人：甲").contains("0a1b");
    assertThat(entry(bytes, "docProps/custom.xml")).contains("导出人：甲");
    assertThat(entry(bytes, "xl/worksheets/sheet1.xml")).doesNotContain("<f>").contains("0a1b");
  }

  @Test
  void separatedFileKeepsQuotesAndLineEndsInsideTheirCell() throws IOException {
    var text = new String(file(Export.Format.CSV, "a\"b,\r\nc"), StandardCharsets.UTF_8);
    assertThat(text)
        .isEqualTo("\ufeff\"面粉\"\r\n\"导出人：甲\"\r\n\"序号\",\"姓名\"\r\n7,\"a\"\"b,\r\nc\"\r\n");
  }

  private static byte[] file(Export.Format format, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var table = Table.open(format, out, HEADING)) {
      table.row(List.of(7, text));
      table.finish();
    }
    return out.toByteArray();
  }

  private static String entry(byte[] bytes, String name) throws IOException {
    var file = java.nio.file.Files.createTempFile("table", ".xlsx");
    try {
      java.nio.file.Files.write(file, bytes);
      try (var zip = new ZipFile(file.toFile())) {
        var in = zip.getInputStream(zip.getEntry(name));
        return Pattern.compile("&#x(\\p{XDigit}+);")
            .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .replaceAll(sign -> Character.toString(Integer.parseInt(sign.group(1), 16)));
      }
    } finally {
      java.nio.file.Files.delete(file);
    }
  }
}
