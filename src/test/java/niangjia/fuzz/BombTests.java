package niangjia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
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

/**
 * Files that are small to send and endless to read: each is refused or cut short, soon, and nothing
 * breaks.
 */
@ApplicationTest
class BombTests {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String OPEN =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
  private static final String CLOSE = "</sheetData></worksheet>";

  @LocalServerPort private int port;

  /** Writes the content of one entry. */
  @FunctionalInterface
  private interface Writer {
    void to(OutputStream out) throws IOException;
  }

  @Test
  void noBombBreaksAnything() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var officer = new Door(api).staff("jianwai");
    var list = list(api, officer);
    double slowest = 0;
    var bombs = bombs();
    for (var bomb : bombs.entrySet()) {
      long begun = System.nanoTime();
      var reply = preview(officer, list, bomb.getValue());
      var seconds = (System.nanoTime() - begun) / 1e9;
      slowest = Math.max(slowest, seconds);
      assertThat(reply.statusCode()).as("%s: %s", bomb.getKey(), reply.body()).isLessThan(500);
      assertThat(reply.body().length()).as(bomb.getKey()).isLessThan(1_000_000);
      assertThat(reply.body()).doesNotContain("Exception", "java.");
      assertThat(seconds).as(bomb.getKey()).isLessThan((double) SOON.toSeconds());
    }
    assertThat(api.send(Call.get("/api/listing/lists").by(officer)).status()).isEqualTo(200);
    Figures.record("P13", "bombs", bombs.size());
    Figures.record("P13", "slowest", Math.round(slowest * 10) / 10.0);
  }

  /** What looks like a bomb and is a table is read. */
  @Test
  void aNumberWithAnEndlessExponentIsReadAsItStands() throws Exception {
    var api = new Api("http://127.0.0.1:" + port);
    var officer = new Door(api).staff("jianwai");
    var reply = preview(officer, list(api, officer), book(out -> cell(out, "1E999999999")));
    assertThat(reply.statusCode()).isLessThan(500);
    assertThat(reply.body().length()).isLessThan(10_000);
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
    bombs.put("no zip", bytes("PK\3\4 and nothing after it"));
    return bombs;
  }

  private String list(Api api, String officer) {
    var me = api.send(Call.get("/api/access/me").by(officer)).json();
    var union = me.path("duties").path(0).path("union").path("id").asString();
    var wanted = "{\"name\":\"bombs\",\"union\":\"" + union + "\"}";
    var made = api.send(Call.post("/api/listing/lists", wanted).by(officer));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private HttpResponse<String> preview(String officer, String list, byte[] file)
      throws IOException, InterruptedException {
    var address = "http://127.0.0.1:" + port + "/api/listing/lists/" + list + "/preview";
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(address))
              .timeout(Duration.ofMinutes(1))
              .header("Content-Type", "application/octet-stream")
              .header("X-XSRF-TOKEN", "x")
              .header("Cookie", "XSRF-TOKEN=x; " + officer)
              .POST(HttpRequest.BodyPublishers.ofByteArray(file))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static byte[] book(Writer sheet) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
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

  private static void cell(OutputStream out, String number) throws IOException {
    out.write(bytes("<row r=\"1\"><c r=\"A1\"><v>" + number + "</v></c></row>"));
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
