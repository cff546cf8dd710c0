package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import niangjia.engine.people.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.json.JsonMapper;

class HttpSmsTests {

  /** What the gateway was sent. */
  private record Received(String token, String body) {}

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
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("niangjia/access/messages");
    messages.setDefaultEncoding("UTF-8");
    var url = "http://localhost:" + gateway.getAddress().getPort() + "/send";
    return new HttpSms(JsonMapper.builder().build(), messages, url, "secret");
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
