package niangjia.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import niangjia.TestDatabase;
import niangjia.api.Call;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small application that is wrong on purpose: one operation glues what it is told into a
 * statement, one page says back what it is told, one answer lacks a header. A scan that finds
 * nothing here would find nothing anywhere.
 */
final class Holes implements AutoCloseable {

  static final String GLUED = "POST /api/holes/{id}/search";
  static final String BOUND = "POST /api/holes/{id}/bound";
  static final String ECHO = "/echo?name=a";
  static final String BARE = "/api/holes/bare";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Permissions-Policy", "payment=()",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
  private final String database = TestDatabase.url("holes");

  Holes() throws IOException {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/", exchange -> answer(exchange, 200, "text/html", "<a href='/echo'>a</a>"));
    server.createContext("/echo", this::echo);
    server.createContext("/api/holes/", this::search);
    server.createContext(BARE, exchange -> bare(exchange));
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The same question to the operation with the hole and to the one without. */
  static List<Target> targets() {
    var path = "/api/holes/" + UUID.randomUUID() + "/";
    var body = "{\"name\":\"a\",\"most\":1}";
    return List.of(
        new Target(GLUED, Call.post(path + "search", body)),
        new Target(BOUND, Call.post(path + "bound", body)));
  }

  private void search(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    try {
      var name = JSON.readTree(exchange.getRequestBody()).path("name").asString("");
      answer(exchange, 200, "application/json", "{\"found\":" + count(name, path) + "}");
    } catch (JacksonException e) {
      answer(exchange, 400, "application/problem+json", "{}");
    } catch (SQLException e) {
      answer(exchange, 409, "application/problem+json", "{}");
    }
  }

  private int count(String name, String path) throws SQLException {
    boolean glued = path.endsWith("/search");
    var told = glued ? "'" + name + "'" : "?";
    var sql = "select count(*) from generate_series(1, 9) n where 'a' = " + told;
    try (var connection = DriverManager.getConnection(database);
        var query = connection.prepareStatement(sql)) {
      if (!glued) {
        query.setString(1, name);
      }
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private void echo(HttpExchange exchange) throws IOException {
    var query = String.valueOf(exchange.getRequestURI().getRawQuery());
    var name = URLDecoder.decode(query.replaceFirst("^name=", ""), StandardCharsets.UTF_8);
    answer(exchange, 200, "text/html", "<html><body><p>" + name + "</p></body></html>");
  }

  private void bare(HttpExchange exchange) throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().remove("Referrer-Policy");
    send(exchange, 404, "{}");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
    send(exchange, status, text);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
