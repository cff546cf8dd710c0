package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import niangjia.engine.attachment.Attachments.Reason;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken, what is not and why, and what is left of what is. */
class InspectorTests {

  private final Inspector inspector = new Inspector();

  @TempDir Path directory;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(directory, "f", ""), bytes);
  }

  private FileType type(byte[] bytes, String name) throws IOException {
    return inspector.inspect(file(bytes), name);
  }

  private void refused(Reason reason, byte[] bytes) throws IOException {
    var file = file(bytes);
    assertThatThrownBy(() -> inspector.inspect(file, "photo.jpg"))
        .asInstanceOf(InstanceOfAssertFactories.type(Unfit.class))
        .extracting(Unfit::reason)
        .isEqualTo(reason);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theBytesDecideAndNotTheName() throws IOException {
    assertThat(type(Corpus.jpeg(), "letter.pdf")).isEqualTo(FileType.JPEG);
    assertThat(type(Corpus.png(), "photo.jpg")).isEqualTo(FileType.PNG);
    assertThat(type(Corpus.plainPdf(), "photo.jpg")).isEqualTo(FileType.PDF);
    assertThat(type(Corpus.docx(Map.of()), "a.zip")).isEqualTo(FileType.DOCX);
    assertThat(type(Corpus.xlsx(Map.of()), "a")).isEqualTo(FileType.XLSX);
    assertThat(type(text("姓名,电话\n张三,1\n"), "a.csv")).isEqualTo(FileType.CSV);
    assertThat(type("工资欠了三个月".getBytes(Charset.forName("GB18030")), "a.txt"))
        .isEqualTo(FileType.TEXT);
    assertThat(type(Corpus.film(false), "a.mp4")).isEqualTo(FileType.M4A);
    assertThat(type(Corpus.film(true), "a.m4a")).isEqualTo(FileType.MP4);
    assertThat(type(text("#!AMR\n<...."), "a")).isEqualTo(FileType.AMR);
  }

  @Test
  void aPhotoLosesWhereItWasTakenAndKeepsWhichSideIsUp() throws IOException {
    var file = file(Corpus.telling());
    assertThat(inspector.inspect(file, "")).isEqualTo(FileType.JPEG);
    var left = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(left).doesNotContain("39.9042N", "<script", "<html").contains("Exif");
    var same = ImageIO.read(file.toFile());
    var before = ImageIO.read(new ByteArrayInputStream(Corpus.jpeg()));
    assertThat(same.getRGB(9, 63)).isEqualTo(before.getRGB(9, 63));
    int tag = left.indexOf("\u0001\u0012\0\u0003");
    assertThat(left.charAt(tag + 9)).isEqualTo((char) 6);
  }

  @Test
  void otherPicturesAndFilmsLoseTheirDescriptionsToo() throws IOException {
    var png = file(Corpus.tellingPng());
    inspector.inspect(png, "");
    assertThat(png).content(StandardCharsets.ISO_8859_1).doesNotContain("39.9042N");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(64);
    var film = file(Corpus.film(true));
    long length = Files.size(film);
    inspector.inspect(film, "");
    assertThat(film).content(StandardCharsets.ISO_8859_1).doesNotContain("39.9042N");
    assertThat(film).content(StandardCharsets.ISO_8859_1).contains("points", "free");
    assertThat(film).hasSize(length);
  }

  @Test
  void whatRunsIsRefused() throws IOException {
    refused(Reason.ACTIVE_CONTENT, Corpus.scriptedPdf("JavaScript /JS (app.alert\\(1\\))"));
    refused(Reason.ACTIVE_CONTENT, Corpus.scriptedPdf("Java#53cript /J#53 (1)"));
    refused(Reason.ACTIVE_CONTENT, Corpus.scriptedPdf("Launch /F (cmd.exe)"));
    refused(Reason.ACTIVE_CONTENT, Corpus.packedPdf("<< /S /JavaScript /JS (1) >>", 10));
    refused(
        Reason.ACTIVE_CONTENT,
        Corpus.pdf("<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>"));
    refused(Reason.ACTIVE_CONTENT, Corpus.xlsm());
    refused(Reason.ACTIVE_CONTENT, Corpus.xlsx(Map.of("xl/activeX/activeX1.xml", "<a/>")));
    refused(Reason.ACTIVE_CONTENT, Corpus.docx(Map.of("word/embeddings/oleObject1.bin", "x")));
    var fetched = Corpus.relation("attachedTemplate", "http://evil.example/t.dotm", "External");
    refused(Reason.ACTIVE_CONTENT, Corpus.docx(Map.of("word/_rels/settings.xml.rels", fetched)));
    var field = "<w:d xmlns:w=\"w\"><w:instrText> DDEAUTO c:\\\\cmd.exe</w:instrText></w:d>";
    refused(Reason.ACTIVE_CONTENT, Corpus.docx(Map.of("word/document.xml", field)));
    refused(Reason.ACTIVE_CONTENT, text("hello <ScRiPt>alert(1)</script>"));
  }

  @Test
  void aLinkToClickOnIsLetBe() throws IOException {
    var link = Corpus.relation("hyperlink", "https://www.acftu.org", "External");
    assertThat(type(Corpus.docx(Map.of("word/_rels/document.xml.rels", link)), ""))
        .isEqualTo(FileType.DOCX);
  }

  @Test
  void bombsDoNotUnpack() throws IOException {
    refused(Reason.BOMB, Corpus.bomb());
    refused(Reason.BOMB, Corpus.packedPdf("<< >>", 80 << 20));
    refused(Reason.TOO_MANY_POINTS, Corpus.vast());
  }

  @Test
  void whatIsNoneOfTheKindsIsRefused() throws IOException {
    refused(Reason.TYPE_NOT_TAKEN, Corpus.gifPage());
    refused(Reason.TYPE_NOT_TAKEN, text("<html><body>x</body></html>"));
    refused(Reason.TYPE_NOT_TAKEN, text("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    refused(Reason.TYPE_NOT_TAKEN, text("<?xml version=\"1.0\"?><a/>"));
    refused(Reason.TYPE_NOT_TAKEN, new byte[] {'M', 'Z', 0, 1, 2, 3, 4, 5});
    refused(Reason.TYPE_NOT_TAKEN, new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 3, 4});
  }

  @Test
  void whatIsCutOffOrTooLongIsRefused() throws IOException {
    var jpeg = Corpus.jpeg();
    refused(Reason.UNREADABLE, java.util.Arrays.copyOf(jpeg, jpeg.length / 2));
    refused(Reason.UNREADABLE, "%PDF-1.7\nnothing".getBytes(StandardCharsets.UTF_8));
    refused(Reason.UNREADABLE, java.util.Arrays.copyOf(Corpus.docx(Map.of()), 300));
    refused(Reason.TOO_LARGE, text("a".repeat(11 << 20)));
  }
}
