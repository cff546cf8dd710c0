package niangjia.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Synthetic workers of the demonstration, signed in as phones are, and an officer of the city. */
final class Workers {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONNECTIONS = 64;

  private final Product product;
  private final LoadClient client;

  Workers(Product product) {
    this.product = product;
    this.client = new LoadClient(product.port(), CONNECTIONS);
  }

  /** Signs that many workers in and gives their session cookies. */
  List<String> signIn(int count) throws IOException, InterruptedException {
    var phones = phones(count);
    all(phones.stream().map(phone -> post("/api/access/code", null, phone(phone))).toList(), 202);
    var codes =
        all(
            phones.stream()
                .map(phone -> get("/api/access/demo/code?phone=" + phone, null))
                .toList(),
            200);
    var signIns = new ArrayList<byte[]>();
    for (int i = 0; i < phones.size(); i++) {
      var code = body(codes[i]).get("code").asString();
      var text = "{\"phone\":\"%s\",\"code\":\"%s\"}".formatted(phones.get(i), code);
      signIns.add(post("/api/access/signin", null, text));
    }
    var cookies = Arrays.stream(all(signIns, 200)).map(Workers::cookie).toList();
    all(cookies.stream().map(cookie -> get("/api/access/me", cookie)).toList(), 200);
    return cookies;
  }

  private List<String> phones(int count) throws IOException, InterruptedException {
    var phones = new ArrayList<String>();
    var after = "";
    while (phones.size() < count) {
      var page =
          JSON.readTree(product.get("/api/access/demo/workers?path=bj&limit=5000" + after).body());
      page.get("items").forEach(worker -> phones.add(worker.get("phone").asString()));
      if (page.get("next").isNull()) {
        break;
      }
      after = "&after=" + page.get("next").asString();
    }
    return phones.subList(0, Math.min(count, phones.size()));
  }

  private static String phone(String phone) {
    return "{\"phone\":\"%s\"}".formatted(phone);
  }

  /** Signs the city's officer in. */
  String officer() throws IOException, InterruptedException {
    var staff = JSON.readTree(product.get("/api/access/demo").body()).get("staff");
    for (var one : staff) {
      if (one.get("username").asString().equals("city")) {
        var text =
            "{\"username\":\"city\",\"password\":\"%s\",\"totp\":\"%s\"}"
                .formatted(one.get("password").asString(), one.get("totp").asString());
        return cookie(all(List.of(post("/api/access/staff", null, text)), 200)[0]);
      }
    }
    throw new IOException("the demonstration has no officer of the city");
  }

  /** Sends a staff request and gives the body. */
  JsonNode send(byte[] request, int expected) throws IOException {
    return body(all(List.of(request), expected)[0]);
  }

  /** The body of an answer. */
  static JsonNode body(LoadClient.Reply reply) {
    return JSON.readTree(reply.body());
  }

  private LoadClient.Reply[] all(List<byte[]> requests, int expected) throws IOException {
    var replies = new LoadClient.@Nullable Reply[requests.size()];
    client.run(
        requests,
        reply -> {
          if (reply.status() != expected) {
            throw new IllegalStateException("unexpected answer: " + reply.text());
          }
          replies[reply.index()] = reply;
        });
    return Arrays.stream(replies).map(Objects::requireNonNull).toArray(LoadClient.Reply[]::new);
  }

  private static String cookie(LoadClient.Reply reply) {
    int at = reply.text().indexOf("niangjia=");
    return reply.text().substring(at, reply.text().indexOf(';', at));
  }

  static byte[] get(String path, @Nullable String cookie) {
    return request("GET", path, cookie, "", "");
  }

  static byte[] post(String path, @Nullable String cookie, String body) {
    return request("POST", path, cookie, "", body);
  }

  /** A request as bytes, ready to send. */
  static byte[] request(
      String method, String path, @Nullable String cookie, String headers, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var text =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: zh\r\n"
            + "Content-Type: application/json\r\nX-XSRF-TOKEN: bench\r\nCookie: XSRF-TOKEN=bench"
            + (cookie == null ? "" : "; " + cookie)
            + "\r\n"
            + headers
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
