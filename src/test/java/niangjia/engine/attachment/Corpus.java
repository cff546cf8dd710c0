package niangjia.engine.attachment;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as people bring them, and files as nobody should. */
final class Corpus {

  static final String SECRET = "39.9042N 116.4074E home";
  private static final String CONTENT = "application/vnd.openxmlformats-officedocument.";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private Corpus() {}

  private static byte[] picture(String format, int side) throws IOException {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side; i++) {
      image.setRGB(i, (i * 7) % side, 0x3366cc + i);
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  static byte[] jpeg() throws IOException {
    return picture("jpg", 64);
  }

  static byte[] png() throws IOException {
    return picture("png", 64);
  }

  /** A photo that says where it was taken, which side is up, and a page behind its end. */
  static byte[] telling() throws IOException {
    var plain = jpeg();
    var exif = new ByteArrayOutputStream();
    var tiff = new DataOutputStream(exif);
    tiff.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
    tiff.writeInt(8);
    tiff.writeShort(1);
    tiff.writeShort(0x0112);
    tiff.writeShort(3);
    tiff.writeInt(1);
    tiff.writeShort(6);
    tiff.writeShort(0);
    tiff.writeInt(0);
    tiff.writeBytes(SECRET);
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    segment(out, 0xe1, exif.toByteArray());
    segment(out, 0xfe, ("<script>" + SECRET).getBytes(StandardCharsets.UTF_8));
    out.write(plain, 2, plain.length - 2);
    out.write(("<html><script>alert('" + SECRET + "')").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static void segment(OutputStream out, int marker, byte[] body) throws IOException {
    int length = body.length + 2;
    out.write(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.write(body);
  }

  /** A picture with a text and Exif in it. */
  static byte[] tellingPng() throws IOException {
    var plain = png();
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 33);
    out.write(chunk("tEXt", ("Comment\0" + SECRET).getBytes(StandardCharsets.UTF_8)));
    out.write(chunk("eXIf", ("MM\0*" + SECRET).getBytes(StandardCharsets.UTF_8)));
    out.write(plain, 33, plain.length - 33);
    out.write(SECRET.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] body) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    sum.update(body);
    return ByteBuffer.allocate(12 + body.length)
        .putInt(body.length)
        .put(name)
        .put(body)
        .putInt((int) sum.getValue())
        .array();
  }

  /** A few bytes that say they are a picture of nine hundred million points. */
  static byte[] vast() throws IOException {
    var plain = png();
    var header = ByteBuffer.allocate(13).putInt(30_000).putInt(30_000);
    header.put(new byte[] {8, 2, 0, 0, 0});
    var out = new ByteArrayOutputStream();
    out.write(plain, 0, 8);
    out.write(chunk("IHDR", header.array()));
    out.write(plain, 33, plain.length - 33);
    return out.toByteArray();
  }

  /** A picture for some, a page for others. */
  static byte[] gifPage() {
    return "GIF89a/*<html><script>alert(1)</script>*/=1;".getBytes(StandardCharsets.UTF_8);
  }

  /** A PDF of these objects, the first of which is its catalogue. */
  static byte[] pdf(String... objects) {
    var text = new StringBuilder("%PDF-1.7\n");
    var table = new StringBuilder();
    for (int i = 0; i < objects.length; i++) {
      table.append("%010d 00000 n \n".formatted(text.length()));
      text.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects[i]));
    }
    int at = text.length();
    text.append("xref\n0 %d\n0000000000 65535 f \n%s".formatted(objects.length + 1, table));
    text.append("trailer\n<< /Size %d /Root 1 0 R >>\n".formatted(objects.length + 1));
    text.append("startxref\n%d\n%%%%EOF\n".formatted(at));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] plainPdf() {
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>");
  }

  /** The action's name may be written in another way. */
  static byte[] scriptedPdf(String script) {
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        "<< /S /" + script + " >>");
  }

  /** Objects in a packed stream, as they are since PDF 1.5, that unpack to so many bytes. */
  static byte[] packedPdf(String object, int filling) throws IOException {
    var packed = new ByteArrayOutputStream();
    var inside = "3 0 " + object;
    try (var out = new DeflaterOutputStream(packed)) {
      out.write(inside.getBytes(StandardCharsets.ISO_8859_1));
      var blank = new byte[1 << 20];
      Arrays.fill(blank, (byte) ' ');
      for (int left = filling; left > 0; left -= blank.length) {
        out.write(blank, 0, Math.min(left, blank.length));
      }
    }
    var stream =
        "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            .formatted(packed.size(), packed.toString(StandardCharsets.ISO_8859_1));
    var head = "%PDF-1.7\n";
    var objects = new StringBuilder(head);
    int catalogue = objects.length();
    objects.append("1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>\nendobj\n");
    int pages = objects.length();
    objects.append("2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n");
    int box = objects.length();
    objects.append("4 0 obj\n").append(stream).append("\nendobj\n");
    int at = objects.length();
    var table = ByteBuffer.allocate(6 * 7);
    place(table, 0, 0, 0);
    place(table, 1, catalogue, 0);
    place(table, 1, pages, 0);
    place(table, 2, 4, 0);
    place(table, 1, box, 0);
    place(table, 1, at, 0);
    objects.append(
        "5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Length 42 >>\nstream\n"
            + new String(table.array(), StandardCharsets.ISO_8859_1)
            + "\nendstream\nendobj\nstartxref\n"
            + at
            + "\n%%EOF\n");
    return objects.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void place(ByteBuffer table, int kind, int at, int index) {
    table.put((byte) kind).putInt(at).putShort((short) index);
  }

  /** A workbook or document of these parts beside those that each has. */
  static byte[] office(String main, Map<String, String> parts) throws IOException {
    var all = new LinkedHashMap<String, String>();
    all.put(
        "[Content_Types].xml",
        "<Types><Override PartName=\"/main.xml\" ContentType=\"" + main + "\"/></Types>");
    all.put("_rels/.rels", relation("officeDocument", "main.xml", "Internal"));
    all.put("main.xml", "<w:document xmlns:w=\"w\"/>");
    all.putAll(parts);
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  static String relation(String type, String target, String mode) {
    return "<Relationships><Relationship Id=\"r\" Type=\"%s%s\" Target=\"%s\" TargetMode=\"%s\"/>"
            .formatted(RELATION, type, target, mode)
        + "</Relationships>";
  }

  static byte[] docx(Map<String, String> parts) throws IOException {
    return office(CONTENT + "wordprocessingml.document.main+xml", parts);
  }

  static byte[] xlsx(Map<String, String> parts) throws IOException {
    return office(CONTENT + "spreadsheetml.sheet.main+xml", parts);
  }

  static byte[] xlsm() throws IOException {
    return office(
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml", Map.of("xl/vbaProject.bin", "x"));
  }

  /** A document of a few kilobytes that unpacks to far more. */
  static byte[] bomb() throws IOException {
    return docx(Map.of("word/document.xml", " ".repeat(60 << 20)));
  }

  /** A film's boxes: with pictures or without, and where it was taken. */
  static byte[] film(boolean pictures) {
    var handler =
        box("hdlr", ("\0\0\0\0\0\0\0\0" + (pictures ? "vide" : "soun") + "\0\0\0\0\0\0\0\0\0\0"));
    var track = box("trak", box("mdia", handler));
    var brand = pictures ? "isom" : "M4A ";
    return (box("ftyp", brand + "\0\0\2\0" + brand)
            + box("moov", track + box("udta", SECRET))
            + box("mdat", "points"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static String box(String type, String body) {
    int length = body.length() + 8;
    var head = new char[] {0, 0, (char) (length >> 8), (char) (length & 0xff)};
    return new String(head) + type + body;
  }
}
