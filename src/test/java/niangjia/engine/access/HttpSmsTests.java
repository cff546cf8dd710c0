package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import niangjia.api.Api;
import niangjia.engine.people.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.json.JsonMapper;

class HttpSmsTests {

  /** What the gateway was sent. */
  private record Received(String token, String body) {}

  private static final Phone PHONE = new Phone("13900000009");

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
  private final HttpServer gateway = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() {
    gateway.createContext(
        "/send",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          received.add(new Received(token, body));
          var status = answers.poll();
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void close() {
    gateway.stop(0);
  }

  private HttpSms sender() {
    var url = "http://localhost:" + gateway.getAddress().getPort() + "/send";
    return sender(url);
  }

  private static HttpSms sender(String url) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("niangjia/access/messages");
    messages.setDefaultEncoding("UTF-8");
    var meters = new SimpleMeterRegistry();
    return new HttpSms(JsonMapper.builder().build(), messages, meters, url, "secret");
  }

  @Test
  void whatBecomesOfATextIsToldApart() {
    var sender = sender();
    var id = UUID.randomUUID();
    answers.addAll(List.of(200, 400, 500, 429));
    assertThat(sender.tell(PHONE, "text", id)).isEqualTo(Told.TAKEN);
    assertThat(sender.tell(PHONE, "text", id)).isEqualTo(Told.REFUSED);
    assertThat(sender.tell(PHONE, "text", id)).isEqualTo(Told.OUT);
    assertThat(sender.tell(PHONE, "text", id)).isEqualTo(Told.OUT);
    assertThat(received).allMatch(one -> one.body().contains(id.toString()));
  }

  @Test
  void afterThreeFaultsItIsAskedNowAndThenUntilItAnswers() {
    var outage = new Outage(Duration.ofMillis(200));
    outage.failed();
    outage.failed();
    assertThat(outage.mayAsk()).isTrue();
    assertThat(outage.lasting()).isZero();
    outage.failed();
    assertThat(outage.mayAsk()).isFalse();
    Api.pause(Duration.ofMillis(250));
    assertThat(outage.mayAsk()).isTrue();
    assertThat(outage.mayAsk()).isFalse();
    assertThat(outage.lasting()).isPositive();
    outage.over();
    assertThat(outage.mayAsk()).isTrue();
    assertThat(outage.lasting()).isZero();
  }

  /** It takes the request, says 200 and never ends its answer. */
  @Test
  void gatewayThatHangsInTheMiddleOfItsAnswerIsLeft() throws IOException {
    try (var hanging = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (var caller = hanging.accept()) {
              var head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
              caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
              Thread.sleep(Duration.ofMinutes(1));
            } catch (IOException | InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      long begun = System.nanoTime();
      var sender = sender("http://localhost:" + hanging.getLocalPort() + "/");
      assertThat(sender.tell(PHONE, "text", UUID.randomUUID())).isEqualTo(Told.OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void codeGoesToTheGatewayInTheReadersLanguage() throws InterruptedException {
    sender().send(new Phone("13900000001"), "012345", Locale.CHINESE);
    var sent = received.poll(5, TimeUnit.SECONDS);
    assertThat(sent).isNotNull();
    assertThat(sent.token()).isEqualTo("Bearer secret");
    var body = JsonMapper.builder().build().readTree(sent.body());
    assertThat(body.path("phone").asString()).isEqualTo("13900000001");
    assertThat(body.path("text").asString()).contains("012345").contains("验证码");
  }

  @Test
  void faultOfTheGatewayIsTriedOnceMoreAndARefusalIsNot() throws InterruptedException {
    answers.add(503);
    answers.add(200);
    sender().send(new Phone("13900000002"), "111111", Locale.ENGLISH);
    assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
    answers.add(400);
    sender().send(new Phone("13900000003"), "222222", Locale.ENGLISH);
    assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(received.poll(2, TimeUnit.SECONDS)).isNull();
  }
}
