package niangjia.engine.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files in a bucket, on a server that checks each signature and each body. */
class BucketStorageTests extends StorageContract {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger forged = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    assertThat(forged).hasValue(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (!honest(exchange, body)) {
        forged.incrementAndGet();
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      var path = exchange.getRequestURI().getPath();
      var found = kept.get(path);
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          kept.put(path, body);
          exchange.sendResponseHeaders(200, -1);
        }
        case "DELETE" -> {
          kept.remove(path);
          exchange.sendResponseHeaders(204, -1);
        }
        case "HEAD" -> exchange.sendResponseHeaders(found == null ? 404 : 200, -1);
        default -> {
          exchange.sendResponseHeaders(found == null ? 404 : 200, found == null ? -1 : 0);
          if (found != null) {
            exchange.getResponseBody().write(found);
          }
        }
      }
    }
  }

  private boolean honest(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var hash = HexFormat.of().formatHex(Hashes.sha256().digest(body));
    var at = URI.create("http://" + headers.getFirst("Host") + exchange.getRequestURI());
    var time = Instant.from(TIME.parse(headers.getFirst("x-amz-date")));
    var signed =
        new BucketSignature("cn-north-1", "key", "secret")
            .of(exchange.getRequestMethod(), at, hash, time);
    return hash.equals(headers.getFirst("x-amz-content-sha256"))
        && headers.getFirst("Authorization").equals(signed.get("Authorization"));
  }

  @Override
  Storage storage() {
    var address = "http://localhost:" + server.getAddress().getPort() + "/";
    return new BucketStorage(
        new AttachmentSettings.Bucket(address, "cn-north-1", "b", "n/", "key", "secret"),
        InstantSource.system());
  }

  /** The example "GET Bucket Lifecycle" of the protocol's own description, to the last sign. */
  @Test
  void signsAsTheProtocolDescribes() {
    var signature =
        new BucketSignature(
            "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    var headers =
        signature.of(
            "GET",
            URI.create("https://examplebucket.s3.amazonaws.com/?lifecycle="),
            BucketSignature.EMPTY,
            Instant.parse("2013-05-24T00:00:00Z"));
    assertThat(headers.get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                + "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws IOException {
    faults.set(2);
    assertThat(storage().exists("a".repeat(64))).isFalse();
  }
}
