package niangjia.engine.access;

import java.util.Locale;
import java.util.UUID;
import niangjia.engine.people.Phone;

/** Brings one-time codes and texts to phones. */
public interface SmsSender {

  /**
   * Sends a code; returns without waiting for the phone, and says nothing of whether it arrives.
   */
  void send(Phone phone, String code, Locale locale);

  /**
   * Sends a text and waits until the provider has taken it over; answers what it said. It may take
   * as long as the provider does: callers do not hold anybody up meanwhile.
   *
   * @param id the message's own: the same text sent again has the same, so that the provider can
   *     leave out a second one
   */
  Told tell(Phone phone, String text, UUID id);

  /**
   * Whether to ask the provider now. While it is out this is true only now and then, to see whether
   * it is back.
   */
  default boolean mayAsk() {
    return true;
  }
}
