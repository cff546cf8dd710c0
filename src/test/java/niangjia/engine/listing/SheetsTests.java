package niangjia.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetsTests {

  private static final int MANY = 100_000;

  @TempDir private Path folder;

  private static List<List<String>> rows(Path file) throws IOException {
    var rows = new ArrayList<List<String>>();
    Sheets.read(file, (_, cells) -> rows.add(cells));
    return rows;
  }

  private Path text(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("list.csv"), text.getBytes(charset));
  }

  private Path book(int rows) throws IOException {
    var file = folder.resolve("list.xlsx");
    try (var out = Files.newOutputStream(file);
        var book = new Workbook(out, "test", "1.0")) {
      var sheet = book.newWorksheet("名单");
      sheet.value(0, 0, "姓名");
      sheet.value(0, 1, "手机号");
      for (int i = 1; i <= rows; i++) {
        sheet.value(i, 0, "王" + i);
        sheet.value(i, 1, 13_800_000_000L + i);
        if (i % 1000 == 0) {
          sheet.flush();
        }
      }
    }
    return file;
  }

  @Test
  void chineseIsReadInEveryEncodingThatExcelWrites() throws IOException {
    var expected = List.of(List.of("姓名", "手机号"), List.of("欧阳\"强\",组", "13800000001"));
    var text = "姓名,手机号\r\n\"欧阳\"\"强\"\",组\",13800000001\r\n\r\n";
    assertThat(rows(text(text, StandardCharsets.UTF_8))).isEqualTo(expected);
    assertThat(rows(text('\ufeff' + text, StandardCharsets.UTF_8))).isEqualTo(expected);
    assertThat(rows(text(text, Charset.forName("GB18030")))).isEqualTo(expected);
    assertThat(rows(text(text, StandardCharsets.UTF_16))).isEqualTo(expected);
    assertThat(rows(text(text.replace("手机号", "手机号;x").replace(",1", ";1"), StandardCharsets.UTF_8)))
        .isNotEqualTo(expected);
  }

  @Test
  void quotedLineBreakAndOtherDelimitersAreRead() throws IOException {
    assertThat(rows(text("a;b\n\"x\ny\";2\n", StandardCharsets.UTF_8)))
        .isEqualTo(List.of(List.of("a", "b"), List.of("x\ny", "2")));
    assertThat(rows(text("a\tb\n1\t2", StandardCharsets.UTF_8)))
        .isEqualTo(List.of(List.of("a", "b"), List.of("1", "2")));
  }

  @Test
  void phoneThatExcelTookForANumberIsWrittenOut() throws IOException {
    assertThat(rows(book(2)))
        .isEqualTo(
            List.of(
                List.of("姓名", "手机号"), List.of("王1", "13800000001"), List.of("王2", "13800000002")));
  }

  @Test
  void hundredThousandRowsAreReadInFortyMegabytes() throws IOException, InterruptedException {
    var csv = new StringBuilder("姓名,手机号\n");
    for (int i = 1; i <= MANY; i++) {
      csv.append("王").append(i).append(',').append(13_800_000_000L + i).append('\n');
    }
    for (var file : List.of(book(MANY), text(csv.toString(), Charset.forName("GB18030")))) {
      var java =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx40m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CountRows.class.getName(),
                  file.toString())
              .inheritIO()
              .start();
      assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(java.exitValue()).isZero();
    }
  }

  @Test
  void archiveThatUnpacksIntoGigabytesIsRefused() throws IOException {
    var file = folder.resolve("bomb.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    assertReason(file, Unreadable.Reason.BOMB);
  }

  @Test
  void workbookThatNamesEntitiesIsRefused() throws IOException {
    var file = folder.resolve("entities.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
      zip.write(
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertReason(file, Unreadable.Reason.BOMB);
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertReason(text("\0\0\0\1\2", StandardCharsets.UTF_8), Unreadable.Reason.NO_TABLE);
    assertReason(text("PK\3\4nonsense", StandardCharsets.UTF_8), Unreadable.Reason.NO_TABLE);
    assertReason(text("x".repeat(5_000), StandardCharsets.UTF_8), Unreadable.Reason.NO_TABLE);
    assertReason(
        text("1\n".repeat(Sheets.ROWS + 1), StandardCharsets.UTF_8), Unreadable.Reason.TOO_LARGE);
  }

  private static void assertReason(Path file, Unreadable.Reason reason) {
    assertThatThrownBy(() -> rows(file))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
