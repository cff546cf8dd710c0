package niangjia.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The product as it is run: a process of its own with its embedded PostgreSQL. */
final class Product implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Path home;
  private final int port;

  private Product(Process process, Path home, int port) {
    this.process = process;
    this.home = home;
    this.port = port;
  }

  /** Starts the product with the demonstration data and waits until it is ready. */
  static Product start(Path home) throws IOException, InterruptedException {
    Files.createDirectories(home);
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseCompactObjectHeaders", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(System.getProperty("niangjia.bench.jvm", "").split("[ |]")));
    command.removeIf(String::isBlank);
    if (Files.exists(Path.of("target/app/niangjia.aot"))) {
      command.add("-XX:AOTCache=target/app/niangjia.aot");
    }
    command.addAll(List.of("-jar", "target/app/niangjia.jar"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("NIANGJIA_PORT", Integer.toString(port));
    builder.environment().put("NIANGJIA_HOME", home.toString());
    builder.environment().put("NIANGJIA_DEMO", "true");
    builder.redirectErrorStream(true).redirectOutput(home.resolve("bench.log").toFile());
    var product = new Product(builder.start(), home, port);
    product.awaitReady();
    return product;
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (status("/actuator/health/readiness") == 200) {
        return;
      }
      Thread.sleep(100);
    }
    close();
    throw new IOException("the product did not become ready: see " + home.resolve("bench.log"));
  }

  private int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Asks for a page. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** The port of its pages. */
  int port() {
    return port;
  }

  /** The process of its virtual machine. */
  long pid() {
    return process.pid();
  }

  /** Processor time that its virtual machine has taken, in microseconds. */
  long cpuMicros() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
  }

  /** A connection to its database as the tables' owner. */
  Connection connect() throws IOException, SQLException {
    var pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
    var password = Files.readString(home.resolve("postgres/password")).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/niangjia";
    return DriverManager.getConnection(url, "niangjia", password);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
