package niangjia.engine.access;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Reads a mail server's no (RFC 5321, 4.2.1): 5xx is for ever and 4xx for now, as far as it is
 * about this address or this mail. What is about us, our sender or our password, or no answer at
 * all, hits every mail alike: the server counts as out.
 */
final class SmtpAnswer {

  private static final int CLOSING = 421;

  private SmtpAnswer() {}

  static Told of(MessagingException failure) {
    var told = Told.OUT;
    for (Exception e = failure; e instanceof MessagingException each; e = each.getNextException()) {
      switch (each) {
        case AuthenticationFailedException _, SMTPSenderFailedException _ -> {
          return Told.OUT;
        }
        case SMTPAddressFailedException address -> {
          return of(address.getReturnCode());
        }
        case SMTPSendFailedException mail -> told = of(mail);
        default -> {}
      }
    }
    return told;
  }

  /** What was asked before anybody was named is about us. */
  private static Told of(SMTPSendFailedException mail) {
    var asked = mail.getCommand();
    return asked != null && asked.startsWith("MAIL") ? Told.OUT : of(mail.getReturnCode());
  }

  private static Told of(int code) {
    if (code / 100 == 5) {
      return Told.REFUSED;
    }
    return code / 100 == 4 && code != CLOSING ? Told.LATER : Told.OUT;
  }
}
