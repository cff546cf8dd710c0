package niangjia.engine.access;

import java.util.Locale;
import niangjia.engine.people.Phone;

/** Brings one-time codes to phones. */
public interface SmsSender {

  /**
   * Sends a code; returns without waiting for the phone, and says nothing of whether it arrives.
   */
  void send(Phone phone, String code, Locale locale);
}
