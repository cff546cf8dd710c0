package niangjia.engine.notice;

import niangjia.engine.access.MailSender;
import niangjia.engine.access.Told;
import niangjia.engine.people.Contacts;
import niangjia.engine.people.Person;
import org.springframework.stereotype.Component;

/** Brings messages to confirmed e-mail addresses. */
@Component
class MailCarrier implements Carrier {

  private final MailSender sender;
  private final Contacts contacts;
  private final Wording wording;

  MailCarrier(MailSender sender, Contacts contacts, Wording wording) {
    this.sender = sender;
    this.contacts = contacts;
    this.wording = wording;
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  @Override
  public boolean given() {
    return sender.given();
  }

  @Override
  public boolean mayAsk() {
    return sender.mayAsk();
  }

  /** An address that was removed meanwhile is never reached again. */
  @Override
  public Told bring(DeliveryRepository.Row message, Choice choice) {
    return contacts
        .email(new Person.Id(message.personId()))
        .map(address -> sender.tell(address, wording.mail(message, choice.locale()), message.id()))
        .orElse(Told.REFUSED);
  }
}
