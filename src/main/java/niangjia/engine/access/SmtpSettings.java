package niangjia.engine.access;

import java.util.Locale;
import java.util.Properties;
import niangjia.engine.people.Email;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The server that takes this house's mail; there is none without a host.
 *
 * @param from the address that mail comes from
 * @param security how the connection is protected: {@code starttls} and nothing less, {@code tls}
 *     from its first byte, or {@code none}
 */
@Component
record SmtpSettings(
    @Value("${niangjia.smtp.host:}") String host,
    @Value("${niangjia.smtp.port:587}") int port,
    @Value("${niangjia.smtp.user:}") String user,
    @Value("${niangjia.smtp.password:}") String password,
    @Value("${niangjia.smtp.from:}") String from,
    @Value("${niangjia.smtp.security:starttls}") String security) {

  private static final String CONNECT_MILLIS = "3000";
  private static final String ANSWER_MILLIS = "5000";

  SmtpSettings {
    host = host.strip();
    from = from.strip();
    security = security.strip().toLowerCase(Locale.ROOT);
    if (!host.isEmpty() && from.isEmpty()) {
      throw new IllegalStateException("niangjia.smtp.from is not set, niangjia.smtp.host is");
    }
    if (!from.isEmpty()) {
      new Email(from);
    }
    if (!security.matches("starttls|tls|none")) {
      throw new IllegalStateException("niangjia.smtp.security is starttls, tls or none");
    }
  }

  boolean given() {
    return !host.isEmpty();
  }

  @Nullable String userOrNull() {
    return user.isEmpty() ? null : user;
  }

  @Nullable String passwordOrNull() {
    return user.isEmpty() ? null : password;
  }

  /** What the mail library needs to know. */
  Properties properties() {
    var values = new Properties();
    values.put("mail.transport.protocol", "smtp");
    values.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    values.put("mail.smtp.timeout", ANSWER_MILLIS);
    values.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    values.put("mail.smtp.auth", String.valueOf(!user.isEmpty()));
    values.put("mail.smtp.starttls.enable", String.valueOf(security.equals("starttls")));
    values.put("mail.smtp.starttls.required", String.valueOf(security.equals("starttls")));
    values.put("mail.smtp.ssl.enable", String.valueOf(security.equals("tls")));
    values.put("mail.smtp.ssl.checkserveridentity", "true");
    // Otherwise the machine's own name is looked up, which may hang.
    values.put("mail.smtp.localhost", given() ? new Email(from).domain() : "localhost");
    return values;
  }

  /** Says no password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
