package niangjia.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import niangjia.engine.people.Email;
import niangjia.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real mail server, and against servers that are none. */
class SmtpMailTests {

  private static final Email READER = new Email("Wang.Wu+union@Example.ORG");

  private static MailSender mail(int port) {
    return SmtpSamples.to(port);
  }

  private static SmtpMail mail(SmtpSettings settings) {
    return SmtpSamples.to(settings);
  }

  private static GreenMail server() {
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    var server = new GreenMail(setup);
    server.start();
    return server;
  }

  @Test
  void readerGetsPlainWordsUnderTheMessagesOwnId() throws MessagingException, IOException {
    var server = server();
    var mail = mail(server.getSmtp().getPort());
    var id = UUID.randomUUID();
    var words = new MailSender.Mail("娘家消息：面粉", "“面粉”有一个名额轮到您。\nhttps://x.example/messages");
    assertThat(mail.tell(READER, words, id)).isEqualTo(Told.TAKEN);
    assertThat(mail.tell(READER, words, id)).isEqualTo(Told.TAKEN);
    var received = server.getReceivedMessages();
    assertThat(received).hasSize(2);
    for (var each : received) {
      assertThat(each.getMessageID()).isEqualTo("<" + id + "@niangjia.example>");
      assertThat(each.getSubject()).isEqualTo("娘家消息：面粉");
      assertThat(each.getContentType()).isEqualTo("text/plain; charset=UTF-8");
      assertThat(each.getContent().toString().replace("\r", "").strip()).isEqualTo(words.text());
      assertThat(each.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(each.getAllRecipients())
          .containsExactly(new InternetAddress("Wang.Wu+union@example.org"));
      assertThat(((InternetAddress) each.getFrom()[0]).getAddress())
          .isEqualTo("union@niangjia.example");
    }
    server.stop();
  }

  @Test
  void titleAddsNoHeader() throws MessagingException {
    var server = server();
    var mail = mail(server.getSmtp().getPort());
    for (var title : List.of("Flour\r\nBcc: spy@example.org\r\n\r\nHello", "面粉\nBcc: spy@e.org")) {
      mail.tell(READER, new MailSender.Mail(title, "text"), UUID.randomUUID());
    }
    assertThat(server.getReceivedMessages()).hasSize(2).allSatisfy(SmtpMailTests::oneReader);
    server.stop();
  }

  private static void oneReader(MimeMessage message) throws MessagingException {
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getAllRecipients()).hasSize(1);
    assertThat(message.getSubject()).contains("Bcc: spy").doesNotContain("\n", "\r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wang",
        "wang@",
        "@example.org",
        "wang@example",
        "a b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org,b@example.org",
        "<a@example.org>",
        "\"a b\"@example.org",
        "a@[127.0.0.1]",
        "a..b@example.org",
        ".a@example.org",
        "a@-x.example",
        "a@exa_mple.org",
        "王@example.org",
        "a@example.org\u0000"
      })
  void whatIsNoAddressIsRefusedByName(String text) {
    assertThatThrownBy(() -> new Email(text))
        .isInstanceOfSatisfying(
            Invalid.class, wrong -> assertThat(wrong.field()).isEqualTo("address"));
  }

  @Test
  void longAddressIsNone() {
    assertThatThrownBy(() -> new Email("a".repeat(65) + "@example.org"))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new Email("a@" + "b.".repeat(130) + "org"))
        .isInstanceOf(Invalid.class);
    assertThat(new Email(" W@Example.ORG ")).hasToString("W***@example.org");
  }

  /** A server that answers what it is told to. */
  private static final class Script implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * @param answers by the beginning of what is asked, as {@code RCPT=550 no}
     */
    Script(String... answers) throws IOException {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(
          () -> {
            while (!socket.isClosed()) {
              try {
                var caller = socket.accept();
                Thread.startVirtualThread(() -> converse(caller, List.of(answers)));
              } catch (IOException _) {
                return;
              }
            }
          });
    }

    int port() {
      return socket.getLocalPort();
    }

    private void converse(Socket caller, List<String> answers) {
      try (caller) {
        var in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        say(caller, answer(answers, "HELLO", "220 ready"));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          asked.add(line);
          var answer = answer(answers, line, line.equals("DATA") ? "354 go" : "250 well");
          say(caller, answer);
          while (answer.startsWith("354") && !line.equals(".")) {
            line = in.readLine();
          }
          if (line.equals(".")) {
            say(caller, answer(answers, line, "250 well"));
          }
        }
      } catch (IOException _) {
        // The caller left.
      }
    }

    private static String answer(List<String> answers, String line, String otherwise) {
      return answers.stream()
          .filter(answer -> line.startsWith(answer.split("=", 2)[0]))
          .map(answer -> answer.split("=", 2)[1])
          .findFirst()
          .orElse(otherwise);
    }

    private static void say(Socket caller, String text) throws IOException {
      caller.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
      caller.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Told told(String... answers) throws IOException {
    try (var script = new Script(answers)) {
      return mail(script.port())
          .tell(READER, new MailSender.Mail("subject", "text"), UUID.randomUUID());
    }
  }

  @Test
  void noesAreToldApart() throws IOException {
    assertThat(told("RCPT=550 no such user")).isEqualTo(Told.REFUSED);
    assertThat(told("RCPT=450 come back later")).isEqualTo(Told.LATER);
    assertThat(told("DATA=554 not this")).isEqualTo(Told.REFUSED);
    assertThat(told("DATA=451 not now")).isEqualTo(Told.LATER);
    assertThat(told(".=552 too large")).isEqualTo(Told.REFUSED);
    assertThat(told("HELLO=554 nobody")).isEqualTo(Told.OUT);
    assertThat(told("MAIL=550 not from you")).isEqualTo(Told.OUT);
    assertThat(told("MAIL=530 say who you are")).isEqualTo(Told.OUT);
    assertThat(told("RCPT=421 closing")).isEqualTo(Told.OUT);
  }

  @Test
  void nothingIsSentInTheOpenUnlessTheHouseSaysSo() throws IOException {
    try (var script = new Script()) {
      for (var security : List.of("starttls", "tls")) {
        var settings =
            new SmtpSettings("127.0.0.1", script.port(), "u", "secret", "a@b.example", security);
        var words = new MailSender.Mail("subject", "text");
        assertThat(mail(settings).tell(READER, words, UUID.randomUUID())).isEqualTo(Told.OUT);
      }
      assertThat(script.asked).noneMatch(line -> line.matches("(?i)(auth|mail|rcpt|data).*"));
    }
    assertThatThrownBy(() -> new SmtpSettings("h", 25, "", "", "", "none"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new SmtpSettings("h", 25, "", "", "a@b.example", "ssl"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void serverThatNeverSpeaksIsLeftAndSoonNotAskedAnyMore() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var mail = mail(silent.getLocalPort());
      var words = new MailSender.Mail("subject", "text");
      long begun = System.nanoTime();
      var threads =
          Arrays.stream(new int[3])
              .mapToObj(
                  _ ->
                      Thread.startVirtualThread(
                          () ->
                              assertThat(mail.tell(READER, words, UUID.randomUUID()))
                                  .isEqualTo(Told.OUT)))
              .toList();
      mail.send(READER, "123456", Locale.CHINESE);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      for (var thread : threads) {
        thread.join();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      assertThat(mail.mayAsk()).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A byte every second keeps each answer alive for ever. */
  @Test
  void serverThatDribblesIsLeft() throws IOException {
    try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (var caller = socket.accept()) {
              while (!socket.isClosed()) {
                caller.getOutputStream().write("2".getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(Duration.ofSeconds(1));
              }
            } catch (IOException | InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
      long begun = System.nanoTime();
      var told =
          mail(socket.getLocalPort())
              .tell(READER, new MailSender.Mail("subject", "text"), UUID.randomUUID());
      assertThat(told).isEqualTo(Told.OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
    }
  }

  @Test
  void houseWithoutAServerSendsNothing() {
    var mail = mail(new SmtpSettings("", 587, "", "", "", "starttls"));
    assertThat(mail.given()).isFalse();
    assertThat(mail.mayAsk()).isFalse();
    var words = new MailSender.Mail("subject", "text");
    assertThat(mail.tell(READER, words, UUID.randomUUID())).isEqualTo(Told.OUT);
  }
}
