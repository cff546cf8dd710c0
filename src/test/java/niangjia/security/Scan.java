package niangjia.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import niangjia.api.Api;
import niangjia.api.Call;
import niangjia.api.Door;

/**
 * Scans the application at an address and writes what it found to {@code target/security}. It ends
 * with 0 when nothing was found, 1 when something was, 2 when a tool did not do its work.
 */
public final class Scan {

  private static final Path FOLDER = Path.of("target/security");
  private static final long MINUTES_EACH = 20;

  /** What wapiti tries: scripts, statements, files, commands, headers, redirects, entities. */
  private static final String MODULES = "xss,permanentxss,sql,file,exec,crlf,redirect,ssrf,xxe";

  /** Headers that every page has, and what is in them. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", "default-src",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "",
          "Permissions-Policy", "");

  /** The same of data, which no browser shows as a page. */
  private static final Map<String, String> OF_DATA =
      Map.of(
          "Content-Security-Policy", "frame-ancestors 'none'", "X-Content-Type-Options", "nosniff");

  private final String address;
  private final Targets targets;
  private final List<String> report = new ArrayList<>();
  private int findings;
  private boolean broken;

  private Scan(String address, Targets targets) {
    this.address = address;
    this.targets = targets;
  }

  /**
   * Scans.
   *
   * @param args the address without a slash at the end
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    var api = new Api(args[0]);
    var door = new Door(api);
    var sessions = new TreeMap<String, String>();
    sessions.put("officer", door.staff("jianwai"));
    var workers = api.patiently(Call.get("/api/access/demo/workers?limit=20")).json();
    for (var worker : workers.path("items")) {
      door.worker(worker.path("phone").asString())
          .ifPresent(in -> sessions.putIfAbsent("worker", in.session()));
    }
    var scan = new Scan(args[0], new Targets(api, sessions));
    scan.headers();
    for (var role : sessions.keySet()) {
      scan.wapiti(role, sessions.get(role));
      scan.sqlmap(role, sessions.get(role));
    }
    System.exit(scan.end());
  }

  private int end() throws IOException {
    report.addFirst("# Scan of %s: %d findings".formatted(address, findings));
    Files.write(FOLDER.resolve("report.md"), report);
    report.forEach(IO::println);
    return broken ? 2 : Math.min(findings, 1);
  }

  /** Pages, answers of the interface, refusals and what is not there: all have the headers. */
  private void headers() throws IOException, InterruptedException {
    int looked = 0;
    var paths = new ArrayList<>(List.of("/", "/staff/", "/screen/", "/demo", "/nothing/here"));
    targets.of("officer").forEach(target -> paths.add(target.path()));
    try (var http = HttpClient.newHttpClient()) {
      for (var path : paths) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.discarding());
        looked++;
        for (var header : (path.startsWith("/api/") ? OF_DATA : HEADERS).entrySet()) {
          var value = answer.headers().firstValue(header.getKey()).orElse("missing");
          if (value.equals("missing") || !value.contains(header.getValue())) {
            found("header %s of %s is %s".formatted(header.getKey(), path, value));
          }
        }
        var cached = answer.headers().firstValue("Cache-Control").orElse("");
        boolean told = path.startsWith("/api/") && answer.statusCode() == 200;
        if (told && !cached.contains("no-store") && !isPublic(cached)) {
          found("Cache-Control of " + path + " is " + cached);
        }
      }
    }
    report.add("- headers: %d addresses looked at".formatted(looked));
  }

  private static boolean isPublic(String cached) {
    return cached.contains("max-age") || cached.contains("no-cache");
  }

  private void wapiti(String role, String session) throws IOException, InterruptedException {
    var output = FOLDER.resolve("wapiti-" + role + ".txt");
    Files.deleteIfExists(output);
    var command = new ArrayList<>(List.of("wapiti", "-u", address + "/", "--scope", "domain"));
    int asked = 0;
    for (var target : targets.of(role)) {
      if (target.method().equals("GET")) {
        command.addAll(List.of("-s", address + target.path()));
        asked++;
      }
    }
    command.addAll(List.of("-m", MODULES, "-d", "1", "--flush-session", "--no-bugreport"));
    command.addAll(List.of("-v", "1"));
    command.addAll(List.of("-H", "Cookie: XSRF-TOKEN=x; " + session, "-H", "X-XSRF-TOKEN: x"));
    command.addAll(List.of("--max-scan-time", "120", "--max-attack-time", "30"));
    command.addAll(List.of("--store-session", FOLDER.resolve("wapiti").toString()));
    command.addAll(List.of("-f", "txt", "-o", output.toString()));
    run("wapiti-" + role, command);
    if (!Files.exists(output)) {
      broken = true;
      report.add("- wapiti as " + role + ": wrote no report, see target/security");
      return;
    }
    for (var line : Files.readAllLines(output)) {
      if (line.startsWith("Evil request") || line.matches("^ *.+ in /.*|.*vulnerab.*found via.*")) {
        found("wapiti as " + role + ": " + line.strip());
      }
    }
    report.add("- wapiti as %s: %d addresses, modules %s".formatted(role, asked, MODULES));
  }

  private void sqlmap(String role, String session) throws IOException, InterruptedException {
    int asked = 0;
    for (var target : targets.of(role)) {
      var file = FOLDER.resolve("request-%s-%d.txt".formatted(role, asked));
      Files.writeString(file, target.request(URI.create(address).getAuthority(), session));
      var command = new ArrayList<>(List.of("sqlmap", "-r", file.toString(), "--batch"));
      command.addAll(List.of("--dbms=PostgreSQL", "--level=1", "--risk=1", "--technique=BEU"));
      command.addAll(
          List.of(
              "--flush-session",
              "--disable-coloring",
              "--ignore-code=401,403,404,405,409",
              "--ignore-stdin"));
      command.addAll(List.of("--output-dir", FOLDER.resolve("sqlmap").toString()));
      var said = run("sqlmap-%s-%d".formatted(role, asked), command);
      if (said.contains("identified the following injection point")) {
        found("sqlmap as %s: %s %s".formatted(role, target.method(), target.path()));
      } else if (!said.contains("do not appear to be injectable")
          && !said.contains("no parameter(s) found")) {
        broken = true;
        report.add("- sqlmap said nothing certain of " + target.method() + " " + target.path());
      }
      asked++;
    }
    report.add("- sqlmap as %s: %d operations, every parameter".formatted(role, asked));
  }

  private void found(String what) {
    findings++;
    report.add("- **found**: " + what);
  }

  private static String run(String name, List<String> command)
      throws IOException, InterruptedException {
    var log = FOLDER.resolve(name + ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES_EACH, TimeUnit.MINUTES)) {
      process.destroy();
    }
    return Files.readString(log);
  }
}
