package niangjia.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import niangjia.Niangjia;
import niangjia.TestSettings;
import niangjia.authorisation.Requests;
import niangjia.engine.people.People;
import niangjia.engine.union.Duties;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Scans the application with the world of the authorisation matrix in it and writes what it found
 * to {@code target/security}. It ends with 0 when nothing was found, 1 when something was, 2 when a
 * tool did not do its work; what was planted must be found first.
 */
public final class Scan {

  private static final Path FOLDER = Path.of("target/security");
  private static final int AT_ONCE = 2;
  private static final List<String> PAGES =
      List.of(
          "/", "/staff/", "/screen/", "/demo", "/nothing/here", "/nothing.css", "/%zz", "/..;/");

  private final URI application;
  private final Tool tool;
  private final List<String> report = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private final List<String> unsure = new ArrayList<>();

  private Scan(URI application, Path folder) throws IOException {
    Files.createDirectories(folder);
    this.application = application;
    this.tool = new Tool(folder);
  }

  /** Scans what is planted, then the application. */
  public static void main(String[] args) throws Exception {
    long begun = System.nanoTime();
    Files.deleteIfExists(FOLDER.resolve("niangjia.log"));
    planted();
    IO.println("The scan finds what was planted.");
    System.exit(scanned(args.length > 0 ? args[0] : "", begun));
  }

  /** Scans the operations whose name has that in it, and answers how the program ends. */
  private static int scanned(String only, long begun) throws Exception {
    var limits = "--niangjia.limit.%s-per-second=1000000";
    try (var context =
        new SpringApplicationBuilder(Niangjia.class)
            .initializers(new TestSettings())
            .run(
                limits.formatted("session"),
                limits.formatted("address"),
                "--logging.file.name=" + FOLDER.resolve("niangjia.log"))) {
      var environment = context.getEnvironment();
      var requests =
          new Requests(environment, context.getBean(Duties.class), context.getBean(People.class));
      var port = environment.getProperty("local.server.port");
      var scan = new Scan(URI.create("http://127.0.0.1:" + port), FOLDER);
      scan.all(requests.all(), only);
      scan.faultsOfItsOwn();
      scan.end((System.nanoTime() - begun) / 60_000_000_000.0);
      return scan.unsure.isEmpty() ? Math.min(1, scan.found.size()) : 2;
    }
  }

  /** Proves the scan on an application that is wrong on purpose. */
  private static void planted() throws Exception {
    try (var holes = new Holes()) {
      var scan = new Scan(holes.address(), FOLDER.resolve("planted"));
      try (var relay = new Relay(holes.address())) {
        for (var target : Holes.targets()) {
          scan.sqlmap(relay, target);
        }
        scan.wapiti(relay, "planted", List.of(Holes.ECHO, Holes.BARE));
      }
      boolean glued = scan.found.stream().anyMatch(line -> line.startsWith(Holes.GLUED));
      boolean bound = scan.found.stream().anyMatch(line -> line.startsWith(Holes.BOUND));
      boolean echo = scan.found.stream().anyMatch(line -> line.contains("wapiti"));
      boolean bare =
          scan.found.stream().anyMatch(line -> line.contains("referrer-policy: missing"));
      if (!glued || bound || !echo || !bare || !scan.unsure.isEmpty()) {
        throw new IllegalStateException("planted: " + scan.found + ", unsure: " + scan.unsure);
      }
    }
  }

  private void all(List<Requests.Request> requests, String only) throws Exception {
    var targets =
        requests.stream()
            .map(one -> new Target(one.operation().name(), one.call()))
            .filter(target -> target.name().contains(only))
            .toList();
    report.add("| operation | first answer | values | requests | answers |");
    report.add("|---|---|---|---|---|");
    var tasks = new ArrayList<Callable<Void>>();
    for (var target : targets) {
      tasks.add(
          () -> {
            try (var relay = new Relay(application)) {
              sqlmap(relay, target);
            }
            return null;
          });
    }
    together(tasks);
    try (var relay = new Relay(application)) {
      for (var path : PAGES) {
        look(relay, path);
      }
      for (var session : targets.stream().map(one -> one.call().session()).distinct().toList()) {
        relay.as(session);
        var paths =
            targets.stream()
                .filter(one -> one.call().method().equals("GET"))
                .filter(one -> one.call().session().equals(session))
                .filter(one -> !one.name().matches(".*(live|stream|events)$"))
                .map(one -> one.call().path())
                .toList();
        if (!paths.isEmpty()) {
          wapiti(relay, "wapiti-" + report.size(), paths);
        }
      }
    }
  }

  private static void together(List<Callable<Void>> tasks) throws InterruptedException {
    try (var some = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var done : some.invokeAll(tasks)) {
        try {
          done.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("a tool did not start", e);
        }
      }
    }
  }

  private void sqlmap(Relay relay, Target target) throws IOException, InterruptedException {
    relay.as(target.call().session());
    var name = target.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    long values = target.values();
    if (values == 0) {
      look(relay, target);
    } else {
      var verdict = tool.sqlmap(name, target.marked(relay.host()));
      verdict.found().forEach(line -> found(target.name() + ": " + line));
      if (verdict.found().isEmpty() && verdict.harmless() < values) {
        unsure(
            "%s: sure of %d of %d values; %s"
                .formatted(target.name(), verdict.harmless(), values, verdict.said()));
      }
    }
    var tally = relay.tally();
    note(
        "| %s | %s | %d | %d | %s |"
            .formatted(target.name(), tally.first(), values, tally.requests(), tally.statuses()));
    relay.faults().forEach(fault -> found(target.name() + ": " + fault));
  }

  private void wapiti(Relay relay, String name, List<String> paths)
      throws IOException, InterruptedException {
    var verdict = tool.wapiti(name, "http://" + relay.host(), paths);
    verdict.found().forEach(this::found);
    if (verdict.harmless() == 0 && verdict.found().isEmpty()) {
      unsure(name + ": wrote no report; " + verdict.said());
    }
    note("- wapiti: %d addresses, %d requests".formatted(paths.size(), relay.tally().requests()));
    relay.faults().forEach(fault -> found(name + ": " + fault));
  }

  /** Asks once for what takes nothing that could be spoiled. */
  private void look(Relay relay, Target target) throws IOException {
    send(relay, target.marked(relay.host()));
  }

  private void look(Relay relay, String path) throws IOException {
    relay.as("");
    send(relay, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, relay.host()));
    relay.faults().forEach(fault -> found(path + ": " + fault));
  }

  private static void send(Relay relay, String request) throws IOException {
    int port = Integer.parseInt(relay.host().substring(relay.host().indexOf(':') + 1));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
    }
  }

  private synchronized void note(String line) {
    report.add(line);
  }

  private synchronized void found(String line) {
    if (!found.contains(line)) {
      found.add(line);
    }
  }

  private synchronized void unsure(String line) {
    unsure.add(line);
  }

  /** Whatever was sent, the application met no fault of its own. */
  private void faultsOfItsOwn() throws IOException {
    try (var lines = Files.lines(FOLDER.resolve("niangjia.log"))) {
      lines.filter(line -> line.contains(" ERROR ")).limit(20).forEach(this::found);
    }
  }

  private void end(double minutes) throws IOException {
    report.addFirst(
        "# %d findings, %d unsure, %.0f minutes".formatted(found.size(), unsure.size(), minutes));
    found.forEach(line -> report.add("- **found**: " + line));
    unsure.forEach(line -> report.add("- **unsure**: " + line));
    Files.write(FOLDER.resolve("report.md"), report);
    report.forEach(IO::println);
  }
}
