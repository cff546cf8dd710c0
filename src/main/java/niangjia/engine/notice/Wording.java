package niangjia.engine.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import niangjia.engine.access.MailSender;
import niangjia.platform.Words;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts messages into words, in both languages. */
@Component
class Wording {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter ZH =
      DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINESE).withZone(ZONE);
  private static final DateTimeFormatter EN =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZONE);

  private final MessageSource messages;
  private final String address;

  Wording(MessageSource messages, @Value("${niangjia.address:}") String address) {
    this.messages = messages;
    this.address = address.strip().replaceAll("/+$", "");
  }

  Words text(NoticeRepository.Row message) {
    var title = new Words(message.titleZh(), message.titleEn());
    return Words.of(
        text(message.kind(), title, message.at(), Locale.CHINESE),
        text(message.kind(), title, message.at(), Locale.ENGLISH));
  }

  String text(DeliveryRepository.Row message, Locale locale) {
    return text(message.kind(), title(message), message.at(), locale);
  }

  /** The text, where to go on from it, and how to get no more of them. */
  MailSender.Mail mail(DeliveryRepository.Row message, Locale locale) {
    var subject = new Object[] {title(message).in(locale)};
    var where =
        address.isEmpty()
            ? messages.getMessage("notice.mail.where", null, locale)
            : address + "/messages";
    var text = new Object[] {text(message, locale), where};
    return new MailSender.Mail(
        messages.getMessage("notice.mail.subject", subject, locale),
        messages.getMessage("notice.mail.text", text, locale));
  }

  private static Words title(DeliveryRepository.Row message) {
    return new Words(message.titleZh(), message.titleEn());
  }

  private String text(Notice.Kind kind, Words title, Instant at, Locale locale) {
    Object[] facts = {title.in(locale), when(at, locale)};
    return messages.getMessage("notice." + kind, facts, locale);
  }

  private static String when(Instant at, Locale locale) {
    return (locale.equals(Locale.ENGLISH) ? EN : ZH).format(at);
  }
}
