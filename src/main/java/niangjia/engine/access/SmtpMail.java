package niangjia.engine.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import niangjia.engine.people.Email;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Sends codes and messages through an SMTP server (RFC 5321), each on a connection of its own, as
 * plain text in UTF-8. A server that hangs is left after seconds, one that fails three times in a
 * row is asked every ten seconds only.
 */
@Component
class SmtpMail implements MailSender {

  private static final Logger log = LoggerFactory.getLogger(SmtpMail.class);
  private static final Duration WHOLE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final int MOST_WAITING = 100;
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private final SmtpSettings settings;
  private final MessageSource messages;
  private final InstantSource clock;
  private final Session session;
  private final Semaphore queue = new Semaphore(MOST_WAITING);
  private final Outage outage = new Outage(LOOK_EVERY);

  SmtpMail(
      SmtpSettings settings, MessageSource messages, InstantSource clock, MeterRegistry meters) {
    this.settings = settings;
    this.messages = messages;
    this.clock = clock;
    this.session = Session.getInstance(settings.properties());
    meters.gauge("niangjia.smtp.out.seconds", outage, o -> o.lasting().toMillis() / 1e3);
  }

  @Override
  public boolean given() {
    return settings.given();
  }

  @Override
  public boolean mayAsk() {
    return given() && queue.availablePermits() > 0 && outage.mayAsk();
  }

  @Override
  public void send(Email address, String code, Locale locale) {
    if (!given() || !queue.tryAcquire()) {
      log.error("no code can be mailed to {}", address);
      return;
    }
    var mail =
        new Mail(
            messages.getMessage("access.mail.subject", null, locale),
            messages.getMessage("access.mail.text", new Object[] {code}, locale));
    Thread.startVirtualThread(
        () -> {
          try {
            tell(address, mail, UUID.randomUUID());
          } finally {
            queue.release();
          }
        });
  }

  @Override
  public Told tell(Email address, Mail mail, UUID id) {
    if (!given()) {
      return Told.OUT;
    }
    var sending = new FutureTask<>(() -> post(address, mail, id));
    Thread.startVirtualThread(sending);
    try {
      var told = sending.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
      if (told == Told.OUT) {
        outage.failed();
      } else {
        outage.over();
      }
      return told;
    } catch (TimeoutException _) {
      // Interrupting a virtual thread closes the connection that it waits for.
      sending.cancel(true);
      outage.failed();
      log.error("the mail server did not come to an end within {}", WHOLE);
      return Told.OUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a mail could not be written", e.getCause());
    } catch (InterruptedException _) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      return Told.OUT;
    }
  }

  private Told post(Email address, Mail mail, UUID id)
      throws MessagingException, UnsupportedEncodingException {
    var message = message(address, mail, id);
    try (var transport = session.getTransport()) {
      transport.connect(
          settings.host(), settings.port(), settings.userOrNull(), settings.passwordOrNull());
      transport.sendMessage(message, message.getAllRecipients());
      return Told.TAKEN;
    } catch (MessagingException e) {
      var told = SmtpAnswer.of(e);
      log.error("the mail server did not take a mail to {} ({}): {}", address, told, e.toString());
      return told;
    }
  }

  private MimeMessage message(Email address, Mail mail, UUID id)
      throws MessagingException, UnsupportedEncodingException {
    var from = new Email(settings.from());
    var name = "<" + id + "@" + from.domain() + ">";
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", name);
          }
        };
    message.setFrom(new InternetAddress(from.address(), "娘家 Niangjia", "UTF-8"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(address.address(), true));
    var subject = CONTROLS.matcher(mail.subject()).replaceAll(" ").strip();
    message.setSubject(subject, StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // Nobody's holiday answer comes back (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(mail.text(), StandardCharsets.UTF_8.name());
    message.saveChanges();
    return message;
  }
}
