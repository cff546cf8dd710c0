package niangjia.engine.access;

import java.util.Locale;
import java.util.UUID;
import niangjia.engine.people.Email;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Lays the demonstration's mail on its telephone, for the page that shows it. If a mail server is
 * set, that gets everything as well.
 */
@Component
@Primary
@ConditionalOnProperty("niangjia.demo")
class DemonstrationMail implements MailSender {

  private final Telephone telephone;
  private final SmtpMail server;

  DemonstrationMail(Telephone telephone, SmtpMail server) {
    this.telephone = telephone;
    this.server = server;
  }

  @Override
  public boolean given() {
    return true;
  }

  @Override
  public void send(Email address, String code, Locale locale) {
    telephone.code(address.address(), code);
    if (server.given()) {
      server.send(address, code, locale);
    }
  }

  @Override
  public Told tell(Email address, Mail mail, UUID id) {
    var told = server.given() ? server.tell(address, mail, id) : Told.TAKEN;
    if (told == Told.TAKEN) {
      var text = mail.subject() + "\n" + mail.text();
      telephone.lay(Telephone.Kind.MAIL, id, address.address(), text);
    }
    return told;
  }

  @Override
  public boolean mayAsk() {
    return !server.given() || server.mayAsk();
  }
}
