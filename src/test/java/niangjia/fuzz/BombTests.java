package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import niangjia.ApplicationTest;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;
import niangjia.promises.Figures;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that are small to send and endless to read: each is refused soon, with a problem that says
 * why, and leaves nothing.
 */
@ApplicationTest
class BombTests {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String OPEN =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
  private static final String CLOSE = "</sheetData></worksheet>";

  /** What a workbook of one sheet has besides the sheet. */
  private static final Map<String, String> PARTS =
      Map.of(
          "[Content_Types].xml",
          """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Override PartName="/xl/workbook.xml" ContentType="application/\
          vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
          """,
          "xl/workbook.xml",
          """
          <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
          xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
          <sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>
          """,
          "xl/_rels/workbook.xml.rels",
          """
          <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="http://schemas.\
          openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>
          """);

  @LocalServerPort private int port;

  /** Writes the content of one entry. */
  @FunctionalInterface
  private interface Writer {
    void to(OutputStream out) throws IOException;
  }

  @Test
  void everyBombIsRefusedSoonAndLeavesNothing() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var officer = new Door(api).staff("jianwai");
    var list = list(api, officer);
    double slowest = 0;
    var bombs = bombs();
    for (var bomb : bombs.entrySet()) {
      for (var way : List.of("preview", "uploads?kind=PHONE&position=0")) {
        var name = bomb.getKey() + " to " + way;
        var sent = FileTime.from(Instant.now());
        long begun = System.nanoTime();
        var reply = send(officer, "/lists/" + list + "/" + way, bomb.getValue());
        var seconds = (System.nanoTime() - begun) / 1e9;
        slowest = Math.max(slowest, seconds);
        refused(name, reply, "reason");
        assertThat(JSON.readTree(reply.body()).path("reason").asString())
            .as(name)
            .isIn("NO_TABLE", "TOO_LARGE", "BOMB");
        assertThat(seconds).as(name).isLessThan((double) SOON.toSeconds());
        assertThat(left(bomb.getValue().length, sent)).as(name).isEmpty();
      }
    }
    var kept = api.send(Call.get("/api/listing/lists/" + list).by(officer));
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.json().path("list").path("people").asInt(-1)).as(kept.text()).isZero();
    assertThat(kept.json().path("uploads").size()).as(kept.text()).isZero();
    Figures.record("P13", "bombs", bombs.size());
    Figures.record("P13", "slowest", Math.round(slowest * 10) / 10.0);
  }

  /** Bodies that are no files: too long, too deep, too many digits, packed. */
  @Test
  void everyBombInABodyIsRefusedAndSaysWhy() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var officer = new Door(api).staff("jianwai");
    var union = union(api, officer);
    var head = "{\"union\":\"" + union + "\",\"name\":";
    var bombs = new LinkedHashMap<String, String>();
    bombs.put("a megabyte and more", head + "\"" + "x".repeat(2 << 20) + "\"}");
    bombs.put("a long name", head + "\"" + "x".repeat(900_000) + "\"}");
    bombs.put("a deep name", head + "[".repeat(400_000));
    bombs.put("a name of digits", head + "9".repeat(900_000) + "}");
    bombs.put("ten thousand fields", head + "1" + ",\"a\":1".repeat(100_000) + "}");
    bombs.put("packed", "\u001f\u008b\b not unpacked");
    int before = api.send(Call.get("/api/listing/lists").by(officer)).json().size();
    for (var bomb : bombs.entrySet()) {
      var bytes = bytes(bomb.getValue());
      for (var body :
          List.of(
              HttpRequest.BodyPublishers.ofByteArray(bytes),
              HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))) {
        var request =
            request(officer, "/lists").header("Content-Type", "application/json").POST(body);
        try (var http = HttpClient.newHttpClient()) {
          var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
          boolean large = bytes.length > 1 << 20;
          refused(bomb.getKey(), reply, large ? "limit" : "errors");
          assertThat(reply.statusCode()).isEqualTo(large ? 413 : 400);
        }
      }
    }
    assertThat(api.send(Call.get("/api/listing/lists").by(officer)).json().size())
        .isEqualTo(before);
  }

  /** What looks like a bomb and is a table is read. */
  @Test
  void aNumberWithAnEndlessExponentIsReadAsItStands() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var officer = new Door(api).staff("jianwai");
    var path = "/lists/" + list(api, officer) + "/preview";
    var reply = send(officer, path, book(out -> cell(out, "A1", "1E999999999")));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("1E+999999999").hasSizeLessThan(1_000);
    var last = send(officer, path, book(out -> cell(out, "XFD1", "1")));
    assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
  }

  private static void refused(String name, HttpResponse<String> reply, String says) {
    assertThat(reply.statusCode()).as("%s: %s", name, reply.body()).isBetween(400, 422);
    assertThat(reply.headers().firstValue("Content-Type").orElse(""))
        .as(name)
        .startsWith("application/problem+json");
    var problem = JSON.readTree(reply.body());
    assertThat(problem.path("detail").asString("")).as("%s: %s", name, problem).isNotBlank();
    assertThat(problem.has(says)).as("%s: %s", name, problem).isTrue();
    assertThat(reply.body()).as(name).doesNotContain("Exception", "java.");
    assertThat(reply.body().length()).as(name).isLessThan(2_000);
  }

  /** Files of that length that came into being since. */
  private static List<Path> left(int length, FileTime since) throws IOException {
    var left = new ArrayList<Path>();
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var files = Files.newDirectoryStream(temporary, "niangjia-upload*")) {
      for (var file : files) {
        if (Files.exists(file)
            && Files.size(file) == length
            && Files.getLastModifiedTime(file).compareTo(since) > 0) {
          left.add(file);
        }
      }
    }
    return left;
  }

  private static Map<String, byte[]> bombs() throws IOException {
    var bombs = new LinkedHashMap<String, byte[]>();
    bombs.put("a gigabyte of nothing", book(out -> repeat(out, "\0".repeat(1 << 20), 1024)));
    bombs.put(
        "rows without end",
        book(out -> repeat(out, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", 4_000_000)));
    bombs.put("an archive of a thousand archives", many(1_200));
    bombs.put("entities", book(out -> out.write(bytes("<!DOCTYPE a [<!ENTITY b \"c\">]>&b;"))));
    bombs.put("one line", "x".repeat(32 << 20).getBytes(StandardCharsets.US_ASCII));
    bombs.put(
        "one quoted cell", ("a,b\n\"" + "x\n".repeat(8 << 20)).getBytes(StandardCharsets.US_ASCII));
    bombs.put("one row of commas", ",".repeat(32 << 20).getBytes(StandardCharsets.US_ASCII));
    bombs.put("a column without end", book(out -> cell(out, "ZZZZZZ1", "1")));
    bombs.put("a column past all numbers", book(out -> cell(out, "Z".repeat(900) + "1", "1")));
    bombs.put("no zip", bytes("PK\3\4 and nothing after it"));
    return bombs;
  }

  private static String union(Api api, String officer) {
    var me = api.send(Call.get("/api/access/me").by(officer)).json();
    return me.path("duties").path(0).path("union").path("id").asString();
  }

  private static String list(Api api, String officer) {
    var wanted = "{\"name\":\"bombs\",\"union\":\"" + union(api, officer) + "\"}";
    var made = api.send(Call.post("/api/listing/lists", wanted).by(officer));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private HttpRequest.Builder request(String officer, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/listing" + path))
        .timeout(Duration.ofMinutes(1))
        .header("X-XSRF-TOKEN", "x")
        .header("Cookie", "XSRF-TOKEN=x; " + officer);
  }

  private HttpResponse<String> send(String officer, String path, byte[] file)
      throws IOException, InterruptedException {
    var request =
        request(officer, path)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(file));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static byte[] book(Writer sheet) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : PARTS.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(bytes("<?xml version=\"1.0\"?>" + part.getValue()));
      }
      zip.putNextEntry(new ZipEntry(SHEET));
      zip.write(bytes(OPEN));
      sheet.to(zip);
      zip.write(bytes(CLOSE));
    }
    return bytes.toByteArray();
  }

  private static byte[] many(int entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries; i++) {
        zip.putNextEntry(new ZipEntry("a" + i + ".zip"));
        zip.write(bytes("PK"));
      }
    }
    return bytes.toByteArray();
  }

  private static void cell(OutputStream out, String address, String number) throws IOException {
    var cell = "<row r=\"1\"><c r=\"%s\"><v>%s</v></c></row>".formatted(address, number);
    out.write(bytes(cell));
  }

  private static void repeat(OutputStream out, String text, int times) throws IOException {
    var bytes = bytes(text);
    for (int i = 0; i < times; i++) {
      out.write(bytes);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
