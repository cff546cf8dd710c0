package niangjia.engine.access;

import java.util.Locale;
import java.util.UUID;
import niangjia.engine.people.Phone;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Lays the demonstration's codes and texts on its telephone, for the page that shows them. If a
 * gateway is set, that gets everything as well.
 */
@Component
@Primary
@ConditionalOnProperty("niangjia.demo")
class DemonstrationSms implements SmsSender {

  private final Telephone telephone;
  private final HttpSms gateway;

  DemonstrationSms(Telephone telephone, HttpSms gateway) {
    this.telephone = telephone;
    this.gateway = gateway;
  }

  @Override
  public void send(Phone phone, String code, Locale locale) {
    telephone.code(phone.digits(), code);
    if (gateway.given()) {
      gateway.send(phone, code, locale);
    }
  }

  @Override
  public Told tell(Phone phone, String text, UUID id) {
    var told = gateway.given() ? gateway.tell(phone, text, id) : Told.TAKEN;
    if (told == Told.TAKEN) {
      telephone.lay(Telephone.Kind.TEXT, id, phone.digits(), text);
    }
    return told;
  }

  @Override
  public boolean mayAsk() {
    return !gateway.given() || gateway.mayAsk();
  }
}
