package niangjia.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The programs that strangers would use, at what is behind a relay. */
final class Tool {

  private static final long MINUTES_EACH = 20;

  /** What wapiti tries: scripts, statements, files, commands, headers, redirects, entities. */
  static final String MODULES = "xss,permanentxss,sql,file,exec,crlf,redirect,ssrf,xxe";

  private static final Pattern HARMLESS = Pattern.compile("does not seem to be injectable");
  private static final Pattern HARMFUL =
      Pattern.compile("identified the following injection point");

  private final Path folder;

  Tool(Path folder) {
    this.folder = folder;
  }

  /**
   * What a tool found.
   *
   * @param harmless how many values it is sure of
   * @param found what is wrong
   * @param said the end of what it said, for when it was sure of too little
   */
  record Verdict(long harmless, List<String> found, String said) {}

  /** Lets sqlmap spoil every value of a request. */
  Verdict sqlmap(String name, String request) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve(name + ".txt"), request);
    var command = new ArrayList<>(List.of("sqlmap", "-r", file.toString(), "--batch"));
    command.addAll(List.of("--dbms=PostgreSQL", "--level=1", "--risk=1", "--technique=BEUST"));
    command.addAll(List.of("--flush-session", "--disable-coloring", "--ignore-stdin"));
    command.addAll(List.of("--ignore-code=*", "--skip-waf", "--retries=1", "--time-sec=2"));
    command.addAll(List.of("--output-dir", folder.resolve(name + "-sqlmap").toString()));
    var said = run(name, command);
    var found =
        HARMFUL.matcher(said).find() ? List.of("sqlmap: " + parameters(said)) : List.<String>of();
    return new Verdict(HARMLESS.matcher(said).results().count(), found, last(said));
  }

  private static String parameters(String said) {
    return said.lines().filter(line -> line.startsWith("Parameter: ")).findFirst().orElse("");
  }

  private static String last(String said) {
    return said.lines()
        .filter(line -> line.contains("[CRITICAL]") || line.contains("[ERROR]"))
        .reduce((_, later) -> later)
        .orElse("");
  }

  /** Lets wapiti try these addresses and those that they lead to. */
  Verdict wapiti(String name, String base, List<String> paths)
      throws IOException, InterruptedException {
    var output = folder.resolve(name + ".report");
    Files.deleteIfExists(output);
    var command = new ArrayList<>(List.of("wapiti", "-u", base + "/", "--scope", "domain"));
    paths.forEach(path -> command.addAll(List.of("-s", base + path)));
    command.addAll(List.of("-m", MODULES, "-d", "1", "--flush-session", "--no-bugreport"));
    command.addAll(List.of("-v", "1", "--max-scan-time", "120", "--max-attack-time", "30"));
    command.addAll(List.of("--store-session", folder.resolve(name + "-wapiti").toString()));
    command.addAll(List.of("-f", "txt", "-o", output.toString()));
    var said = run(name, command);
    if (!Files.exists(output)) {
      return new Verdict(0, List.of(), last(said));
    }
    var found =
        Files.readAllLines(output).stream()
            .filter(line -> line.matches("Evil request.*|^ *.+ in /.*|.*vulnerab.*found via.*"))
            .map(line -> "wapiti: " + line.strip())
            .toList();
    return new Verdict(paths.size(), found, "");
  }

  private String run(String name, List<String> command) throws IOException, InterruptedException {
    var log = folder.resolve(name + ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES_EACH, TimeUnit.MINUTES)) {
      process.destroy();
    }
    return Files.readString(log);
  }
}
