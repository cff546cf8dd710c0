package niangjia.engine.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import niangjia.engine.people.Phone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends codes through an operator's gateway: a POST of {@code {"phone":…,"text":…}} to {@code
 * niangjia.sms.url}, with {@code niangjia.sms.token} as bearer token. Any answer of 2xx counts as
 * taken over; a fault of the gateway is tried once more.
 */
@Component
@ConditionalOnProperty(name = "niangjia.demo", havingValue = "false", matchIfMissing = true)
class HttpSms implements SmsSender {

  private static final Logger log = LoggerFactory.getLogger(HttpSms.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int AT_ONCE = 64;
  private static final int TRIES = 2;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final JsonMapper json;
  private final MessageSource messages;
  private final String url;
  private final String token;

  HttpSms(
      JsonMapper json,
      MessageSource messages,
      @Value("${niangjia.sms.url:}") String url,
      @Value("${niangjia.sms.token:}") String token) {
    this.json = json;
    this.messages = messages;
    this.url = url;
    this.token = token;
  }

  @Override
  public void send(Phone phone, String code, Locale locale) {
    if (url.isBlank()) {
      log.error("niangjia.sms.url is not set: no code can be sent to {}", phone);
      return;
    }
    var text = messages.getMessage("access.sms", new Object[] {code}, locale);
    var body = json.writeValueAsString(Map.of("phone", phone.digits(), "text", text));
    Thread.startVirtualThread(() -> post(phone, body));
  }

  @Override
  public boolean tell(Phone phone, String text) {
    if (url.isBlank()) {
      log.error("niangjia.sms.url is not set: no text can be sent to {}", phone);
      return false;
    }
    try {
      var body = json.writeValueAsString(Map.of("phone", phone.digits(), "text", text));
      return taken(phone, request(body));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void post(Phone phone, String body) {
    var request = request(body);
    room.acquireUninterruptibly();
    try {
      for (int i = 0; i < TRIES && !taken(phone, request); i++) {
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private boolean taken(Phone phone, HttpRequest request) throws InterruptedException {
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        log.error("the SMS gateway answered {} for {}", status, phone);
      }
      return status < 500;
    } catch (IOException e) {
      log.error("the SMS gateway cannot be reached for {}: {}", phone, e.toString());
      return false;
    }
  }
}
