package niangjia.engine.access;

import java.util.Locale;
import java.util.UUID;
import niangjia.engine.people.Email;

/** Brings one-time codes and messages to e-mail addresses. */
public interface MailSender {

  /** A message in plain words; control characters in its subject become spaces. */
  record Mail(String subject, String text) {}

  /** Whether this house sends e-mail at all. */
  boolean given();

  /** Sends a code; returns without waiting, and says nothing of whether it arrives. */
  void send(Email address, String code, Locale locale);

  /**
   * Sends a message and waits until the server has taken it over; answers what it said. It ends
   * after seconds whatever the server does.
   *
   * @param id the message's own: the same message sent again has the same Message-ID, so that a
   *     reader's program can leave out the second one
   */
  Told tell(Email address, Mail mail, UUID id);

  /**
   * Whether to ask the server now. While it is out this is true only now and then, to see whether
   * it is back.
   */
  boolean mayAsk();
}
