package niangjia.engine.access;

import java.util.Locale;
import niangjia.engine.people.Phone;

/** Brings one-time codes to phones. */
public interface SmsSender {

  /**
   * Sends a code; returns without waiting for the phone, and says nothing of whether it arrives.
   */
  void send(Phone phone, String code, Locale locale);

  /**
   * Sends a text and waits until the provider has taken it over; answers whether it did. It may
   * take as long as the provider does: callers do not hold anybody up meanwhile.
   */
  default boolean tell(Phone phone, String text) {
    return false;
  }
}
