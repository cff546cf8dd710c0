package niangjia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mail server hangs, then goes away, then comes back, while workers book and sign in. They do
 * not notice, codes to addresses are refused in plain words, and every mail arrives once.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MailOutageTests {

  private static final int EACH = 10;
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path home;

  /** A server that takes calls and says nothing. */
  private static final class Silence implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    Silence(int port) throws IOException {
      socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(
          () -> {
            while (!socket.isClosed()) {
              try {
                callers.add(socket.accept());
              } catch (IOException _) {
                return;
              }
            }
          });
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (var caller : callers) {
        caller.close();
      }
    }
  }

  private static GreenMail server(int port) {
    var server = new GreenMail(new ServerSetup(port, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  private static Map<String, String> settings(int port) {
    return Map.of(
        "NIANGJIA_SMTP_HOST", LOOPBACK,
        "NIANGJIA_SMTP_PORT", String.valueOf(port),
        "NIANGJIA_SMTP_FROM", "union@niangjia.example",
        "NIANGJIA_SMTP_SECURITY", "none",
        "NIANGJIA_NOTICE_QUIET_FROM", "0",
        "NIANGJIA_NOTICE_QUIET_UNTIL", "0");
  }

  @Test
  void bookingsDoNotNoticeAndEveryMailArrivesOnceAfterwards() throws Exception {
    var server = server(0);
    int port = server.getSmtp().getPort();
    try (var node = Node.start(home, settings(port))) {
      var caller = new Caller(node.address(), Duration.ofSeconds(20));
      var places = new Places(caller);
      var officer = new Officer(caller);
      var scarce = officer.give("", List.of(EACH), Map.of());
      var plenty = officer.give("", List.of(1000), Map.of());
      var workers = officer.workers(3 * EACH);
      var first = workers.subList(0, EACH);
      var second = workers.subList(EACH, 2 * EACH);
      var third = workers.subList(2 * EACH, 3 * EACH);
      giveAddresses(caller, second);
      long well = places.book(plenty, first);
      server.stop();
      var silence = new Silence(port);
      var keys = places.hold(scarce, first);
      places.await(scarce, second);
      places.cancel(keys);
      long hanging = places.book(plenty, second);
      allWait(caller);
      codeIsRefused(caller, third.getFirst());
      var signedIn = caller.staff("city");
      assertThat(signedIn.cookie()).isNotEmpty();
      silence.close();
      Thread.sleep(3000);
      long gone = places.book(plenty, third);
      allWait(caller);
      server = server(port);
      var backAt = Instant.now();
      noneWaits(caller, backAt.plusSeconds(120));
      var drained = Duration.between(backAt, Instant.now());
      Thread.sleep(3000);
      arrivedOnce(server);
      IO.println(
          "mail outage: %d mails waited and arrived once each within %d ms; %d bookings took %d ms"
                  .formatted(EACH, drained.toMillis(), EACH, well)
              + " before, %d ms while it hung, %d ms while it was gone".formatted(hanging, gone));
      assertThat(Math.max(hanging, gone)).isLessThan(Math.max(3000, 4 * well));
    } finally {
      server.stop();
    }
  }

  private static void arrivedOnce(GreenMail server) throws MessagingException {
    var ids = new HashSet<String>();
    for (var mail : server.getReceivedMessages()) {
      ids.add(mail.getMessageID());
    }
    assertThat(server.getReceivedMessages()).hasSize(EACH);
    assertThat(ids).hasSize(EACH);
    assertThat(Arrays.stream(server.getReceivedMessages()).map(MailOutageTests::reader).distinct())
        .hasSize(EACH);
  }

  private static String reader(MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0].toString();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void giveAddresses(Caller caller, List<Caller.Session> workers)
      throws IOException, InterruptedException {
    for (int i = 0; i < workers.size(); i++) {
      giveAddress(caller, workers.get(i), "worker" + i + "@example.org");
    }
  }

  private static void noneWaits(Caller caller, Instant until)
      throws IOException, InterruptedException {
    while (waiting(caller) > 0) {
      assertThat(Instant.now()).isBefore(until);
      Thread.sleep(200);
    }
  }

  private static void giveAddress(Caller caller, Caller.Session worker, String address)
      throws IOException, InterruptedException {
    var sent = caller.post("/api/notice/address/code", worker, Map.of("address", address));
    assertThat(sent.status()).as("%s", sent).isEqualTo(202);
    var code =
        caller
            .get("/api/access/demo/code?address=" + address, Caller.NOBODY)
            .body()
            .path("code")
            .asString();
    var kept = caller.put("/api/notice/address", worker, Map.of("address", address, "code", code));
    assertThat(kept.status()).as("%s", kept).isEqualTo(200);
  }

  private static void codeIsRefused(Caller caller, Caller.Session worker)
      throws IOException, InterruptedException {
    for (int i = 0; i < 60; i++) {
      var wish = Map.of("address", "another" + i + "@example.org");
      var reply = caller.post("/api/notice/address/code", worker, wish);
      if (reply.reason().equals("MAIL_OUT")) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body().path("detail").asString("")).isNotBlank();
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("codes are not refused");
  }

  private static void allWait(Caller caller) throws IOException, InterruptedException {
    for (int i = 0; i < 50 && waiting(caller) < EACH; i++) {
      Thread.sleep(200);
    }
    assertThat(waiting(caller)).isEqualTo(EACH);
  }

  private static long waiting(Caller caller) throws IOException, InterruptedException {
    return Math.round(caller.metric("niangjia_notice_waiting{channel=\"MAIL\"}"));
  }
}
