package niangjia.engine.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import niangjia.engine.people.Phone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends codes and texts through an operator's gateway: a POST of {@code {"id":…,"phone":…,
 * "text":…}} to {@code niangjia.sms.url}, with {@code niangjia.sms.token} as bearer token. Any
 * answer of 2xx counts as taken over. A gateway that hangs is left after five seconds, one that
 * fails three times in a row is asked every ten seconds only.
 */
@Component
class HttpSms implements SmsSender {

  private static final Logger log = LoggerFactory.getLogger(HttpSms.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final int AT_ONCE = 64;
  private static final int MOST_WAITING = 500;
  private static final int TRIES = 2;

  /** Refusals that have nothing to do with the number or the text. */
  private static final Set<Integer> OURS = Set.of(401, 403, 404, 405, 408, 429);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Semaphore queue = new Semaphore(MOST_WAITING);
  private final Outage outage = new Outage(LOOK_EVERY);
  private final JsonMapper json;
  private final MessageSource messages;
  private final String url;
  private final String token;

  HttpSms(
      JsonMapper json,
      MessageSource messages,
      MeterRegistry meters,
      @Value("${niangjia.sms.url:}") String url,
      @Value("${niangjia.sms.token:}") String token) {
    this.json = json;
    this.messages = messages;
    this.url = url;
    this.token = token;
    meters.gauge("niangjia.sms.out.seconds", outage, o -> o.lasting().toMillis() / 1e3);
  }

  /** Whether there is a gateway at all. */
  boolean given() {
    return !url.isBlank();
  }

  @Override
  public boolean mayAsk() {
    return queue.availablePermits() > 0 && outage.mayAsk();
  }

  @Override
  public void send(Phone phone, String code, Locale locale) {
    if (!given()) {
      log.error("niangjia.sms.url is not set: no code can be sent to {}", phone);
      return;
    }
    if (!queue.tryAcquire()) {
      log.error("{} codes wait for the SMS gateway: none is sent to {}", MOST_WAITING, phone);
      return;
    }
    var text = messages.getMessage("access.sms", new Object[] {code}, locale);
    var request = request(phone, text, UUID.randomUUID());
    Thread.startVirtualThread(
        () -> {
          try {
            post(phone, request);
          } finally {
            queue.release();
          }
        });
  }

  @Override
  public Told tell(Phone phone, String text, UUID id) {
    if (!given()) {
      log.error("niangjia.sms.url is not set: no text can be sent to {}", phone);
      return Told.OUT;
    }
    try {
      int status = ask(phone, request(phone, text, id));
      if (status / 100 == 2) {
        return Told.TAKEN;
      }
      return fault(status) ? Told.OUT : Told.REFUSED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Told.OUT;
    }
  }

  /** A fault of the gateway is tried once more; its refusal of a number is not. */
  private void post(Phone phone, HttpRequest request) {
    room.acquireUninterruptibly();
    try {
      for (int i = 0; i < TRIES; i++) {
        int status = ask(phone, request);
        if (status > 0 && status < 500) {
          return;
        }
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  private HttpRequest request(Phone phone, String text, UUID id) {
    var body =
        json.writeValueAsString(Map.of("id", id.toString(), "phone", phone.digits(), "text", text));
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", id.toString())
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** The gateway's status; 0 when it does not answer, which includes an answer without an end. */
  private int ask(Phone phone, HttpRequest request) throws InterruptedException {
    var answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(CONNECT.plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 != 2) {
        log.error("the SMS gateway answered {} for {}", status, phone);
      }
      note(!fault(status));
      return status;
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      note(false);
      var cause = e.getCause() == null ? e : e.getCause();
      log.error("the SMS gateway cannot be reached for {}: {}", phone, cause.toString());
      return 0;
    }
  }

  /** Whether a status says that the gateway brings nobody's texts at the moment. */
  private static boolean fault(int status) {
    return status == 0 || status >= 500 || OURS.contains(status);
  }

  private void note(boolean answered) {
    if (answered) {
      outage.over();
    } else {
      outage.failed();
    }
  }
}
