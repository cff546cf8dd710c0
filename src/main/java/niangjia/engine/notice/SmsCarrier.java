package niangjia.engine.notice;

import niangjia.engine.access.SmsSender;
import niangjia.engine.access.Told;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import org.springframework.stereotype.Component;

/** Brings messages to phones. */
@Component
class SmsCarrier implements Carrier {

  private final SmsSender sender;
  private final Contacts contacts;
  private final Wording wording;

  SmsCarrier(SmsSender sender, Contacts contacts, Wording wording) {
    this.sender = sender;
    this.contacts = contacts;
    this.wording = wording;
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public boolean given() {
    return true;
  }

  @Override
  public boolean mayAsk() {
    return sender.mayAsk();
  }

  @Override
  public Told bring(DeliveryRepository.Row message, Choice choice) {
    var phone = contacts.phone(new Person.Id(message.personId()));
    return sender.tell(phone, wording.text(message, choice.locale()), message.id());
  }
}
