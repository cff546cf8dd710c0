package niangjia.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real application in a process of its own, which can be killed and started again. */
final class Node implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED");

  private final Path home;
  private final Map<String, String> settings;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final int port;
  private Process process;

  private Node(Path home, Map<String, String> settings) throws IOException {
    this.home = home;
    this.settings = settings;
    this.port = freePort();
    this.process = launch();
  }

  /**
   * Starts a node with the demonstration union and waits until it is ready.
   *
   * @param settings environment variables besides the home, port and demonstration
   */
  static Node start(Path home, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(home);
    var node = new Node(home, settings);
    try {
      node.awaitReady(PATIENCE);
    } catch (RuntimeException | IOException | InterruptedException e) {
      node.close();
      throw e;
    }
    return node;
  }

  /** Where it answers, without a slash at the end. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again on the same home and port and waits until it is ready. */
  void restart() throws IOException, InterruptedException {
    process = launch();
    awaitReady(PATIENCE);
  }

  /** The status that its readiness answers with, 0 when there is no answer. */
  int readiness() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address() + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Waits for readiness 200. */
  void awaitReady(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (readiness() != 200) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the application is not ready:\n" + endOfLog());
      }
      Thread.sleep(50);
    }
  }

  private Process launch() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "niangjia.Niangjia"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("NIANGJIA_DB"));
    environment.put("NIANGJIA_HOME", home.toString());
    environment.put("NIANGJIA_PORT", Integer.toString(port));
    environment.put("NIANGJIA_DEMO", "true");
    environment.putAll(settings);
    return builder.start();
  }

  private Path log() {
    return home.resolve("node-" + port + ".log");
  }

  /** How many lines of the log contain that text. */
  long logged(String text) throws IOException {
    try (var lines = Files.lines(log())) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  private String endOfLog() throws IOException {
    var lines = Files.readAllLines(log());
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Asks it to stop, and kills it if it does not. */
  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
