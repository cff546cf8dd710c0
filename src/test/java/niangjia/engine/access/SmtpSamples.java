package niangjia.engine.access;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Ways to a mail server on this machine. */
public final class SmtpSamples {

  private SmtpSamples() {}

  /** Mail through the server of that port, in the open. */
  public static MailSender to(int port) {
    return to(new SmtpSettings("127.0.0.1", port, "", "", "union@niangjia.example", "none"));
  }

  static SmtpMail to(SmtpSettings settings) {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("niangjia/access/messages");
    messages.setDefaultEncoding("UTF-8");
    return new SmtpMail(settings, messages, InstantSource.system(), new SimpleMeterRegistry());
  }
}
